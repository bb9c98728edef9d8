#!/usr/bin/python3
"""Finds sentences that content/ shares with the documents it was written from.

  tests/site/originality.py CONTENT SOURCES

SOURCES is a folder with the source documents as .txt files; they are not part of
this repository. Each file of CONTENT with Japanese text is a case: it passes when
no run of 25 characters or more stands in a source too. Spaces, line breaks, widths and
markup are left out of account. Names and titles, which cannot be said otherwise, are listed in
official_names.txt: what is left of a run without them must be shorter.
The last line is `N passed, N failed`.
"""

import argparse
import re
import sys
import unicodedata
from pathlib import Path

import yaml

LEAST = 25
NAMES = Path(__file__).resolve().parent / "official_names.txt"


def plain(text):
    text = re.sub(r"\]\([^)]*\)", "", text)                 # the address of a link
    text = re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", text)    # the reading of a word
    text = re.sub(r"\{[#.][^{}]*\}", "", text)              # ids
    return re.sub(r"[\s*`\[\]|>#_~\\-]+", "", unicodedata.normalize("NFKC", text))


def strings(value):
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def texts(path):
    """The texts of a file, each a paragraph or a value."""
    whole = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        _, front, body = whole.split("---\n", 2)
        yield from re.split(r"\n\s*\n", body)
    else:
        front = whole
    yield from strings(yaml.load(front, Loader=yaml.BaseLoader) or {})


def shared_runs(text, sources):
    at = 0
    while at + LEAST <= len(text):
        source = next((one for one in sources if text[at:at + LEAST] in one), None)
        if source is None:
            at += 1
            continue
        end = at + LEAST
        while end < len(text) and text[at:end + 1] in source:
            end += 1
        yield text[at:end]
        at = end


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("sources", type=Path)
    given = parser.parse_args()
    sources = [plain(path.read_text(encoding="utf-8")) for path in sorted(given.sources.glob("*.txt"))]
    if not sources:
        sys.exit(f"originality: no .txt files in {given.sources}")
    names = [plain(line) for line in NAMES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    passed = failed = 0
    for path in sorted([*given.content.rglob("*.ja.md"), *given.content.glob("*/*.yaml")]):
        problems = []
        for text in texts(path):
            for run in shared_runs(plain(text), sources):
                rest = run
                for name in names:
                    rest = rest.replace(name, "")
                if len(rest) >= LEAST:
                    problems.append(run)
        for run in problems:
            print(f"{path}: {run}")
        passed, failed = passed + (not problems), failed + bool(problems)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
