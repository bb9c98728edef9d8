#!/usr/bin/python3
"""Builds a site in many ways: the bytes must always be the same, and what did not
change must not be written again.

  tests/site/determinism.py KYODO SITE [--each]

The ways: --jobs, TZ, LC_ALL, the time given by option or environment, another umask and
user, a clock that is years ahead, and a copy of the site at another path whose files
were created in another order. Several are tried
in one build; when that differs, or with --each, they are tried one at a time. The
last line is `N passed, N failed`.
"""

import argparse
import filecmp
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NOW = "2026-12-01T09:00:00+09:00"
NOW_EPOCH = "1796083200"  # the same instant
PLAIN = {"jobs": 1, "TZ": "UTC", "LC_ALL": "C"}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--each", action="store_true", help="a build for each way")
    return parser.parse_args()


def copy_shuffled(source, target, order):
    """Copies a folder, its files made in a random order."""
    files = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    order.shuffle(files)
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def compare(old, new):
    """Words about what differs between two folders; None when nothing does."""
    names, others = files_of(old), files_of(new)
    if names != others:
        return f"in one of them only: {', '.join(sorted(names ^ others)[:5])}"
    _, different, unreadable = filecmp.cmpfiles(old, new, sorted(names), shallow=False)
    if different or unreadable:
        return f"{len(different) + len(unreadable)} files differ: {', '.join((different + unreadable)[:5])}"
    return None


def marks(folder):
    """Of each file what would change if it were written again."""
    return {name: (status.st_ino, status.st_mtime_ns)
            for name in files_of(folder) for status in [(folder / name).stat()]}


class Trial:
    def __init__(self, kyodo, site, folder):
        self.kyodo = kyodo
        self.site = site
        self.folder = folder
        self.passed = self.failed = 0
        self.first = self.build("first", **PLAIN)

    def build(self, name, site=None, jobs=1, now=NOW, before=(), program=None, umask=0o022, **environment):
        out = self.folder / name
        command = [*before, program or self.kyodo, "build", "--site", site or self.site, "--out", out, "--jobs", str(jobs)]
        command += ["--now", now] if now else []
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, umask=umask)
        if done.returncode != 0:
            sys.exit(f"determinism: the build ({name}) ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return out

    def tell(self, subject, wrong):
        if wrong:
            self.failed += 1
            print(f"FAILED {subject}: {wrong}", flush=True)
        else:
            self.passed += 1

    def difference(self, **ways):
        """Words about what a build of that way has otherwise than the first; None when nothing."""
        out = self.build("other", **{**PLAIN, **ways})
        wrong = compare(self.first, out)
        for leftover in (out, out.parent / f".{out.name}.kyodo"):
            shutil.rmtree(leftover, ignore_errors=True)
        return wrong

    def same(self, each, cases):
        """The cases: (name, its ways). All are tried together, and one at a time when that fails."""
        together = {name: value for _, ways in cases for name, value in ways.items()}
        fine = not each and self.difference(**together) is None
        found = [None if fine else self.difference(**ways) for _, ways in cases]
        if not fine and not each and not any(found):
            found[-1] = "differs when it comes with the others"
        for (subject, _), wrong in zip(cases, found):
            self.tell(subject, wrong)

    def untouched(self, subject, change=None, **ways):
        """Building into the same folder again writes no file of it."""
        before = marks(self.first)
        if change:
            change()
        self.build("first", **{**PLAIN, **ways})
        after = marks(self.first)
        written = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        self.tell(subject, f"{len(written)} files written: {', '.join(written[:5])}" if written else None)


def run(trial, elsewhere, each):
    trial.same(each, [("--jobs 2", {"jobs": 2}), ("TZ=America/New_York", {"TZ": "America/New_York"}),
                      ("LC_ALL=C.UTF-8", {"LC_ALL": "C.UTF-8"})])
    trial.same(each, [("--jobs 4", {"jobs": 4}), ("TZ=Asia/Tokyo", {"TZ": "Asia/Tokyo"}),
                      ("LC_ALL=ja_JP.UTF-8", {"LC_ALL": "ja_JP.UTF-8"}),
                      ("SOURCE_DATE_EPOCH", {"now": None, "SOURCE_DATE_EPOCH": NOW_EPOCH}),
                      ("another path and order of files", {"site": elsewhere})])
    other = {"before": ["faketime", "-f", "+5y"], "site": elsewhere}
    if os.geteuid() == 0:
        # Who is nobody may not come to where the program and the site are.
        trial.folder.chmod(0o777)
        other["program"] = shutil.copy(trial.kyodo, trial.folder / "kyodo")
        other["before"] = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *other["before"]]
    trial.same(each, [("umask 077", {"umask": 0o077}), ("another user, a clock years ahead", other)])

    trial.untouched("the same again")
    trial.untouched("the same again with --jobs 4", jobs=4)
    trial.site = elsewhere  # ours to change
    trial.untouched("the same content from another folder", jobs=2)

    def touch():
        for name in files_of(elsewhere):
            os.utime(elsewhere / name)
    trial.untouched("after only the times of the inputs changed", touch, jobs=2)


def main():
    arguments = parse_arguments()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    site = arguments.site.resolve()
    with tempfile.TemporaryDirectory(prefix="kyodo-same-") as name:
        folder = Path(name)
        elsewhere = folder / "写し" / "of the site"
        copy_shuffled(site, elsewhere, random.Random(1))
        if (site.parent / "themes").is_dir():
            copy_shuffled(site.parent / "themes", elsewhere.parent / "themes", random.Random(2))
        trial = Trial(arguments.kyodo.resolve(), site, folder)
        run(trial, elsewhere, arguments.each)
    print(f"{trial.passed} passed, {trial.failed} failed")
    sys.exit(1 if trial.failed else 0)


if __name__ == "__main__":
    main()
