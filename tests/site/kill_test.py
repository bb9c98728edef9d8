#!/usr/bin/python3
"""Kills `kyodo build` at many points of its run: the site must be the old one or
the new one, byte for byte, and the next build must give the new one.

Points are spread over the time of a build; every fourth comes as soon as the site's
folder is another one, since what is done after that is short. The text after one kill
is the one before the next, so that half of the builds lead back. Kills must have found
the site of before and the one of after.

  tests/site/kill_test.py KYODO SITE [--edit 'site.yaml:s/OLD/NEW/'] [--points 100]

SITE and the themes beside it are copied. The edit, a regular expression and its
replacement in a file of the site folder, should change many pages. The last line
is `N passed, N failed`.
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
from collections import Counter
from pathlib import Path

NOW = "2026-04-01T00:00:00+09:00"
# What may lie beside a site when no build is under way.
KEPT = {"lock", "manifest", "note", "pages", "images", "texts"}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edit", default=r"site.yaml:s/(?m)^(title: \{ja: )/\1新・/",
                        metavar="FILE:s/OLD/NEW/")
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
        themes = arguments.site.resolve().parent / "themes"
        if themes.is_dir():
            shutil.copytree(themes, folder / "themes")
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
        """Kills a build after so many seconds, or with None as soon as the site's folder is another one. None when it
        was killed, else the seconds in which the build ended by itself."""
        self.file.write_text(text)
        folder = self.out.stat().st_ino
        start = time.monotonic()
        child = subprocess.Popen(self.command, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        if seconds is not None:
            time.sleep(seconds)
        else:
            while child.poll() is None and self.inode() in (None, folder):
                pass
        if child.poll() is not None:
            return time.monotonic() - start
        child.send_signal(signal.SIGKILL)
        return None if child.wait() == -signal.SIGKILL else time.monotonic() - start

    def inode(self):
        """The number of the site's folder; None while there is none."""
        try:
            return self.out.stat().st_ino
        except FileNotFoundError:
            return None

    def leftovers(self):
        beside = {path.name for path in self.out.parent.iterdir()}
        workspace = {path.name for path in (self.out.parent / ".public.kyodo").iterdir()}
        return (beside - {"site", "themes", "public", ".public.kyodo"}) | (workspace - KEPT)


class Killing:
    """The kills of one run of this test, over a build that takes about `length` seconds."""

    def __init__(self, trial):
        self.trial = trial
        self.old, _ = trial.build(trial.old_text)
        self.new, first = trial.build(trial.new_text)
        if self.old == self.new:
            sys.exit("kill_test: the edit changes no page")
        _, second = trial.build(trial.old_text)
        self.length = max(first, second)
        self.states = [(trial.old_text, self.old), (trial.new_text, self.new)]  # as it is, and as it will be
        self.places = Counter()

    def kill_at(self, part):
        """Kills a build after this part of its run, or with None at the exchange; a build that was faster is tried again.
        False when none was killed."""
        (old_text, _), (new_text, _) = self.states
        for _ in range(3):
            took = self.trial.build_and_kill(new_text, part and self.length * part)
            if took is None:
                return True
            if part:
                self.length = took
            self.trial.build(old_text)
        self.trial.build(new_text)
        return False

    def problem_at(self, part):
        """What went wrong; none when all is well."""
        killed = self.kill_at(part)
        (_, old), (new_text, new) = self.states
        self.states.reverse()
        place = {old: "old", new: "new"}.get(tree_hash(self.trial.out), "neither")
        self.places[place if killed else "not killed"] += 1
        if self.trial.build(new_text)[0] != new:
            return f"the next build, after one that left {place}, did not give the new site"
        if left := self.trial.leftovers():
            return f"left behind: {', '.join(sorted(left))}"
        return "the site is neither the old nor the new one" if place == "neither" else None


def run(trial, points):
    killing = Killing(trial)
    failed = 0
    for point in range(points):
        part = None if point % 4 == 3 else (point + 0.5) / points
        try:
            problem = killing.problem_at(part)
        except AssertionError as error:
            problem = str(error)
        if problem:
            failed += 1
            when = f"after {part:.1%} of a build" if part else "at the exchange"
            print(f"FAILED killed {when}: {problem}", flush=True)
    found = ", ".join(f"{place} {count}" for place, count in sorted(killing.places.items()))
    print(f"a build takes {killing.length * 1000:.0f} ms; found after the kill: {found}")
    for place in ("old", "new"):
        if not killing.places[place]:
            failed += 1
            print(f"FAILED no kill found the {place} site: this run proves nothing of it")
    print(f"{points + 2 - failed} passed, {failed} failed")
    return failed == 0


def main():
    arguments = parse_arguments()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    with tempfile.TemporaryDirectory(prefix="kyodo-kill-") as folder:
        fine = run(Trial(arguments, Path(folder)), arguments.points)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
