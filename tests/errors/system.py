#!/usr/bin/python3
"""Checks what kyodo does when the system, and not the author, is at fault.

  tests/errors/system.py KYODO PUBLIC [--only WORD]

Streams that are closed or full, numbers of jobs out of reason, and limits of
files, processes and memory: every run ends soon, by itself and not by a signal,
with the exit code that README.md gives, and blames no text for it. PUBLIC is a built
site with a search. The last line is `N passed, N failed`.
"""

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOW = "2026-04-01T09:00+09:00"
SECONDS = 60  # a busy machine; those that hang do so for ever
FINE, CONTENT, USAGE, SYSTEM = 0, 1, 2, 3


def run(words, before="", after="", **more):
    """Through a shell: `before` sets limits, `after` redirects. Gives the code ('hangs'), out and err."""
    script = f'{before}\nexec "$@" {after}'
    try:
        done = subprocess.run(["bash", "-c", script, "bash", *map(str, words)], capture_output=True, text=True,
                              timeout=SECONDS, **more)
    except subprocess.TimeoutExpired:
        return "hangs", "", ""
    return done.returncode, done.stdout, done.stderr


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Ground:
    """A site, what a build of it makes when all is well, and the three verbs."""

    def __init__(self, kyodo, public, work):
        self.kyodo, self.work = kyodo, work
        self.site = work / "site"
        shutil.copytree(HERE / "base", self.site)
        self.bad = work / "bad"
        shutil.copytree(HERE / "base", self.bad)
        (self.bad / "site.yaml").write_text("titel: x\n")
        self.built = work / "built"
        code, out, err = run(self.build(self.built))
        if code != FINE:
            sys.exit(f"the site of the tests cannot be built: {code}\n{out}{err}")
        self.expected = tree(self.built)
        self.index = work / "index"  # the small site has no search; where any user may read it
        shutil.copytree(public / "search", self.index / "search")

    def check(self, site=None, *more):
        return [self.kyodo, "check", "--site", site or self.site, "--now", NOW, "--lang", "en", *more]

    def build(self, out, *more):
        return [self.kyodo, "build", "--site", self.site, "--out", out, "--now", NOW, "--lang", "en", *more]

    def search(self, query="協働"):
        return [self.kyodo, "search", query, "--out", self.index, "--lang", "en"]


def closed_streams(ground):
    """Each of the eight ways in which the three streams can be closed."""
    for closed in itertools.chain.from_iterable(itertools.combinations(("<&-", ">&-", "2>&-"), n) for n in range(4)):
        after = " ".join(closed)
        for verb, words in (("check", ground.check()), ("check, wrong", ground.check(ground.bad)),
                            ("build", ground.build(ground.work / "closed")), ("search", ground.search()),
                            ("search -", ground.search("-"))):
            shutil.rmtree(ground.work / "closed", ignore_errors=True)
            code, out, err = run(words, after=after, stdin=subprocess.DEVNULL)
            problem = code != (CONTENT if "wrong" in verb else FINE) and f"exit code {code}: {err}"
            if not problem and verb == "build" and tree(ground.work / "closed") != ground.expected:
                problem = "the pages are others than those of a build with open streams"
            yield f"{verb} {after}", problem


def full_streams(ground):
    """/dev/full takes nothing that is written to it."""
    for name, words, after, expected in (
            ("check, summary to a full disk", ground.check(), ">/dev/full", SYSTEM),
            ("check, json to a full disk", ground.check(ground.bad, "--format", "json"), ">/dev/full", CONTENT),
            ("check, errors to a full disk", ground.check(ground.bad), "2>/dev/full", CONTENT),
            ("search to a full disk", ground.search(), ">/dev/full", SYSTEM),
            ("search to two full disks", ground.search(), ">/dev/full 2>/dev/full", SYSTEM),
            ("--help to a full disk", [ground.kyodo, "--help"], ">/dev/full", SYSTEM),
            ("a wrong verb to a full disk", [ground.kyodo, "biuld"], "2>/dev/full", USAGE)):
        code, _, err = run(words, after=after)
        told = expected != SYSTEM or "2>" in after or "[system.output]" in err
        yield name, (code != expected or not told) and f"exit code {code}, not {expected}: {err}"


def jobs(ground):
    for number in ("257", "1000000000", "99999999999999999999999", "-1", "x", "4x", "1.5", " "):
        for language, words in (("ja", "0 から 256 までの整数です。例: --jobs 4"),
                                ("en", "A whole number from 0 to 256. Example: --jobs 4")):
            code, _, err = run([ground.kyodo, "check", "--site", ground.site, "--lang", language, f"--jobs={number}"])
            yield f"--jobs={number!r} {language}", (code != USAGE or words not in err) and f"exit code {code}: {err}"
    for number in ("0", "1", "256"):
        code, _, err = run(ground.check(None, "--jobs", number))
        yield f"--jobs={number}", code != FINE and f"exit code {code}: {err}"


def limits(ground):
    """Too little of everything: done, or one word that the system is at fault. No text is."""
    small = [f"ulimit -n {n}" for n in (5, 6, 7, 8, 10, 16, 64)] + [f"ulimit -v {k}" for k in (150_000, 300_000, 600_000)]
    for limit in small:
        for number in ("1", "96"):
            code, _, err = run(ground.check(None, "--jobs", number), before=limit)
            told = code == FINE or (code == SYSTEM and err.count("error: ") == 1 and "[system." in err)
            yield f"{limit}, --jobs {number}", (not told or "markdown.limit" in err) and f"exit code {code}: {err}"


def processes(ground):
    """No process and no thread may be started. The limit does not hold for root, so this becomes nobody."""
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    folder = ground.work / "processes"
    program = shutil.copy(ground.kyodo, ground.work)  # the tests may lie where nobody may look
    for limit, number in itertools.product((1, 2, 3, 4), ("1", "8")):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        folder.chmod(0o777)
        words = [program, *ground.build(folder / "out", "--jobs", number)[1:]]
        code, _, err = run(words, before=f"ulimit -u {limit}", cwd="/", **nobody)
        told = code == FINE or (code == SYSTEM and err.count("error: ") == 1 and "[system." in err)
        yield f"ulimit -u {limit}, --jobs {number}", not told and f"exit code {code}: {err}"
        if limit == 1 and number == "1":
            yield "ulimit -u 1 holds", code != SYSTEM and "the limit did not hold: this checks nothing"


GROUPS = (closed_streams, full_streams, jobs, limits, processes)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("public", type=Path)
    parser.add_argument("--only", default="", help="groups whose name has this word")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        os.chmod(work, 0o755)  # for those that become nobody
        ground = Ground(options.kyodo.resolve(), options.public.resolve(), Path(work))
        for group in GROUPS:
            if options.only not in group.__name__:
                continue
            for name, problem in group(ground):
                passed, failed = (passed, failed + 1) if problem else (passed + 1, failed)
                if problem:
                    print(f"FAILED {group.__name__}: {name}\n  {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
