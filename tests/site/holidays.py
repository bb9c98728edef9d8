#!/usr/bin/python3
"""Compares themes/kyodo/holidays/japan.yaml with the npm package @holiday-jp/holiday_jp, day by day.

  tests/site/holidays.py [HOLIDAYS]      default: themes/kyodo/holidays/japan.yaml

Each day that either of them has is a case: up to NAMED_UNTIL with its names in both languages, later without, since
the equinox days of those years are forecasts. So is the form of the file. The last line is `N passed, N failed`.
"""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import yaml

TESTS = Path(__file__).resolve().parents[1]
FIRST, NAMED_UNTIL, LAST = 2020, 2027, 2030
KEYS = {"source", "source_url", "days"}
# What the package calls otherwise. It names a substitute by its holiday: 「山の日 振替休日」.
OUR_NAMES = {"休日": "国民の休日"}
OUR_ENGLISH = {
    "Holiday in lieu": "Substitute holiday",
    "Citizen's Holiday": "Citizens' holiday",
    "Health and Sports Day": "Sports Day",
    "National Culture Day": "Culture Day",
}


class StrictLoader(yaml.BaseLoader):
    """Every scalar is a text, and no key stands twice."""


def mapping(loader, node):
    pairs = [(loader.construct_object(key), loader.construct_object(value, deep=True)) for key, value in node.value]
    names = [key for key, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"the key {name} stands twice", node.start_mark)
    return dict(pairs)


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)


def form_problems(holidays):
    """What is wrong with the file itself."""
    if set(holidays) != KEYS:
        sys.exit(f"holidays.yaml: keys are {sorted(holidays)}, expected {sorted(KEYS)}\n0 passed, 1 failed")
    if not isinstance(holidays["source"], dict) or set(holidays["source"]) != {"ja", "en"}:
        yield "source: expected {ja: …, en: …}"
    before = ""
    for day, names in holidays["days"].items():
        try:
            if datetime.date.fromisoformat(day).isoformat() != day:
                raise ValueError
        except ValueError:
            yield f"{day}: not a date"
        if day <= before:
            yield f"{day}: stands after {before}"
        before = day
        if not isinstance(names, dict) or set(names) != {"ja", "en"} or not all(names.values()):
            yield f"{day}: {names}, expected {{ja: …, en: …}}"


def package_days():
    """day → (name, English name), as we name them."""
    script = 'process.stdout.write(JSON.stringify(require("@holiday-jp/holiday_jp").holidays))'
    printed = subprocess.run(["node", "-e", script], cwd=TESTS, check=True, capture_output=True, text=True).stdout
    days = {}
    for day, holiday in json.loads(printed).items():
        name = "振替休日" if holiday["name"].endswith(" 振替休日") else holiday["name"]
        english = holiday["name_en"]
        days[day] = (OUR_NAMES.get(name, name), OUR_ENGLISH.get(english, english))
    return days


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TESTS.parent / "themes/kyodo/holidays/japan.yaml"
    holidays = yaml.load(path.read_text(encoding="utf-8"), StrictLoader)
    problems = list(form_problems(holidays))
    for problem in problems:
        print(f"{path}: {problem}")
    passed, failed = (0, 1) if problems else (1, 0)

    ours = {day: (names.get("ja"), names.get("en")) for day, names in holidays["days"].items() if isinstance(names, dict)}
    theirs = package_days()
    for day in sorted(ours.keys() | theirs.keys()):
        year = int(day[:4])
        if day not in ours and not FIRST <= year <= LAST:
            continue
        found, expected = ours.get(day), theirs.get(day)
        if found == expected or (year > NAMED_UNTIL and found and expected):
            passed += 1
        else:
            failed += 1
            print(f"{path}: {day}: found {found}, expected {expected}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
