#!/usr/bin/python3
"""Checks that the portal serves what it should, in every language.

  tests/site/portal.py PUBLIC

Four tables say what that is; each of their rows is a case in each language.
  tests/inventory.yaml    what the guidelines name, and the page (and place) where it is found
  tests/facts.yaml        what a reader of the guidelines would look for: numbers, years, names, who does what
  tests/site/counts.yaml  how many principles, forms, steps … the built pages show
  tests/site/tasks.yaml   what a newcomer asks or wants to do: at most three clicks from the home page to a page with the
                          answer, or with the act
Made-up examples stand apart: each has its page, and no file for other programs, no count and no home page names it.
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
EASY = "ja-x-easy/"  # easy Japanese has only some pages
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

    def can_act(self, path, act):
        """Has the main part a form, a list to tick, or a link that begins so?"""
        main = self.tree(path).xpath("//main")[0]
        places = {"form": ".//textarea", "ticks": ".//fieldset//input[@type='checkbox']"}
        return bool(main.xpath(places[act]) if act in places else main.xpath(".//a[starts-with(@href, $act)]", act=act))

    def clicks(self, start, prefix):
        """The pages of a language, by how many clicks they are from the start."""
        far, waiting = {start: 0}, [start]
        for path in waiting:
            for link in self.links(path):
                other = [one for one in (*PREFIXES.values(), EASY) if one and one != prefix]
                own = link.startswith(prefix) and not link.startswith(tuple(other))
                if own and link not in far and far[path] < CLICKS:
                    far[link] = far[path] + 1
                    waiting.append(link)
        return far


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {}


def unsaid(site, place, language):
    """What is wrong where a page, from its place on, should say these words."""
    page, anchor, words = PREFIXES[language] + place["page"], place.get("anchor", ""), str(place[language])
    where = page + ("#" + anchor if anchor else "")
    text = site.text(page, anchor)
    if text is None:
        return [f"there is no {where}"]
    return [] if plain(words) in plain(text) else [f"{where} does not say: {words}"]


def check_inventory(site, problems):
    table = read(HERE.parent / "inventory.yaml")
    for row in all_rows():
        for language in PREFIXES:
            name = f"inventory {row} {language}"
            places = table.get(row, [])
            problems[name] = [] if places else ["the row has no page"]
            for place in places:
                problems[name] += unsaid(site, place, language)
    for row in table.keys() - set(all_rows()):
        problems[f"inventory {row}"] = ["the inventory has no such row"]


def check_facts(site, problems):
    for part, places in read(HERE.parent / "facts.yaml").items():
        for number, place in enumerate(places, 1):
            for language in PREFIXES:
                problems[f"fact {part} {number} {language}"] = unsaid(site, place, language)


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
            for words in task.get("answer", {}).get(language, []):
                if plain(words) not in plain(site.text(page, task.get("anchor", "")) or ""):
                    problems[name].append(f"{page} does not say: {words}")
            if "act" in task and not site.can_act(page, task["act"]):
                problems[name].append(f"{page} ends in no act: {task['act']}")


def check_easy(site, problems):
    """From the home page in easy Japanese, each task whose page is there ends in the same act."""
    far = site.clicks(EASY + "index.html", EASY)
    for task in read(HERE / "tasks.yaml"):
        page = EASY + task["page"]
        if "act" not in task or not (site.public / page).is_file():
            continue
        there = far.get(page, CLICKS + 1) <= CLICKS
        name = f"easy task {task['asks']['ja']}"
        problems[name] = [] if there and site.can_act(page, task["act"]) else [f"{page}: no act, or too far"]


def check_examples(site, problems):
    """Pages that say that they are made up, by their addresses without language and ending."""
    examples = set()
    for file in sorted(site.public.rglob("*.html")):
        path = str(file.relative_to(site.public))
        if not path.startswith("en/") and site.tree(path).xpath("//header/p[@class='example-data']"):
            examples.add(path.removesuffix(".html"))
    problems["examples have pages"] = [] if len(examples) > 40 else [f"only {len(examples)} found"]
    named = re.compile(r"/(" + "|".join(map(re.escape, sorted(examples))) + r")(?:\.html|\.ics|\b(?=\"|,))")
    files = [file for ending in ("xml", "atom", "ics", "csv", "json", "jsonld") for file in sorted(site.public.rglob("*." + ending))]
    files = [file for file in files if "search" not in file.relative_to(site.public).parts]
    for file in files:
        found = named.search(file.read_text(encoding="utf-8", errors="replace"))
        problems[f"examples in {file.relative_to(site.public)}"] = [f"names {found[1]}"] if found else []
    for example in sorted(examples):
        for prefix in PREFIXES.values():
            tree, path = site.tree(f"{prefix}{example}.html"), f"{prefix}{example}.html"
            data = "".join(tree.xpath("//script[@type='application/ld+json']/text()"))
            kinds = set(re.findall(r'"@type":"(\w+)"', data)) - {"BreadcrumbList", "ListItem"}
            problems[f"example {path}"] = [
                *([] if tree.xpath("//meta[@name='robots'][contains(@content, 'noindex')]") else ["search engines may show it"]),
                *([f"JSON-LD tells of it as {', '.join(kinds)}"] if kinds or "@type" not in data else []),
                *(["has a calendar file"] if (site.public / f"{prefix}{example}.ics").exists() else []),
            ]
    for prefix in PREFIXES.values():
        shown = [link for link in site.links(prefix + "index.html") if link.removeprefix("en/").removesuffix(".html") in examples]
        problems[f"examples on {prefix}index.html"] = [f"links to {link}" for link in shown]
        for index in sorted((site.public / prefix).glob("*/index.html")):
            path = str(index.relative_to(site.public))
            tree = site.tree(path)
            mixed = [link.get("href") for link in tree.xpath("//main//*[contains(@class, 'row-title')][not(ancestor::section[@data-examples])]/a")
                     if urljoin(f"/{path}", link.get("href")).removeprefix("/en").removeprefix("/").removesuffix(".html") in examples]
            problems[f"examples in {path}"] = [f"{link} stands among the others" for link in mixed]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    site = Site(parser.parse_args().public)
    problems = {}
    check_inventory(site, problems)
    check_facts(site, problems)
    check_counts(site, problems)
    check_tasks(site, problems)
    check_easy(site, problems)
    check_examples(site, problems)
    failed = {name: found for name, found in problems.items() if found}
    for name, found in sorted(failed.items()):
        print(f"{name}: {'; '.join(found)}")
    print(f"{len(problems) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
