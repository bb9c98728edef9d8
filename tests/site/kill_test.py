#!/usr/bin/python3
"""Kills `kyodo build` at many points of its run: the site must be the old one or
the new one, byte for byte, and the next build must give the new one.

  tests/site/kill_test.py KYODO SITE [--edit 'site.yaml:s/OLD/NEW/'] [--points 100]

SITE is copied; the edit (a regular expression and its replacement, in a file of
the site folder) should change many pages. The last line is `N passed, N failed`.
"""

import argparse
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOW = "2026-04-01T00:00:00+09:00"
# What may lie beside a site when no build is under way.
KEPT = {"lock", "manifest", "note", "spare", "spare-manifest"}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edit", default=r"site.yaml:s/(?m)^(title:.*)$/\1 2/")
    parser.add_argument("--points", type=int, default=100)
    return parser.parse_args()


def edited(text, script):
    """Applies s/OLD/NEW/, with any character in the place of the slash."""
    if len(script) < 4 or script[0] != "s":
        sys.exit(f"kill_test: not of the form FILE:s/OLD/NEW/: {script}")
    old, new, _ = script[2:].split(script[1], 2)
    result = re.sub(old, new, text)
    if result == text:
        sys.exit(f"kill_test: the edit changes nothing: {script}")
    return result


def tree_hash(folder):
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        digest.update(str(path.relative_to(folder)).encode() + b"\0")
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Trial:
    def __init__(self, arguments, folder):
        self.site = folder / "site"
        shutil.copytree(arguments.site, self.site)
        self.out = folder / "public"
        self.out.mkdir()
        (self.out / ".gitignore").write_text("*\n!.gitignore\n")
        self.command = [arguments.kyodo.resolve(), "build", "--site", self.site,
                        "--out", self.out, "--now", NOW]
        name, script = arguments.edit.split(":", 1)
        self.file = self.site / name
        self.old_text = self.file.read_text()
        self.new_text = edited(self.old_text, script)

    def build(self, text):
        """Builds with this text of the edited file; the hash and the seconds it took."""
        self.file.write_text(text)
        start = time.monotonic()
        done = subprocess.run(self.command, capture_output=True, text=True)
        seconds = time.monotonic() - start
        if done.returncode != 0:
            raise AssertionError(f"build failed with {done.returncode}: {done.stderr[-2000:]}")
        return tree_hash(self.out), seconds

    def build_and_kill(self, text, seconds):
        self.file.write_text(text)
        child = subprocess.Popen(self.command, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        return child.wait() == -signal.SIGKILL

    def leftovers(self):
        beside = {path.name for path in self.out.parent.iterdir()}
        strange = beside - {"site", "public", ".public.kyodo"}
        return strange | ({path.name for path in (self.out.parent / ".public.kyodo").iterdir()} - KEPT)


def check_point(trial, seconds, old, new):
    """Words about what went wrong; none when all is well. And where it was killed."""
    killed = trial.build_and_kill(trial.new_text, seconds)
    found = tree_hash(trial.out)
    where = "ended before" if not killed else "old" if found == old else "new"
    if found not in (old, new):
        return "the site is neither the old nor the new one", "broken"
    if trial.build(trial.new_text)[0] != new:
        return "the next build did not give the new site", where
    if left := trial.leftovers():
        return f"left behind: {', '.join(sorted(left))}", where
    if trial.build(trial.old_text)[0] != old:
        return "building the old content again did not give the old site", where
    return None, where


def run(trial, points):
    old, _ = trial.build(trial.old_text)
    new, first = trial.build(trial.new_text)
    if old == new:
        sys.exit("kill_test: the edit changes no page")
    assert trial.build(trial.old_text)[0] == old
    _, second = trial.build(trial.new_text)
    trial.build(trial.old_text)
    length = max(first, second)
    failed, places = 0, {}
    for point in range(points):
        seconds = length * (point + 0.5) / points
        try:
            wrong, where = check_point(trial, seconds, old, new)
        except AssertionError as error:
            wrong, where = str(error), "broken"
        places[where] = places.get(where, 0) + 1
        if wrong:
            failed += 1
            print(f"killed after {seconds * 1000:.1f} ms: {wrong}", flush=True)
    print(f"a build takes {length * 1000:.0f} ms; sites found after the kill: "
          + ", ".join(f"{where} {count}" for where, count in sorted(places.items())))
    print(f"{points - failed} passed, {failed} failed")
    return failed == 0


def main():
    arguments = parse_arguments()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    with tempfile.TemporaryDirectory(prefix="kyodo-kill-") as folder:
        fine = run(Trial(arguments, Path(folder)), arguments.points)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
