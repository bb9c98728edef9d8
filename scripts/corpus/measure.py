#!/usr/bin/python3
"""Prints what `kyodo build` costs: a clean build, one with nothing changed, one with
one record changed. Medians of three runs each; called by scripts/bench.

  measure.py KYODO FOLDER…      each FOLDER holds a site made by make-corpus
"""

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

NOW = "2026-12-01"
RUNS = 3


class Run:
    """One run of the program."""

    def __init__(self, kyodo, folder):
        command = [kyodo, "build", "--site", folder / "site", "--out", folder / "public", "--now", NOW, "--format", "json", "--lang", "en"]
        with tempfile.TemporaryFile("w+") as out:
            start = time.monotonic()
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            self.seconds = time.monotonic() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            lines = out.read().splitlines()
        if child.returncode != 0 or not lines:
            sys.exit(f"measure: kyodo ended with {child.returncode} in {folder}")
        summary = json.loads(lines[-1])
        self.pages = summary["pages"]
        self.written = summary.get("written", 0)
        self.stages = {name: spent for name, spent in summary["seconds"].items() if name != "total"}
        self.megabytes = used.ru_maxrss / 1024  # of the largest of its processes


def clear(folder):
    shutil.rmtree(folder / "public", ignore_errors=True)
    shutil.rmtree(folder / ".public.kyodo", ignore_errors=True)


def change_one(folder, number):
    """Changes a fact of one group, each time to another one."""
    path = min((folder / "site/groups").glob("*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^founded_fy: \d+$", f"founded_fy: {1950 + number}", text), encoding="utf-8")
    return path, text


def median_of(runs):
    """The run in the middle, by time."""
    middle = statistics.median_low([run.seconds for run in runs])
    return next(run for run in runs if run.seconds == middle)


def measure(kyodo, folder):
    """(name, run) for each kind of build."""
    runs = []
    for _ in range(RUNS):
        clear(folder)
        runs.append(Run(kyodo, folder))
    yield "clean", median_of(runs)
    yield "nothing changed", median_of([Run(kyodo, folder) for _ in range(RUNS)])
    runs, original = [], None
    for number in range(RUNS):
        path, before = change_one(folder, number)
        original = original or before
        runs.append(Run(kyodo, folder))
    path.write_text(original, encoding="utf-8")
    yield "one record changed", median_of(runs)


def main():
    kyodo = Path(sys.argv[1]).resolve()
    print(f"{'pages':>7}  {'build':<19}{'seconds':>8}{'µs/page':>9}{'peak MB':>9}{'written':>9}   time by stage")
    clean = []
    for name in sys.argv[2:]:
        for kind, run in measure(kyodo, Path(name)):
            each = run.seconds / run.pages * 1e6
            stages = ", ".join(f"{stage} {spent:.3f}" for stage, spent in run.stages.items())
            print(f"{run.pages:>7}  {kind:<19}{run.seconds:>8.3f}{each:>9.1f}{run.megabytes:>9.1f}{run.written:>9}   {stages}", flush=True)
            if kind == "clean":
                clean.append(each)
    if len(clean) > 1:
        print(f"cost of a page, largest site to smallest: {clean[-1] / clean[0]:.2f}")


if __name__ == "__main__":
    main()
