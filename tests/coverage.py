#!/usr/bin/python3
"""How many lines of generator/ the tests have run, by folder, and the files with the most that none has.

  tests/coverage.py PROFILES PROGRAM…     a folder of .profraw files, and the programs that wrote them (preset coverage)

The last line is `lines of generator/: N of M, P %`. Exit code 1: less than LEAST.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "generator"
LEAST = 92  # per cent


def summaries(profiles, programs):
    """Path below generator/: lines run, lines."""
    merged = profiles / "all.profdata"
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", merged, *profiles.glob("*.profraw")], check=True)
    objects = [argument for program in programs[1:] for argument in ("-object", program)]
    said = subprocess.run(["llvm-cov", "export", "--summary-only", f"--instr-profile={merged}", programs[0], *objects],
                          check=True, capture_output=True).stdout
    for one in json.loads(said)["data"][0]["files"]:
        path = Path(one["filename"])
        if path.is_relative_to(ROOT):
            lines = one["summary"]["lines"]
            yield path.relative_to(ROOT), lines["covered"], lines["count"]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    files = list(summaries(Path(sys.argv[1]), sys.argv[2:]))
    folders = defaultdict(lambda: [0, 0])
    for path, run, lines in files:
        folders[path.parts[0]][0] += run
        folders[path.parts[0]][1] += lines
    for folder, (run, lines) in sorted(folders.items()):
        print(f"{folder:<10} {run:6} of {lines:6}  {100 * run / lines:5.1f} %")
    print("most lines that no test has run:")
    for path, run, lines in sorted(files, key=lambda one: one[1] - one[2])[:10]:
        print(f"  {lines - run:4} of {lines:4}  {path}")
    run, lines = sum(one[1] for one in files), sum(one[2] for one in files)
    print(f"lines of generator/: {run} of {lines}, {100 * run / lines:.1f} %")
    sys.exit(100 * run < LEAST * lines)


if __name__ == "__main__":
    main()
