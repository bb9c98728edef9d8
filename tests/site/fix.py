#!/usr/bin/python3
"""Tries `kyodo check --fix`: what it writes, what it asks for, and what it leaves alone.

  tests/site/fix.py KYODO

What counts as a change that can only be right is tested in unit/load_fixes_test.cc. The last line is `N passed,
N failed`.
"""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent / "errors" / "base"
NOW = "2026-04-01T09:00+09:00"
RECORD = "activities/clean-up.yaml"


class Site:
    """A copy of the site without mistakes, with one in a record; in a repository if `git`."""

    def __init__(self, kyodo, folder, git=True):
        self.kyodo, self.folder = kyodo, folder
        shutil.copytree(BASE, folder / "content")
        self.record = folder / "content" / RECORD
        self.record.write_text(self.record.read_text().replace("members: 12", "members: １２"))
        if git:
            self.git("init", "-q")
            self.git("add", "-A")
            self.git("-c", "user.name=a", "-c", "user.email=a@example.jp", "commit", "-qm", "all")

    def git(self, *words):
        subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True)

    def command(self, *options):
        return [self.kyodo, "check", "--fix", "--now", NOW, "--lang", "en", "--jobs", "1", *options]

    def run(self, *options):
        return subprocess.run(self.command(*options), cwd=self.folder, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, check=False)

    def type(self, answers):
        """Runs it on a terminal, and types the answers."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execv(self.kyodo, [str(word) for word in self.command()])
        os.write(terminal, answers.encode())
        shown = b""
        try:
            while part := os.read(terminal, 4096):
                shown += part
        except OSError:  # the end of a terminal
            pass
        os.waitpid(child, 0)
        return shown.decode()

    def is_fixed(self):
        return "members: 12\n" in self.record.read_text()


def shows_and_leaves(site):
    done = site.run()
    return (f"--- content/{RECORD}" in done.stdout and "-members: １２\n+members: 12\n" in done.stdout
            and "Nothing was written" in done.stderr and done.returncode == 1 and not site.is_fixed())


def writes_when_told(site):
    done = site.run("--yes")
    again = site.run("--yes")
    return (site.is_fixed() and done.returncode == 0 and "nothing to fix" in again.stderr
            and not list(site.folder.glob("content/**/*.new")))


def asks_on_a_terminal(site):
    no = site.type("n\n")
    kept = not site.is_fixed()
    yes = site.type("y\n")
    return kept and "git can give back? [y/N]" in no and "written." in yes and site.is_fixed()


def asks_apart_for_uncommitted(site):
    site.record.write_text(site.record.read_text() + "# mine\n")
    shown = site.type("n\n")
    return "not committed" in shown and not site.is_fixed()


def asks_apart_without_git(site):
    shown = site.type("n\n")
    return "cannot be given back" in shown and not site.is_fixed()


def writes_through_no_link(site):
    outside = site.folder / "outside.yaml"
    shutil.move(site.record, outside)
    site.record.symlink_to(outside)
    site.run("--yes")
    return "members: １２" in outside.read_text() and site.record.is_symlink()


def takes_no_name_of_another(site):
    other = site.record.with_name(site.record.name + ".new")
    other.write_text("mine")
    done = site.run("--yes")
    return other.read_text() == "mine" and not site.is_fixed() and done.returncode == 3


def main():
    kyodo = Path(sys.argv[1]).resolve()
    tests = [(shows_and_leaves, True), (writes_when_told, True), (asks_on_a_terminal, True),
             (asks_apart_for_uncommitted, True), (asks_apart_without_git, False), (writes_through_no_link, True),
             (takes_no_name_of_another, True)]
    failed = 0
    for test, git in tests:
        with tempfile.TemporaryDirectory(prefix="kyodo-fix-") as folder:
            if not test(Site(kyodo, Path(folder), git)):
                print(f"failed: {test.__name__}")
                failed += 1
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
