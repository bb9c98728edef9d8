#!/usr/bin/python3
"""Makes a small site whose every text is hostile to some format, and says what must come out of it.

  tests/data/make_hostile.py FOLDER

FOLDER/site is the site. It takes the schemas and vocabularies of content/ for events, places and groups, gives their
labels and terms hostile words, and adds a collection of its own, `odds`. FOLDER/expected.json says for each record
its title in each language, and the starts of its occurrences, which python3-dateutil works out.
"""

import argparse
import json
import re
import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from dateutil.rrule import rrulestr

from hostile_words import FOLDED, HOSTILE, RULES, ZONES

CONTENT = Path(__file__).resolve().parents[2] / "content"
THEME = CONTENT.parent / "themes" / "kyodo"
INVISIBLE = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
YEARS = (date(2026, 1, 1), date(2028, 1, 1))      # the occurrences that expected.json lists


def scalar(value):
    """A value as strict YAML: JSON is, once it says every invisible character by its number."""
    if isinstance(value, str):
        return INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(scalar, value)) + "]"
    return json.dumps(value)


class Bare(str):
    """A text that needs no quotes: a date, a time, a term."""


def block(value, indent=""):
    lines = []
    for key, item in value.items():
        if isinstance(item, Bare):
            lines.append(f"{indent}{key}: {item}".rstrip())
        elif isinstance(item, dict) and item:
            lines += [f"{indent}{key}:", *block(item, indent + "  ")]
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            lines.append(f"{indent}{key}:")
            for entry in item:
                first, *rest = block(entry, indent + "    ")
                lines += [f"{indent}  - {first.strip()}", *rest]
        else:
            lines.append(f"{indent}{key}: {scalar(item)}")
    return lines


class Words:
    """Hostile texts, one after another, so that each is used in each place sooner or later."""

    def __init__(self):
        self.next = 0

    def one(self):
        self.next += 1
        return HOSTILE[self.next % len(HOSTILE)]

    def both(self):
        return {"ja": self.one(), "en": self.one() + " (en)"}


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n".join(block(value)) + "\n").encode())


def load(path):
    own = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    if "from" not in own:
        return own
    folder = {"schema": "collections"}.get(path.parent.name, path.parent.name)
    ready = load(THEME / folder / f"{own.pop('from')}.yaml")
    if "fields" in own:
        own["fields"] = ready["fields"] | own["fields"]
    if "terms" in own:
        own["terms"] = ready["terms"] + own["terms"]
    return ready | own


def plain(value):
    """What BaseLoader read, to be written without quotes where YAML needs none."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return Bare(value) if re.fullmatch(r"[A-Za-z0-9_.-]*", value) else value


def write_vocabularies(site, words):
    for path in sorted((CONTENT / "vocabularies").glob("*.yaml")):
        if path.stem == "plain-words":
            shutil.copy(path, site / "vocabularies" / path.name)
            continue
        vocabulary = load(path)
        vocabulary["label"] = words.both()
        for term in vocabulary["terms"]:
            term.pop("used_by", None)
            term.pop("description", None)
            term |= words.both()
        for name in ["id", "broader", "same_as", "code"]:
            for term in vocabulary["terms"]:
                if name in term:
                    term[name] = Bare(term[name]) if name != "code" else term[name]
        write(site / "vocabularies" / path.name, vocabulary)


def write_schemas(site, words):
    for path in sorted((CONTENT / "schema").glob("*.yaml")):
        shutil.copy(path, site / "schema" / path.name)
    for name in ["events", "places", "groups"]:
        schema = load(CONTENT / "schema" / f"{name}.yaml")
        for key in ["label", "label_one", "description"]:
            schema[key] = words.both()
        schema["fields"]["name"]["label"] = words.both()
        schema["fields"]["summary"]["label"] = words.both()
        labels = {key: schema.pop(key) for key in ["label", "label_one", "description"]}
        fields = plain(schema.pop("fields"))
        schema.setdefault("open_data", "true")
        write(site / "schema" / f"{name}.yaml", plain(schema) | labels | {"fields": fields})
    write(site / "schema/odds.yaml", {
        "format": Bare("record"), "label": words.both(), "title": Bare("name"),
        "fields": {
            "name": {"type": Bare("string"), "translate": True, "required": True, "label": words.both()},
            "note": {"type": Bare("string"), "label": words.both()},
            "depth": {"type": Bare("decimal"), "label": {"ja": "深さ", "en": "Depth"}},
            "tel": {"type": Bare("tel"), "label": {"ja": "電話", "en": "Telephone"}},
            "tags": {"type": Bare("list"), "of": {"type": Bare("string")}, "label": words.both()},
        },
        "listing": {"sort": [Bare("name")]}, "open_data": True,
    })


class Site:
    def __init__(self, folder):
        self.root = folder
        self.words = Words()
        self.expected = {}

    def add(self, collection, slug, record, starts=None):
        write(self.root / collection / f"{slug}.yaml", record | {"updated": Bare("2026-11-01")})
        self.expected[f"{collection}/{slug}"] = {"title": record["name"], "starts": starts}

    def event(self, slug, name, starts=None, **fields):
        base = {"name": name, "summary": self.words.both(), "type": Bare("class"), "municipality": Bare("minato")}
        for field in ["status_note", "venue", "organiser_text", "audience_text", "fee", "bring", "rain"]:
            base[field] = self.words.both()
        self.add("events", slug, base | fields, starts)

    def texts(self):
        """Every hostile text as the title, and as each part of it."""
        for index, text in enumerate(HOSTILE):
            name = {"ja": text, "en": f"{text} (en)"}
            self.event(f"text-{index}", name, place=Bare(f"place-{index}"), organisers=[f"group-{index}"],
                       when=timed("2026-12-12", "2026-12-12", "10:00", "13:00"), deadline=Bare("2026-12-04"),
                       price=300, capacity=20, accessibility=["wheelchair", "captions"],
                       apply_url="https://kyodo.example/?a=1&b=%3C,;", apply_tel=Bare("03-0000-0000"),
                       how_to_apply={"ja": "コンマ, と; と\\\\ と `]]>` と &amp; と**太字**\n\n- 一\n- 二\n",
                                     "en": "a, b; c & `</b>` \\\\ \n"})
            self.add("places", f"place-{index}", {
                "name": name, "summary": self.words.both(), "municipality": Bare("minato"), "access": self.words.both(),
                "place": {"address": self.words.both(), "latitude": -35.5, "longitude": -139.25}})
            self.add("groups", f"group-{index}", {
                "name": name, "kana": "くみ", "summary": self.words.both(), "actor_type": Bare("npo-volunteer"),
                "municipality": Bare("minato")})
            self.add("odds", f"odd-{index}", {
                "name": name, "note": text, "depth": -1.5, "tel": Bare("+81-3-0000-0000"),
                "tags": [text, "二つ目", "; , \" "]})

    def folds(self):
        """Characters of every length at every place around the end of a line."""
        for padding in range(81):
            for index, character in enumerate(FOLDED):
                if padding % len(FOLDED) == index or 55 <= padding <= 75:
                    text = "x" * padding + character * 40
                    self.event(f"fold-{padding}-{index}", {"ja": text, "en": text + " (en)"},
                               when=days("2026-12-12", "2026-12-13"), venue={"ja": text, "en": text})

    def all_day(self):
        for index, rule in enumerate(["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260630",
                                      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;COUNT=10"]):
            first = rrulestr(rule, dtstart=datetime(2024, 2, 29) if "29" in rule else datetime(2026, 1, 25))[0]
            starts = [f"{day:%Y-%m-%d}" for day in rrulestr(rule, dtstart=first).between(*map(midnight, YEARS), inc=True)]
            self.event(f"days-{index}", {"ja": f"終日{index}", "en": f"Days {index}"}, starts,
                       when=days(first.date(), first.date() + timedelta(index % 3)), recurrence={"rule": rule})

    def recurring(self):
        for zone_index, zone in enumerate(ZONES):
            for index, (rule, start_time, end_time) in enumerate(RULES):
                self.repeating(f"zone-{zone_index}-{index}", zone, rule, start_time, end_time, index)
            # From before the rules that the zone has today.
            self.repeating(f"old-{zone_index}", zone, "FREQ=MONTHLY;BYMONTHDAY=1,8,25", "02:30", "12:30", 5, 2005)

    def repeating(self, slug, zone, rule, start_time, end_time, index, year=2025):
        tz = ZoneInfo(zone)
        time = datetime.strptime(start_time, "%H:%M").time()
        counted = re.sub(r"UNTIL=(\d{8})", r"UNTIL=\1T235959", rule)
        # The first day is one that the rule has, and on which clocks there show the time; a rule may have none.
        days_of_rule = rrulestr(re.sub(r";COUNT=\d+", "", counted), dtstart=datetime.combine(date(year, 11, 1), time))
        first = next((day for day in days_of_rule[:9] if is_shown(day, tz)), None)
        if first is None:
            return
        naive = list(before(rrulestr(counted, dtstart=first), midnight(YEARS[1]) + timedelta(days=30)))
        recurrence, changed = {"rule": rule}, {}
        later = [moment for moment in naive if moment.date() >= YEARS[0]]
        if index % 3 == 0 and len(later) > 6:
            gone = later[2]
            recurrence["except"] = [gone.date().isoformat()]
            changed[gone] = None
        if index % 3 == 1 and len(later) > 6:
            old, off = later[3], later[5]
            new = old + timedelta(days=1, hours=-1) if index % 2 else old - timedelta(days=2)
            ends = new + timedelta(hours=1)
            recurrence["changes"] = [
                {"date": Bare(f"{old:%Y-%m-%d}"), "note": self.words.both(),
                 **timed(new.date(), ends.date(), f"{new:%H:%M}", f"{ends:%H:%M}")},
                {"date": Bare(f"{off:%Y-%m-%d}"), "cancelled": True, "note": self.words.both()}]
            changed |= {old: new, off: None}
        if index % 4 == 2:
            extra = datetime.combine(date(2026, 3, 29), time)
            if extra not in naive and not recurrence.get("changes"):
                recurrence["also"] = [extra.date().isoformat()]
                naive.append(extra)
        starts = {changed.get(moment, moment) for moment in naive} - {None}
        # A time that is missing or stands twice is read with the offset that held before.
        instants = sorted(moment.replace(tzinfo=tz).astimezone(timezone.utc) for moment in starts)
        window = [moment for moment in instants if YEARS[0] <= moment.date() < YEARS[1]]
        end_day = first.date() + timedelta(days=end_time <= start_time)
        self.event(slug, {"ja": f"{zone} {rule}", "en": f"{zone} {rule} (en)"},
                   [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in window], recurrence=recurrence,
                   when=timed(first.date(), end_day, start_time, end_time) | {"time_zone": Bare(zone)})

    def statuses(self):
        for status in ["cancelled", "postponed", "rescheduled", "full"]:
            self.event(f"status-{status}", {"ja": f"状況, {status}", "en": f"Status; {status}"}, status=Bare(status),
                       when={"start": Bare("2026-12-20"), "start_time": Bare("10:00")})
        for mode in ["in-person", "online", "mixed"]:
            self.event(f"mode-{mode}", {"ja": f"方法, {mode}", "en": f"Mode; {mode}"}, attendance=Bare(mode),
                       online_url="https://kyodo.example/join?a=1&b=2", when={"start": Bare("2027-01-20")})


def days(start, end):
    return {"start": Bare(start), "end": Bare(end)}


def is_shown(moment, tz):
    """Does a clock there show this time, or is it skipped?"""
    return moment.replace(tzinfo=tz).astimezone(timezone.utc).astimezone(tz).replace(tzinfo=None) == moment


def timed(start, end, start_time, end_time):
    return days(start, end) | {"start_time": Bare(start_time), "end_time": Bare(end_time)}


def midnight(day):
    return datetime(day.year, day.month, day.day)


def before(moments, end):
    for moment in moments:
        if moment >= end:
            return
        yield moment


def make(folder):
    root = folder / "site"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ["vocabularies", "schema"]:
        (root / name).mkdir(parents=True)
    site = Site(root)
    write(root / "site.yaml", {
        "title": {"ja": "題, 名; \\ \"引用\" & <b>", "en": "Title, \\ ; \"quoted\" & <b>"},
        "description": site.words.both(), "license": site.words.both(),
        "base_url": Bare("https://kyodo.example/portal/"), "languages": [Bare("ja"), Bare("en"), {"code": Bare("ja-x-easy"), "hidden": Bare("true")}],
        "time_zone": Bare("Asia/Tokyo"), "theme": Bare("kyodo")})
    shutil.copy(CONTENT / "holidays.yaml", root)
    write_vocabularies(root, site.words)
    write_schemas(root, site.words)
    site.add("actors", "npo-volunteer", {"name": site.words.both(), "summary": site.words.both()})
    site.texts()
    site.folds()
    site.all_day()
    site.recurring()
    site.statuses()
    (root / "pages").mkdir()
    (root / "pages/index.ja.md").write_text("---\ntitle: 入口\nsummary: 入口です。\n---\n\n本文です。\n", encoding="utf-8")
    (folder / "expected.json").write_text(json.dumps(site.expected, ensure_ascii=False, indent=1), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    make(parser.parse_args().folder)


if __name__ == "__main__":
    main()
