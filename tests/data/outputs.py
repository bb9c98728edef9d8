#!/usr/bin/python3
"""Checks what a site gives to other programs: calendars, feeds, open data, JSON-LD and the site map.

  tests/data/outputs.py KYODO                 of the site that make_hostile.py makes, which it builds
  tests/data/outputs.py --public PUBLIC       of a site that is built

Each file is a case:
- .ics: calendars.py and calendars.mjs
- .atom: atom.rng (RFC 4287), ids, authors, links
- .csv: RFC 4180, a byte order mark, as many cells in each row as in the header, no cell that a spreadsheet runs
- .json, .jsonld, and <script type="application/ld+json"> in pages: JSON without double keys; nothing ends the script
- sitemap.xml: sitemap.xsd
Of the hostile site also: that each title arrives, and that each event begins when python3-dateutil says it does.
The last line is `N passed, N failed`.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

import calendars
import ical_files
import make_hostile
from output_formats import (ATOM, JSON_LD, SITEMAP, STANDARD_COLUMNS, atom_problems, catalogue_problems, csv_problems,
                            csv_rows, json_ld_problems, json_problems, parse_xml, settled, sitemap_problems, strict_json,
                            texts_of)

HERE = Path(__file__).resolve().parent


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def add(self, case, problems):
        if not problems:
            self.passed += 1
            return
        self.failed += 1
        for problem in problems[:5]:
            print(f"{case}: {problem}")
        if len(problems) > 5:
            print(f"{case}: … and {len(problems) - 5} more")


def base_of(public):
    """The address of the site: what the places of sitemap.xml have before the path of the first page."""
    places = [element.text for element in parse_xml(public / "sitemap.xml").iter(f"{SITEMAP}loc")]
    return min(places, key=len) if places else "https://kyodo.example/"


EVERY_SITE = ["*.atom", "open-data/*.csv", "open-data/*.json", "open-data/catalog.jsonld", *STANDARD_COLUMNS]


def check_site(public, report, needed=tuple(EVERY_SITE)):
    base = base_of(public)
    grammar = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    schema = etree.XMLSchema(etree.parse(HERE / "sitemap.xsd"))
    for pattern in needed:
        report.add(pattern, [] if list(public.rglob(pattern)) else ["there is none"])
    for path in sorted(path for path in public.rglob("*") if path.is_file()):
        name = path.relative_to(public).as_posix()
        if path.suffix == ".atom":
            report.add(name, list(atom_problems(path, name, public, base, grammar)))
        elif path.suffix == ".csv" and "open-data" in name:
            report.add(name, list(csv_problems(path, name)))
        elif path.suffix in (".json", ".jsonld", ".webmanifest"):
            problems = list(json_problems(path))
            if not problems and path.name == "catalog.jsonld":
                problems = list(catalogue_problems(path, public, base))
            report.add(name, problems)
        elif path.suffix == ".html" and JSON_LD.search(path.read_bytes()):
            report.add(name, list(json_ld_problems(path)))
        elif path.name.startswith("sitemap") and path.suffix == ".xml":
            report.add(name, list(sitemap_problems(path, public, base, schema)))


# What the hostile site must say

def titles_of(expected, collection, language):
    return {slug: settled(record["title"][language]) for slug, record in expected.items() if slug.startswith(collection + "/")}


def calendar_titles(public, expected, report):
    for folder, language in [("", "ja"), ("en/", "en")]:
        for slug, title in titles_of(expected, "events", language).items():
            path = public / f"{folder}{slug}.ics"
            if not path.is_file():
                report.add(f"{folder}{slug}.ics", ["is missing"])
                continue
            lines = ical_files.unfold(path.read_bytes())
            found = {settled(ical_files.unescaped(text[8:])) for _, text in lines if text.startswith("SUMMARY:")}
            wrong = [f"SUMMARY is {text!r}, expected {title!r}" for text in found if title not in text]
            report.add(f"{folder}{slug}.ics: title", wrong or ([] if found else ["no VEVENT"]))


def table_titles(public, expected, report):
    for collection in ["events", "places", "groups", "odds"]:
        titles = {(slug, language): title for language in ["ja", "en"]
                  for slug, title in titles_of(expected, collection, language).items()}
        for ending, read in [("csv", lambda path: (cell for row in csv_rows(path) for cell in row)),
                             ("json", lambda path: texts_of(strict_json(path.read_bytes())))]:
            path = public / f"open-data/{collection}.{ending}"
            if not path.is_file():
                report.add(f"open-data/{collection}.{ending}", ["is missing"])
                continue
            found = {settled(text) for text in read(path)}
            if ending == "csv":  # what keeps a spreadsheet from running a cell
                found |= {settled(text.lstrip("'")) for text in found}
            report.add(f"open-data/{collection}.{ending}: titles",
                       [f"{slug} ({language}): {title!r} is missing" for (slug, language), title in titles.items() if title not in found])


def feed_titles(public, expected, report):
    known = {settled(title) for record in expected.values() for title in record["title"].values()}
    for path in sorted(public.rglob("*.atom")):
        try:
            feed = parse_xml(path)
        except etree.XMLSyntaxError:
            continue
        found = [settled(entry.findtext(f"{ATOM}title") or "") for entry in feed.findall(f"{ATOM}entry")]
        report.add(f"{path.relative_to(public)}: titles",
                   [f"{title!r} is no record's title" for title in found if not any(text in title for text in known)])


def starts(public, expected, report):
    """calendar.json against python3-dateutil, inside the window of both."""
    path = public / "calendar.json"
    if not path.is_file():
        return
    listed = strict_json(path.read_bytes())
    first, last = max(listed["from"], make_hostile.YEARS[0].isoformat()), min(listed["until"], make_hostile.YEARS[1].isoformat())
    inside = lambda start: first < start[:10] < last  # the days at the ends differ by time zone
    found = {}
    for entry in listed["occurrences"]:
        start = entry["start"]
        if not entry["all_day"]:
            start = calendars.text_of(calendars.datetime.fromisoformat(start.replace("Z", "+00:00")))
        slug = re.search(r"events/[a-z0-9-]+", entry["url"] + entry["uid"])
        if slug and not is_cancelled(entry):
            found.setdefault(slug[0], set()).add(start)
    for slug, record in expected.items():
        if record["starts"] is None:
            continue
        ours, theirs = set(filter(inside, found.get(slug, ()))), set(filter(inside, record["starts"]))
        report.add(f"calendar.json: {slug} ({record['title']['ja']})",
                   [f"{start} is missing" for start in sorted(theirs - ours)] +
                   [f"{start} is not expected" for start in sorted(ours - theirs)])


def is_cancelled(entry):
    return entry.get("status") == "cancelled" or entry.get("cancelled", False)


def check_calendars(public, report):
    for case, problems in calendars.check(public):
        report.add(case, problems)
    run = subprocess.run(["node", HERE / "calendars.mjs", public], capture_output=True, text=True, check=False)
    *lines, last = (run.stdout or run.stderr or "nothing\n").splitlines()
    print("\n".join(lines))
    counts = re.fullmatch(r"(\d+) passed, (\d+) failed", last)
    if not counts:
        report.add("calendars.mjs", [last])
        return
    report.passed += int(counts[1])
    report.failed += int(counts[2])


def check_hostile(kyodo, folder, report):
    make_hostile.make(folder)
    public = folder / "public"
    build = subprocess.run([kyodo, "build", "--site", folder / "site", "--out", public, "--quiet", "--lang", "en",
                            "--now", "2026-12-01T09:00+09:00"], capture_output=True, text=True, check=False)
    if build.returncode:
        lines = [line for line in (build.stdout + build.stderr).splitlines() if " error: " in line]
        report.add("kyodo build", lines or [f"exit code {build.returncode}: {build.stderr[-300:]}"])
        return
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    check_site(public, report)
    check_calendars(public, report)
    for check in [calendar_titles, table_titles, feed_titles, starts]:
        check(public, expected, report)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", nargs="?", type=Path)
    parser.add_argument("--public", type=Path, help="a site that is built")
    parser.add_argument("--keep", type=Path, help="the folder for the hostile site, which then stays")
    arguments = parser.parse_args()
    report = Report()
    if arguments.public:
        check_site(arguments.public.resolve(), report)
    elif arguments.kyodo:
        with tempfile.TemporaryDirectory() as temporary:
            check_hostile(arguments.kyodo.resolve(), (arguments.keep or Path(temporary) / "hostile").resolve(), report)
    else:
        parser.error("KYODO or --public PUBLIC is needed")
    print(f"{report.passed} passed, {report.failed} failed")
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
