#!/usr/bin/python3
"""Checks what `kyodo check` tells an author who made a mistake.

  tests/errors/run.py KYODO [--accept] [--only NAME] [--thorough]

base/ is a small site without mistakes. Each folder of cases/ is one mistake: its
files are added to a copy of the base, or take the place of files there, and
expected.ja.txt and expected.en.txt hold all that kyodo then says. Other names:

  REMOVE   paths to delete from the copy, one a line
  GROW     `PATH BYTES [LINE]`, one a line: that line, or a comment, fills the file up to that size
  LINK     `PATH TARGET`, one a line: symbolic links
  PIPE     paths of named pipes, one a line
  OPTIONS  more options for `kyodo check`

--accept writes what kyodo says into the expected files: read the difference
before you keep it. With --accept, --only or --thorough each case is tried in both
languages, otherwise in one, by turns. The last line is `N passed, N failed`.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASE = HERE / "base"
LANGUAGES = ("ja", "en")
NOW = "2026-04-01T09:00+09:00"
SECONDS = 60  # a busy machine; what hangs does so for ever
TO_COME = re.compile("^(誤りがなくなると、さらに|Once there is none, [0-9]+ more kinds of checks).*\n", re.MULTILINE)
OURS = ("REMOVE", "GROW", "LINK", "PIPE", "OPTIONS")


def expected_file(case, language):
    return case / f"expected.{language}.txt"


def lines_of(file):
    return file.read_text().splitlines() if file.exists() else []


def files_of(case):
    """The files that the case changes, as paths in the site."""
    own = {expected_file(case, language) for language in LANGUAGES} | {case / name for name in OURS}
    return [path.relative_to(case) for path in sorted(case.rglob("*")) if path.is_file() and path not in own]


def unused(case):
    """What is in the folder and changes nothing."""
    found = []
    for path in files_of(case):
        same = (BASE / path).exists() and (BASE / path).read_bytes() == (case / path).read_bytes()
        if same or (len(path.parts) == 1 and path.suffix == ".txt"):
            found.append(str(path))
    found += [f"REMOVE: {line}" for line in lines_of(case / "REMOVE") if not (BASE / line).exists()]
    return found


def make_site(case, site):
    shutil.copytree(BASE, site)
    for path in files_of(case):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case / path, site / path)
    for line in lines_of(case / "REMOVE"):
        path = site / line
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for line in lines_of(case / "GROW"):
        name, size, *more = line.split(maxsplit=2)
        text = (site / name).read_bytes()
        filler = more[0].encode() + b"\n" if more else b"# " + b"." * 77 + b"\n"
        text += filler * ((int(size) - len(text)) // len(filler) + 1)
        (site / name).write_bytes(text[:int(size) - 1] + b"\n")
    for line in lines_of(case / "LINK"):
        name, target = line.split()
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).symlink_to(target)
    for line in lines_of(case / "PIPE"):
        os.mkfifo(site / line)


def say(kyodo, case, site, language):
    """All that kyodo says. The closing summary of a good site holds times, and is left out; so are the checks to come
    of one with errors, which are much the same for all."""
    options = " ".join(lines_of(case / "OPTIONS")).split()
    command = [kyodo, "check", "--site", site.name, "--now", NOW, "--lang", language, "--jobs", "1", *options]
    environment = {key: value for key, value in os.environ.items() if key not in ("KYODO_DATA", "SOURCE_DATE_EPOCH", "TZ")}
    try:
        done = subprocess.run(command, cwd=site.parent, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"[not done after {SECONDS} seconds]\n"
    text = (done.stdout if done.returncode else b"") + done.stderr
    where = str(kyodo.parents[2]).encode()  # the program tells where it looked for a theme
    words = text.replace(where, b"/PROGRAM").decode(errors="backslashreplace")
    return TO_COME.sub("", words) + f"[exit code {done.returncode}]\n"


def difference(expected, found, name):
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), name, "kyodo check", lineterm="")
    return "\n".join(lines)


def run(case, languages, arguments):
    """The problems of one case; none when all is as expected."""
    if problems := [f"unused: {name}" for name in unused(case)]:
        return problems
    with tempfile.TemporaryDirectory(prefix="kyodo-errors-") as folder:
        site = Path(folder) / "content"
        make_site(case, site)
        for language in languages:
            found = say(arguments.kyodo, case, site, language)
            file = expected_file(case, language)
            expected = file.read_text() if file.exists() else ""
            if found == expected:
                continue
            if arguments.accept:
                file.write_text(found)
            else:
                problems.append(difference(expected, found, f"{case.name}/{file.name}"))
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: Path(path).resolve())
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--only", default="", help="the cases with this in their name")
    parser.add_argument("--thorough", action="store_true", help="each case in both languages")
    arguments = parser.parse_args()
    both = arguments.accept or arguments.only or arguments.thorough
    cases = [case for case in sorted((HERE / "cases").iterdir()) if arguments.only in case.name]
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        turns = [LANGUAGES if both else [LANGUAGES[number % 2]] for number in range(len(cases))]
        for case, problems in zip(cases, pool.map(lambda case, languages: run(case, languages, arguments), cases, turns)):
            failed += bool(problems)
            for problem in problems:
                print(f"{case.name}: {problem}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not cases else 0)


if __name__ == "__main__":
    main()
