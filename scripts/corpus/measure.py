#!/usr/bin/python3
"""Measures kyodo, and the peers that it finds, on made-up sites; called by scripts/bench.

  measure.py KYODO [--runs N] [--figures FILE] FOLDER…

FOLDER is named by its kind and pages (long-18000) and holds a site made by make-corpus. All programs run in turns, so
that what else the machine does falls on each alike; the first round is not counted. Prints tables in Markdown: medians
by time, how many times as long as kyodo a peer takes, memory of the largest process at its peak, and instructions of
kyodo's own process for each page (callgrind, on the smallest sites). Missing programs are left out.
"""

import argparse
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
NOW = "2026-12-01"

# Under valgrind /proc/self/exe is valgrind, and kyodo starts its workers by that name.
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
typedef int Spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *const words[], char *const environment[]) {
  Spawn *next = (Spawn *)dlsym(RTLD_NEXT, "posix_spawn");
  return next(pid, strcmp(path, "/proc/self/exe") ? path : getenv("KYODO_UNDER_TEST"), actions, attributes, words, environment);
}
"""


class Run:
    """One run of a program."""

    def __init__(self, command, fine=(0,)):
        with tempfile.TemporaryFile("w+") as out:
            start = time.monotonic()
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            self.seconds = time.monotonic() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            self.lines = out.read().splitlines()
        if child.returncode not in fine:
            raise RuntimeError(f"{command[0]} ended with {child.returncode}")
        self.processor = used.ru_utime + used.ru_stime  # its own and that of all processes that it waited for
        self.megabytes = used.ru_maxrss / 1024


class Build(Run):
    def __init__(self, kyodo, folder):
        super().__init__([kyodo, "build", "--site", folder / "site", "--out", folder / "public", "--now", NOW, "--format", "json", "--lang", "en"])
        self.summary = json.loads(self.lines[-1])


def clear(folder):
    shutil.rmtree(folder / "public", ignore_errors=True)
    shutil.rmtree(folder / ".public.kyodo", ignore_errors=True)


def clean_build(kyodo, folder):
    clear(folder)
    return Build(kyodo, folder)


class Edit:
    """A sentence more in a case study, each time another one; the text comes back at the end."""

    def __init__(self, kyodo, folder):
        self.kyodo, self.folder = kyodo, folder
        self.path = min((folder / "site/cases").rglob("*.ja.md"))
        self.text = self.path.read_text(encoding="utf-8")
        self.count = 0

    def __call__(self):
        self.count += 1
        self.path.write_text(f"{self.text}\n掃除の道具を{self.count}つ足しました。\n", encoding="utf-8")
        return Build(self.kyodo, self.folder)

    def undo(self):
        self.path.write_text(self.text, encoding="utf-8")


def first_page(kyodo, folder):
    """`kyodo serve`, from its start to its first page."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/site"))
    from serve import Preview
    start = time.monotonic()
    preview = Preview(str(kyodo), str(folder / "site"))
    preview.ask("GET", preview.home + "index.html")
    seconds = time.monotonic() - start
    memory = preview.memory() / 1024
    preview.end()
    run = Run.__new__(Run)
    run.seconds, run.processor, run.megabytes = seconds, None, memory
    return run


def prepare_peers(folder):
    """(name, what to run) for each peer that is there; their sites are made beside the site."""
    try:
        from peers import PEERS, find, read_pages, version_of
    except ImportError as error:
        print(f"Peers are left out: {error}", file=sys.stderr)
        return
    pages = None
    for peer in PEERS:
        program = find(peer)
        if not program:
            continue
        pages = pages or read_pages(folder / "site")
        place = folder / peer.name
        if not place.exists():
            peer.write(place, pages)

        def build(peer=peer, program=program, place=place):
            shutil.rmtree(place / "out", ignore_errors=True)
            return Run([str(one) for one in peer.command(program, place)])
        yield f"{peer.name} {version_of(program)}, clean", build
    pagefind = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    if pagefind:
        yield f"pagefind {version_of(pagefind)}, of kyodo's pages", lambda: Run([pagefind, "--site", folder / "public", "--output-path", folder / "pagefind"])


def measure(kyodo, folder, runs):
    """(name, runs) of each kind."""
    edit = Edit(kyodo, folder)
    jobs = [("clean build", lambda: clean_build(kyodo, folder)), ("nothing changed", lambda: Build(kyodo, folder)),
            ("one record changed", edit),
            ("check", lambda: Run([kyodo, "check", "--site", folder / "site", "--now", NOW], fine=(0, 1))),
            ("first page of serve", lambda: first_page(kyodo, folder))] + list(prepare_peers(folder))
    made = {name: [] for name, _ in jobs}
    for number in range(runs + 1):
        for name, job in jobs:
            if name not in made:
                continue
            try:
                run = job()
            except Exception as error:  # a peer that cannot do it is told of and left out
                print(f"{folder.name}: {name}: {error}", file=sys.stderr)
                del made[name]
                continue
            if number > 0:
                made[name].append(run)
        edit.undo()
    return made


def median(runs):
    middle = statistics.median_low([run.seconds for run in runs])
    return next(run for run in runs if run.seconds == middle)


def instructions(kyodo, folder):
    """Of kyodo's own process; none without valgrind or a compiler."""
    if not shutil.which("valgrind") or not shutil.which("cc"):
        return None
    clear(folder)
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "shim.c").write_text(SHIM)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", f"{place}/shim.so", f"{place}/shim.c", "-ldl"], check=True)
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", kyodo, "build", "--site", folder / "site", "--out", folder / "public", "--now", NOW, "--quiet"],
                              env={**os.environ, "LD_PRELOAD": f"{place}/shim.so", "KYODO_UNDER_TEST": str(kyodo)}, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found.group(1)) if done.returncode == 0 and found else None


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} cores ({model.group(1) if model else 'unknown'}), load {os.getloadavg()[0]:.1f} before the first run"


def table(kyodo, folder, runs, count_instructions):
    made = measure(kyodo, folder, runs)
    clean = median(made["clean build"])
    pages = clean.summary["pages"]
    files = [path for path in (folder / "site").rglob("*") if path.suffix in (".md", ".yaml")]
    kind = folder.name.rpartition("-")[0] or "site"
    lines = [f"### {kind}, {pages} pages", "",
             f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB of texts in {len(files)} files; "
             f"{clean.summary['files']} files, {clean.summary['bytes'] / 1e6:.0f} MB written.", "",
             "| | seconds | of kyodo's clean build | fastest and slowest | processor, s | peak, MB |", "|---|---|---|---|---|---|"]
    for name, some in made.items():
        if not some:
            continue
        run = median(some)
        all_seconds = [one.seconds for one in some]
        lines.append(f"| {name} | {run.seconds:.3f} | {run.seconds / clean.seconds:.2f} × | {min(all_seconds):.3f}–{max(all_seconds):.3f} "
                     f"| {'' if run.processor is None else format(run.processor, '.2f')} | {run.megabytes:.0f} |")
    stages = ", ".join(f"{stage} {spent:.2f}" for stage, spent in clean.summary["seconds"].items() if stage != "total")
    lines += ["", f"Clean build by stage: {stages} s; {clean.seconds / pages * 1e6:.0f} µs a page."]
    if count_instructions and (count := instructions(kyodo, folder)):
        lines.append(f"{count / pages / 1e6:.2f} million instructions a page (callgrind, without the workers).")
    return "\n".join(lines) + "\n", (kind, pages, clean.seconds / pages)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--figures", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    text = f"Measured on {datetime.date.today()}, {machine()}; medians of {options.runs} runs, all programs in turns.\n\n"
    print(text, flush=True)
    costs, seen = {}, set()
    for folder in options.folders:
        part, (kind, pages, cost) = table(options.kyodo.resolve(), folder.resolve(), options.runs, folder.name.rpartition("-")[0] not in seen)
        seen.add(folder.name.rpartition("-")[0])
        costs.setdefault(kind, []).append((pages, cost))
        print(part, flush=True)
        text += part + "\n"
    for kind, some in costs.items():
        if len(some) > 1:
            line = f"Cost of a page, {kind}, {max(some)[0]} pages to {min(some)[0]}: {max(some)[1] / min(some)[1]:.2f} ×.\n"
            print(line)
            text += line
    if options.figures:
        options.figures.write_text("# Figures\n\nWritten by `scripts/bench`.\n\n" + text, encoding="utf-8")


if __name__ == "__main__":
    main()
