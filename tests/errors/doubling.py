#!/usr/bin/python3
"""Whatever an author writes costs no more than in proportion to its length: small sites in which one thing grows.

  tests/errors/doubling.py KYODO [--only NAME] [--every N] [--all]

Each family of growing.py makes the files of a site for a size. The largest size is checked first: when that
takes less than LEAST seconds of the processor there is nothing to judge, unless --all is given; otherwise half and a
quarter of it are checked as well, and each doubling may cost at most RATIO times more. A family also
fails when kyodo crashes, hangs, or needs more than MEMORY bytes. Times are those of the processor in kyodo and its
workers and not in the system (which vary), less what the site costs without the thing; the smaller of two runs counts,
and what fails is tried twice more. --every N takes every N-th family. The last line is `N passed, N failed`.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from growing import BASE, FAMILIES, FULL

NOW = "2026-04-01T09:00+09:00"
LEAST = 0.15  # seconds; less says nothing
MOST = 20  # seconds
RATIO = 2.5
MEMORY = 1 << 30


def run(kyodo, files, options):
    """Seconds of the processor and bytes of memory that a site with the files takes; or what went wrong."""
    with tempfile.TemporaryDirectory(prefix="kyodo-doubling-") as folder:
        site = Path(folder) / "content"
        shutil.copytree(BASE, site)
        for path, text in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        verb = options[0] if options else "check"
        command = [kyodo, verb, "--site", str(site), "--now", NOW, "--jobs", "1", "--lang", "en"]
        command += ["--out", f"{folder}/public"] if verb == "build" else []
        return measure(command, folder)


def measure(command, folder):
    with open(f"{folder}/printed", "wb") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=printed, start_new_session=True)
    hung = threading.Event()

    def stop():
        hung.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(MOST, stop)
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if hung.is_set():
        return 0, 0, f"not done after {MOST} seconds"
    if process.returncode not in (0, 1):
        end = Path(f"{folder}/printed").read_bytes()[-300:].decode(errors="replace")
        return 0, 0, f"exit code {process.returncode}: {end}"
    return used.ru_utime, used.ru_maxrss * 1024, ""


class Judge:
    def __init__(self, kyodo, always):
        self.kyodo = kyodo
        self.always = always
        self.nothing = min(run(kyodo, {}, ())[0] for _ in range(3))
        self.with_search = min(run(kyodo, FULL, ())[0] for _ in range(3))

    def cost(self, one, size, again=False):
        name, _, files, options = one
        nothing = self.with_search if name.startswith("read and found") else self.nothing
        seconds, memory, wrong = run(self.kyodo, files(size), options)
        if again and not wrong:
            seconds = min(seconds, run(self.kyodo, files(size), options)[0])
        return max(seconds - nothing, 0), memory, wrong

    def judge(self, one):
        """What is wrong with the family, and what it costs at its largest size."""
        largest = one[1]
        seconds, memory, wrong = self.cost(one, largest)
        told = f"{seconds:.2f} s, {memory >> 20} MB"
        if wrong or memory > MEMORY:
            return wrong or "too much memory", told
        if seconds < LEAST and not self.always:
            return "", told
        sizes = [largest // 4, largest // 2, largest]
        costs = [self.cost(one, size, True)[0] for size in sizes]
        told = ", ".join(f"{cost:.2f}" for cost in costs) + f" s, {memory >> 20} MB"
        for less, more in zip(costs, costs[1:]):
            if more > RATIO * max(less, LEAST):
                return "a doubling costs too much", told
        return "", told


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: Path(path).resolve())
    parser.add_argument("--only", default="", help="the families with this in their name")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every N-th family")
    parser.add_argument("--all", action="store_true", help="judge what costs little as well, and show what each costs")
    arguments = parser.parse_args()
    judge = Judge(arguments.kyodo, arguments.all)
    families = [one for one in FAMILIES if arguments.only in one[0]]
    families = families[::arguments.every]
    failed = 0
    for one in families:
        for _ in range(3):
            wrong, told = judge.judge(one)
            if not wrong:
                break
        failed += bool(wrong)
        if wrong or arguments.all:
            print(f"{one[0]} ({one[1]}): {told} {wrong and 'FAILED: ' + wrong}", flush=True)
    print(f"{len(families) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not families else 0)


if __name__ == "__main__":
    main()
