#!/usr/bin/python3
"""Measures `kyodo serve` on made-up sites (scripts/make-corpus): the first page, from a save to the event that reloads
the browser, and from a save to the new page.

  scripts/bench-serve [--sizes 100,1000,10000,50000] [--saves 100] [--soak N]

A save is written beside its file and renamed over it, as editors do; the clock starts just before the rename. --soak
adds N saves more, after which memory must be within 5 % of what it was after the first saves, and no more files open.
Sites stay in build/bench-serve, and are made once. The figures are those of this machine: the load of it is told beside
them (processes that want a core, averaged over a minute; best far below the number of cores).
"""
import argparse
import glob
import os
import re
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '../../tests/site'))
from serve import Events, Preview, read  # noqa: E402

WARM = 30  # saves before memory is looked at: by then all is held that ever will be
MAY_GROW = 5  # %


def count_records(site):
    """Files of records; those in several languages count once."""
    names = {os.path.join(folder, name.split('.')[0]) for folder, _, files in os.walk(site) for name in files
             if folder != site and not folder.endswith(('/schema', '/vocabularies'))}
    return len(names)


def family(process):
    """The process and all that it has started."""
    with open(f'/proc/{process}/task/{process}/children') as file:
        return [process, *(one for child in file.read().split() for one in family(int(child)))]


def memory_kib(preview):
    """Of the program and its workers: what they share counts once."""
    sizes = []
    for process in family(preview.process.pid):
        with open(f'/proc/{process}/smaps_rollup') as file:
            sizes.append(int(re.search(r'^Pss:\s+(\d+)', file.read(), re.M)[1]))
    return sum(sizes)


def peak_kib(preview):
    """Of the program alone."""
    with open(f'/proc/{preview.process.pid}/status') as file:
        return int(re.search(r'VmHWM:\s+(\d+)', file.read())[1])


class Saves:
    """Saves of one record, each with a sentence of its own."""

    def __init__(self, preview, site):
        self.preview = preview
        self.path = min(glob.glob(os.path.join(site, 'cases', '*.ja.md')))
        self.text = read(self.path)
        self.page = preview.home + os.path.relpath(self.path, site)[:-len('.ja.md')] + '.html'
        self.events = Events(preview)
        self.number = 0

    def one(self):
        """Seconds to the event, and to the page with the sentence."""
        self.number += 1
        words = f'{self.number} 回目の保存です。'
        with open(self.path + '.new~', 'w', encoding='utf-8') as file:
            file.write(f'{self.text}\n{words}\n')
        started = time.monotonic()
        os.rename(self.path + '.new~', self.path)
        self.events.next('version')
        event = time.monotonic() - started
        if words.encode() not in self.preview.ask('GET', self.page)[2]:
            sys.exit(f'{self.page} does not show what was saved')
        return event, time.monotonic() - started

    def end(self):
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write(self.text)


def measure(preview, started, site, saves):
    """The editor, to go on with, and the cells of a row."""
    preview.ask('GET', preview.home + 'index.html')
    first = time.monotonic() - started
    peak = peak_kib(preview)
    editor = Saves(preview, site)
    event, page = zip(*(editor.one() for _ in range(saves)))
    cells = [f'{first:.2f} s']
    for seconds in (event, page):
        cells += [f'{statistics.median(seconds) * 1000:.1f}', f'{max(seconds) * 1000:.1f}']
    cells += [f'{memory_kib(preview) / 1024:.0f}', f'{peak / 1024:.0f}', f'{os.getloadavg()[0]:.1f}']
    return editor, cells


def soak(preview, editor, saves):
    """Whether memory and files stay as they are."""
    for _ in range(WARM - editor.number):
        editor.one()
    memory, files = memory_kib(preview), preview.descriptors()
    most = memory
    for number in range(saves):
        editor.one()
        if number % 100 == 99:
            most = max(most, memory_kib(preview))
    most = max(most, memory_kib(preview))
    grown, more = (most - memory) / memory * 100, preview.descriptors() - files
    good = abs(grown) <= MAY_GROW and more <= 0
    print(f'  {saves} saves more: memory {memory / 1024:.0f} MB, at most {most / 1024:.0f} MB ({grown:+.1f} %), '
          f'open files {files}, then {files + more}: {"constant" if good else "NOT CONSTANT"}', flush=True)
    return good


def make_site(kyodo, records, folder):
    site = os.path.join(folder, str(records), 'site')
    if not os.path.isdir(site):
        print(f'Making a site of {records} records', file=sys.stderr, flush=True)
        os.makedirs(os.path.dirname(site), exist_ok=True)
        subprocess.run([os.path.join(HERE, '../make-corpus'), str(records), site + '.new', '--records', '--accept', kyodo],
                       check=True, stdout=subprocess.DEVNULL)
        os.rename(site + '.new', site)
    return site


def main():
    parser = argparse.ArgumentParser(prog='scripts/bench-serve', description=__doc__.split('\n\n', maxsplit=1)[0])
    parser.add_argument('kyodo', help=argparse.SUPPRESS)
    parser.add_argument('--sizes', default='100,1000,10000,50000', help='records of each site (%(default)s)')
    parser.add_argument('--saves', type=int, default=100, metavar='N', help='saves of each site (%(default)s)')
    parser.add_argument('--soak', type=int, default=0, metavar='N', help='so many saves more: is memory constant?')
    parser.add_argument('--folder', default='build/bench-serve', help='where the sites are (%(default)s)')
    options = parser.parse_args()
    kyodo = os.path.abspath(options.kyodo)
    sizes = [int(one) for one in options.sizes.split(',') if one]
    if options.saves < 1 or not sizes:
        parser.error('one save and one size at least')
    sites = [make_site(kyodo, records, options.folder) for records in sizes]
    print(f'{options.saves} saves each, in ms; {os.cpu_count()} cores\n')
    head = ['records', 'first page', 'event, median', 'worst', 'page, median', 'worst', 'MB', 'MB at start', 'load']
    print('| ' + ' | '.join(head) + ' |\n' + '|---:' * len(head) + '|')
    constant = True
    for site in sites:
        started = time.monotonic()
        preview = Preview(kyodo, site)
        try:
            editor, cells = measure(preview, started, site, options.saves)
            print(f'| {count_records(site):,} | ' + ' | '.join(cells) + ' |', flush=True)
            constant = (not options.soak or soak(preview, editor, options.soak)) and constant
            editor.end()
        finally:
            preview.end()
    return 0 if constant else 1


if __name__ == '__main__':
    sys.exit(main())
