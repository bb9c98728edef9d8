#!/usr/bin/python3
"""Checks that the portal serves what it should, in every language.

  tests/site/portal.py PUBLIC

Three tables say what that is; each of their rows is a case in each language.
  tests/inventory.yaml    what the guidelines name, and the page (and place) where it is found
  tests/site/counts.yaml  how many principles, forms, steps … the built pages show
  tests/site/tasks.yaml   what a newcomer asks: at most three clicks from the home page to a page with the answer
The last line is `N passed, N failed`.
"""

import argparse
import re
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import yaml
from lxml import html

HERE = Path(__file__).resolve().parent
PREFIXES = {"ja": "", "en": "en/"}
# The rows of the inventory that the guidelines were read into; what is missing here was not given a row.
ROWS = {"A": [*range(1, 49)], "B": [*range(1, 27)],
        "C": [*range(1, 15), 20, 21, *range(24, 37)],
        "D": [*range(1, 19), 20, 21, 22], "E": [*range(1, 18), *range(20, 28)]}
CLICKS = 3  # to an answer, unless the task says otherwise


def all_rows():
    return [f"{part}{number:02}" for part, numbers in ROWS.items() for number in numbers] + [f"F{n}" for n in range(1, 10)]


def plain(text):
    """As people compare texts: width folded, no spaces, no case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text))).lower()


class Site:
    def __init__(self, public):
        self.public = public
        self.trees = {}

    def tree(self, path):
        if path not in self.trees:
            file = self.public / path
            self.trees[path] = html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot() if file.is_file() else None
        return self.trees[path]

    def text(self, path, anchor=""):
        """What is read from the anchor on, or in the whole main part; None when there is no such place."""
        tree = self.tree(path)
        if tree is None:
            return None
        main = tree.xpath("//main")[0]
        if not anchor:
            return main.text_content()
        place = main.xpath(".//*[@id=$id]", id=anchor)
        if not place:
            return None
        # The place itself and all that follows it: a heading's text stands behind it.
        return place[0].text_content() + "".join(place[0].xpath("following::text()[ancestor::main]"))

    def links(self, path):
        tree = self.tree(path)
        if tree is None:
            return
        for link in tree.xpath("//a/@href"):
            target = unquote(urldefrag(urljoin("http://site.invalid/" + path, link))[0])
            if target.startswith("http://site.invalid/") and target.endswith(".html"):
                yield target.removeprefix("http://site.invalid/")

    def clicks(self, start, prefix):
        """The pages of a language, by how many clicks they are from the start."""
        far, waiting = {start: 0}, [start]
        for path in waiting:
            for link in self.links(path):
                own = link.startswith("en/") == (prefix == "en/")
                if own and link not in far and far[path] < CLICKS:
                    far[link] = far[path] + 1
                    waiting.append(link)
        return far


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def check_inventory(site, problems):
    table = read(HERE.parent / "inventory.yaml")
    for row in all_rows():
        for language, prefix in PREFIXES.items():
            name = f"inventory {row} {language}"
            places = table.get(row, [])
            problems[name] = [] if places else ["the row has no page"]
            for place in places:
                page, anchor, words = prefix + place["page"], place.get("anchor", ""), str(place[language])
                text = site.text(page, anchor)
                if text is None:
                    problems[name].append(f"there is no {page}{'#' + anchor if anchor else ''}")
                elif plain(words) not in plain(text):
                    problems[name].append(f"{page}{'#' + anchor if anchor else ''} does not say: {words}")
    for row in table.keys() - set(all_rows()):
        problems[f"inventory {row}"] = ["the inventory has no such row"]


def check_counts(site, problems):
    for case in read(HERE / "counts.yaml"):
        for language, prefix in PREFIXES.items():
            name = f"count {case['what']} {language}"
            tree = site.tree(prefix + case["page"])
            found = None if tree is None else tree.xpath(case["xpath"])
            number = None if found is None else len(set(found) if found and isinstance(found[0], str) else found)
            problems[name] = [] if number == case["count"] else [f"{case['count']} expected, {number} found in {prefix}{case['page']}"]


def check_tasks(site, problems):
    for prefix in PREFIXES.values():
        language = "en" if prefix else "ja"
        far = site.clicks(prefix + "index.html", prefix)
        for task in read(HERE / "tasks.yaml"):
            page = prefix + task["page"]
            name = f"task {task['asks'][language]}"
            problems[name] = []
            if far.get(page, CLICKS + 1) > task.get("clicks", CLICKS):
                problems[name].append(f"{page} is {far.get(page, 'more than 3')} clicks from the home page")
                continue
            for words in task["answer"][language]:
                if plain(words) not in plain(site.text(page, task.get("anchor", "")) or ""):
                    problems[name].append(f"{page} does not say: {words}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    site = Site(parser.parse_args().public)
    problems = {}
    check_inventory(site, problems)
    check_counts(site, problems)
    check_tasks(site, problems)
    failed = {name: found for name, found in problems.items() if found}
    for name, found in sorted(failed.items()):
        print(f"{name}: {'; '.join(found)}")
    print(f"{len(problems) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
