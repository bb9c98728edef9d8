#!/usr/bin/python3
"""Pages, lists, iCalendar, JSON-LD and CSV say the same of an event: when it begins and ends, how it stands, where it is
and where it is online.

  tests/data/five_readers.py KYODO PUBLIC

Three sites are read: the portal, as it was built; what `kyodo import calendar` makes of the largest open samples that come with
Debian's packages and those of npm (libtie-ical-perl, python3-icalendar, ical); and one in the zone of London, with events on the days when clocks
change, both of which this builds. The file of each event, read with python3-icalendar, is what the others are held against; texts are worked out
here once more (when_texts.py). A case is one event in one of the five. The last line is `N passed, N failed`.
"""

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import lxml.html

import calendars
import when_texts

HERE = Path(__file__).resolve().parent
NPM = HERE.parent / "node_modules" / "ical" / "test"
DEBIAN = [Path(icalendar.__file__).parent / "tests", Path("/usr/share/doc/libtie-ical-perl/examples")]
DAY = timedelta(days=1)
LABELS = {"cancelled": ("中止", "Cancelled"), "postponed": ("延期", "Postponed"), "rescheduled": ("日程変更", "New date"),
          "full": ("満員", "Full")}
ICS_STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
LD_STATUS = {"": "EventScheduled", "full": "EventScheduled", "cancelled": "EventCancelled",
             "postponed": "EventPostponed", "rescheduled": "EventRescheduled"}


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


class Event:
    """What the file of one event says."""

    def __init__(self, path, uid, until):
        masters = [one for one in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") if str(one["UID"]) == uid]
        self.master = next(one for one in masters if "RECURRENCE-ID" not in one)
        self.overrides = [one for one in masters if "RECURRENCE-ID" in one]
        self.start = calendars.moment(self.master["DTSTART"])
        self.ends = "DTEND" in self.master
        self.end = calendars.end_of(self.master, self.start)
        self.all_day = not isinstance(self.start, datetime)
        self.repeats = "RRULE" in self.master
        self.status = str(self.master.get("STATUS", ""))
        self.location = str(self.master.get("LOCATION", ""))
        self.online = str(self.master.get("CONFERENCE", ""))
        found = calendars.occurrences(self.master, self.overrides, until)
        # (start, end, whether it is cancelled), as texts: instants in UTC, or days of which the end is the one after.
        self.days = {key: one.cancelled for one in found for key in one.keys}


class Site:
    def __init__(self, name, public, now, report):
        self.name, self.public, self.report = name, public, report
        self.now = now
        self.listed = json.loads((public / "calendar.json").read_text(encoding="utf-8"))
        self.until = date.fromisoformat(self.listed["until"])
        with open(public / "open-data" / "events.csv", encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.zone = calendars.zone_of(re.search(r"X-WR-TIMEZONE:(\S+)", (public / "calendar.ics").read_text(encoding="utf-8"))[1])
        self.pages = {}

    def case(self, event, reader, problems):
        self.report(f"{self.name}: {event}: {reader}", problems)

    def page(self, path):
        if path not in self.pages:
            file = self.public / path
            self.pages[path] = lxml.html.parse(str(file), lxml.html.HTMLParser(encoding="utf-8")).getroot() if file.exists() else None
        return self.pages[path]

    def check(self):
        for row in self.rows:
            slug = row["id"]
            file = self.public / "events" / f"{slug}.ics"
            if not row["when_start"]:
                self.without_days(row, slug)
                continue
            if not file.exists():
                self.case(slug, "iCalendar", [f"{file.name} is missing"])
                continue
            uid = next((entry["uid"] for entry in self.listed["occurrences"]
                        if entry["kind"] == "event" and entry["url"] == row["url"]), None)
            uid = uid or re.search(rf"UID:({re.escape(slug)}\.events@\S+)", unfolded(file))[1]
            event = Event(file, uid, self.until)
            self.case(slug, "iCalendar", list(self.expanded(event, uid)))
            self.case(slug, "CSV", list(self.table(event, row)))
            for start in ("", "en/"):
                page = self.page(f"{start}events/{slug}.html")
                if page is None:
                    continue
                self.case(slug, f"{start}JSON-LD", list(self.structured(event, row, page)))
                self.case(slug, f"{start}page", list(self.said(event, row, page, start)))
                self.case(slug, f"{start}lists", list(self.lists(event, row, slug, start)))
        return len(self.rows)

    def without_days(self, row, slug):
        """What has words instead of a day says them wherever days stand, and nowhere a day."""
        entries = [one for one in self.listed["occurrences"] if one["url"] == row["url"] and one["kind"] == "event"]
        self.case(slug, "iCalendar", ["a day that the table has not"] if entries else [])
        for start in ("", "en/"):
            said = row["when_text_en" if start else "when_text_ja"]
            page = self.page(f"{start}events/{slug}.html")
            script = page.findtext(".//script[@type='application/ld+json']")
            graph = json.loads(script)["@graph"] if script else []
            self.case(slug, f"{start}JSON-LD", ["an event without a day"] if any(one["@type"] == "Event" for one in graph) else [])
            self.case(slug, f"{start}page", [] if said in words(page.find(".//main")) else [f"does not say {said!r}"])
            line = self.row_of(slug, start)
            self.case(slug, f"{start}lists", [] if line is not None and said in words(line) else [f"the list does not say {said!r}"])

    def expanded(self, event, uid):
        """calendar.json has the same days."""
        expected = calendars.expected_occurrences(self.listed).get(uid, {})
        for key in expected.keys() - event.days.keys():
            yield f"{key} of calendar.json is not in the file"
        for key in expected.keys() & event.days.keys():
            if (expected[key]["status"] == "cancelled") != event.days[key]:
                yield f"{key} is {expected[key]['status']} in calendar.json"

    def table(self, event, row):
        zone = calendars.zone_of(row["when_time_zone"]) if row["when_time_zone"] else self.zone
        first = date.fromisoformat(row["when_start"])
        last = date.fromisoformat(row["when_end"] or row["when_start"])
        start, end = (at(first, row["when_start_time"], zone), at(last, row["when_end_time"], zone)) if row["when_start_time"] \
            else (first, last + DAY)
        if calendars.text_of(start) != calendars.text_of(event.start):
            yield f"begins {start}, {event.start} in the file"
        if (row["when_end_time"] or not row["when_start_time"]) and calendars.text_of(end) != calendars.text_of(event.end):
            yield f"ends {end}, {event.end} in the file"
        # A moment without an offset is what clocks there show then, not on the day of the build.
        if row.get("starts_at") and calendars.text_of(datetime.fromisoformat(row["starts_at"])) != calendars.text_of(event.start):
            yield f"starts at {row['starts_at']}, {event.start} in the file"
        if ICS_STATUS.get(row["status"], "CONFIRMED") != event.status:
            yield f"{row['status']}, {event.status} in the file"
        if (row.get("online_url") or "") != event.online:
            yield f"online {row.get('online_url')!r}, {event.online!r} in the file"
        venue = row.get("venue_ja") or row.get("venue_en") or ""
        if venue and not row.get("place") and not event.location.startswith(venue):
            yield f"venue {venue!r}, {event.location!r} in the file"
        if not venue and not row.get("place") and event.location not in ("", event.online):
            yield f"no venue, {event.location!r} in the file"

    def structured(self, event, row, page):
        graph = json.loads(page.findtext(".//script[@type='application/ld+json']"))["@graph"]
        found = [one for one in graph if one["@type"] == "Event"]
        # An event without a place is none for those who read JSON-LD.
        nowhere = not (event.location or event.online or row.get("municipality") or row.get("attendance"))
        if nowhere and not found:
            return
        if len(found) != 1:
            yield f"{len(found)} events"
            return
        one = found[0]
        start = one["startDate"]
        key_start = start if len(start) == 10 else calendars.text_of(datetime.fromisoformat(start))
        ends = {key[1]: cancelled for key, cancelled in event.days.items() if key[0] == key_start}
        if not ends:
            yield f"startDate {start} is no day of the file"
            return
        if (len(start) == 10) != event.all_day:
            yield f"startDate {start}, {event.start} in the file"
        if "endDate" in one:
            end = one["endDate"]
            key_end = (date.fromisoformat(end) + DAY).isoformat() if len(end) == 10 else calendars.text_of(datetime.fromisoformat(end))
            if key_end not in ends:
                yield f"endDate {end}, {sorted(ends)} in the file"
        elif event.ends:
            yield "no endDate"
        left = sorted(key for key in event.days if key[1] > self.bound(key[1]))
        if left and key_start != left[0][0]:
            yield f"startDate {start}, the next is {left[0][0]}"
        status = one["eventStatus"].rsplit("/", 1)[1]
        moved = "previousStartDate" in one
        expected = "EventCancelled" if any(ends.values()) else LD_STATUS[row["status"]]
        if status != expected and not (moved and status == "EventRescheduled"):
            yield f"{status}, {expected} in the table"
        if status == "EventRescheduled" and not moved and (row.get("moved_from") or row["status"] != "rescheduled"):
            yield "no previousStartDate"
        yield from self.places(event, one, page)

    def bound(self, text):
        """Now, in the form of that text: what ends later is not over. A day counts to its end."""
        today = datetime.fromisoformat(self.now).astimezone(self.zone).date()
        return today.isoformat() if len(text) == 10 else calendars.text_of(datetime(today.year, today.month, today.day, tzinfo=self.zone))

    def places(self, event, one, page):
        location = one.get("location")
        all_of = location if isinstance(location, list) else [location] if location else []
        kinds = sorted(place["@type"] for place in all_of)
        mode = one.get("eventAttendanceMode", "").rsplit("/", 1)[-1]
        if not all_of:
            yield "no location"
        if mode == "MixedEventAttendanceMode" and kinds != ["Place", "VirtualLocation"]:
            yield f"both, and {kinds}"
        if mode == "OnlineEventAttendanceMode" and kinds != ["VirtualLocation"]:
            yield f"online, and {kinds}"
        for place in all_of:
            if place["@type"] == "VirtualLocation":
                canonical = page.find(".//link[@rel='canonical']").get("href")
                if place["url"] != (event.online or canonical):
                    yield f"online at {place['url']}, {event.online!r} in the file"
            else:
                if not place.get("address"):
                    yield "a place without an address"
                if event.location and event.location != event.online and page.get("lang") == "ja" \
                        and not event.location.startswith(place["name"]):
                    yield f"in {place['name']!r}, {event.location!r} in the file"
        if event.online and "VirtualLocation" not in kinds:
            yield "no VirtualLocation"

    def said(self, event, row, page, start):
        japanese = not start
        main = page.find(".//main")
        text = words(main)
        dates = [one for one in self.days_here(row["url"])]
        if not event.repeats:
            end = event.end if event.ends else None
            expected = when_texts.text_of(event.start, end, japanese, self.zone, past_midnight(row))
            if expected not in text:
                yield f"does not say {expected!r}"
        elif len(dates) > 1:
            shown = [(item.find("time").get("datetime"), words(item)) for item in main.findall(".//ol[@class='days']/li")]
            for day, line in shown:
                here = [entry for entry in dates if when_texts.days_of(entry, self.zone)[0].isoformat() == day]
                if not here:
                    yield f"{day} is no day of the file"
                elif (LABELS["cancelled"][not japanese] in line) != (here[0]["status"] == "cancelled"):
                    yield f"{line!r}, {here[0]['status']} in calendar.json"
        label = LABELS[row["status"]][not japanese] if row["status"] in LABELS else None
        notices = [words(one) for one in main.findall(".//p[@class='notice']/strong")]
        if label and label not in notices:
            yield f"does not say {label}"
        if event.online and not main.xpath(".//a[@href=$address]", address=event.online):
            yield f"no link to {event.online}"
        place = event.location.split(",")[0]
        if japanese and place and place != event.online and place not in text:
            yield f"does not say {place!r}"

    def days_here(self, url):
        return [one for one in self.listed["occurrences"] if one["url"] == url and one["kind"] == "event"]

    def lists(self, event, row, slug, start):
        """The month in which a day lies, and the row in the list of events."""
        japanese = not start
        for one in self.days_here(row["url"]):
            first, last = when_texts.days_of(one, self.zone)
            last = first if past_midnight(row) else last
            month = self.page(f"{start}calendar/{first:%Y-%m}.html")
            if month is None:
                yield f"no page for {first:%Y-%m}"
                continue
            found = [item for item in month.xpath(".//ol[@class='agenda']/li[contains(@class, 'event')]")
                     if item.find(".//a").get("href").endswith(f"/{slug}.html")
                     and item.find(".//time").get("datetime") == first.isoformat()]
            if not found:
                yield f"{first} is not in {start}calendar/{first:%Y-%m}.html"
                continue
            item = found[0]
            if item.get("data-last") != last.isoformat():
                yield f"{first} is there until {item.get('data-last')}, {last} in calendar.json"
            if ("off" in item.get("class").split()) != (one["status"] == "cancelled"):
                yield f"{first} is {one['status']} in calendar.json"
            times = when_texts.times_in_list(one, event, japanese, self.zone)
            if times and times not in words(item):
                yield f"{first}: {times!r} is not in {words(item)!r}"
        line = self.row_of(slug, start)
        if line is None:
            yield "not in the list of events"
        elif row["status"] in LABELS and LABELS[row["status"]][not japanese] not in words(line.find(".//h3")):
            yield f"the list of events does not say {LABELS[row['status']][not japanese]}"

    def row_of(self, slug, start):
        return next((item for item in self.rows_of(start) if item.find(".//a").get("href") == f"{slug}.html"), None)

    def rows_of(self, start):
        pages = [f"{start}events/index.html", *(f"{start}events/page-{number}.html" for number in range(2, 40))]
        for path in pages:
            if (page := self.page(path)) is not None:
                yield from page.findall(".//li[@class='row']")


def unfolded(file):
    return file.read_text(encoding="utf-8").replace("\n ", "").replace("\r", "")


def past_midnight(row):
    """25:30 belongs to the day on which it began."""
    return row["when_end_time"] > "24:00" and not row["when_end"]


def at(day, time, zone):
    """24:00 and 25:30 are of the day after."""
    hour, minute = map(int, time.split(":")) if time else (0, 0)
    later = day + hour // 24 * DAY
    return datetime(later.year, later.month, later.day, hour % 24, minute, tzinfo=zone)


SITE = """title: {ja: 試し, en: Test}
description: {ja: 試しのサイト, en: A test}
base_url: https://kyodo.example/
languages: [ja, en]
time_zone: %s
theme: kyodo
"""
SCHEMA = """from: events
without: [type]
fields:
  starts_at: {type: datetime, label: {ja: 始まり, en: Starts at}}
"""
FILES = {"vocabularies/event-statuses.yaml": "from: event-statuses\n", "vocabularies/attendance-modes.yaml": "from: attendance-modes\n"}


def london(folder):
    """Events on the days when clocks there change, and about midnight."""
    records = {
        "summer": "when: {start: 2026-06-20, start_time: 10:00, end_time: 12:30}\nstarts_at: 2026-06-20T10:00\nvenue: {ja: 公民館, en: Village hall}",
        "winter": "when: {start: 2026-12-12, start_time: 14:00, end_time: 15:00}\nstarts_at: 2026-12-12T14:00\nvenue: {ja: 公民館, en: Village hall}\nonline_url: https://example.com/room\nattendance: mixed",
        "spring-forward": "when: {start: 2027-03-28, start_time: 00:30, end_time: 03:30}\nvenue: {ja: 公民館, en: Village hall}",
        "fall-back": "when: {start: 2026-10-25, start_time: 00:30, end_time: 03:30}\nonline_url: https://example.com/room\nattendance: online",
        "night": "when: {start: 2027-01-09, end: 2027-01-10, start_time: 22:00, end_time: 01:30}\nvenue: {ja: 公民館, en: Village hall}",
        "until-midnight": "when: {start: 2027-01-16, end: 2027-01-17, start_time: 22:00, end_time: 00:00}\nvenue: {ja: 公民館, en: Village hall}",
        "until-24": "when: {start: 2027-01-23, start_time: 22:00, end_time: 24:00}\nvenue: {ja: 公民館, en: Village hall}",
        "past-24": "when: {start: 2027-01-30, start_time: 22:00, end_time: 25:30}\nvenue: {ja: 公民館, en: Village hall}",
        "whole-days": "when: {start: 2027-03-27, end: 2027-03-28}\nvenue: {ja: 公民館, en: Village hall}",
        "no-end": "when: {start: 2027-02-06, start_time: 18:00}\nvenue: {ja: 公民館, en: Village hall}",
        "tokyo": "when: {start: 2027-04-03, start_time: 06:00, end_time: 07:30, time_zone: Asia/Tokyo}\nonline_url: https://example.com/tokyo",
        "weekly": "when: {start: 2026-10-03, start_time: 10:00, end_time: 11:00}\nvenue: {ja: 公民館, en: Village hall}\nrecurrence: {rule: FREQ=WEEKLY, except: [2027-01-02], also: [2027-01-06], changes: [{date: 2026-12-12, start: 2026-12-13, start_time: 13:00, end_time: 14:00}, {date: 2026-12-19, cancelled: true}]}",
        "cancelled": "when: {start: 2027-02-13, start_time: 10:00, end_time: 11:00}\nvenue: {ja: 公民館, en: Village hall}\nstatus: cancelled",
        "postponed": "when: {start: 2027-02-14, start_time: 10:00, end_time: 11:00}\nvenue: {ja: 公民館, en: Village hall}\nstatus: postponed",
        "moved": "when: {start: 2027-02-20, start_time: 10:00, end_time: 11:00}\nvenue: {ja: 公民館, en: Village hall}\nstatus: rescheduled\nmoved_from: 2027-02-15",
        "full": "when: {start: 2027-02-27, start_time: 10:00, end_time: 11:00}\nvenue: {ja: 公民館, en: Village hall}\nstatus: full\ndeadline: 2027-02-20",
    }
    write_site(folder, "Europe/London")
    for slug, text in records.items():
        head = f'name: {{ja: "行事 {slug}", en: "Event {slug}"}}\nsummary: {{ja: 試しです。, en: A trial.}}\n'
        (folder / "events").mkdir(exist_ok=True)
        (folder / "events" / f"{slug}.yaml").write_text(f"{head}published: 2026-09-01\n{text}\n")


def write_site(folder, zone):
    for path, text in {"site.yaml": SITE % zone, "schema/events.yaml": SCHEMA, "schema/pages.yaml": "from: pages\n",
                       "pages/home.ja.md": "---\ntitle: 試し\nlayout: home\n---\n", **FILES}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def largest_samples():
    """The five largest with events."""
    found = [path for folder in (NPM, *DEBIAN) for path in folder.rglob("*.ics") if b"BEGIN:VEVENT" in path.read_bytes()]
    return sorted(found, key=lambda path: (-path.stat().st_size, path.name))[:5]


class Checker:
    def __init__(self, kyodo):
        self.kyodo = str(Path(kyodo).resolve())
        self.passed = self.failed = 0

    def report(self, name, problems):
        self.passed += not problems
        self.failed += bool(problems)
        for problem in problems[:3]:
            print(f"{name}: {problem}")

    def run(self, *arguments):
        return subprocess.run([self.kyodo, *map(str, arguments)], capture_output=True, text=True, check=False)

    def site(self, name, site, now):
        public = site.parent / "public"
        done = self.run("build", "--site", site, "--out", public, "--now", now, "--quiet", "--lang", "en", "--drafts")
        self.report(f"{name}: built", [done.stderr] if done.returncode else [])
        return 0 if done.returncode else Site(name, public, now, self.report).check()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kyodo")
    parser.add_argument("public", type=Path)
    options = parser.parse_args()
    checker = Checker(options.kyodo)
    with tempfile.TemporaryDirectory() as scratch:
        made = re.search('data-made="([^"]+)"', (options.public / "calendar/index.html").read_text(encoding="utf-8"))[1]
        events = Site("portal", options.public, f"{made}T09:00+09:00", checker.report).check()
        checker.report("portal: 30 events", [] if events >= 30 else [f"{events} of them"])
        london(Path(scratch, "london", "site"))
        checker.site("London", Path(scratch, "london", "site"), "2026-12-01T09:00+00:00")
        samples = largest_samples()
        checker.report("five samples", [] if len(samples) == 5 else [str(samples)])
        for path in samples:
            site = Path(scratch, path.parent.parent.name + "-" + path.stem, "site")
            write_site(site, "Asia/Tokyo")
            done = checker.run("import", "calendar", path, "--site", site, "--lang", "en", "--in", "en")
            checker.report(f"{path.name}: imported", [done.stderr] if done.returncode else [])
            # A year after the first of them, so that many lie within the calendar.
            years = re.findall(r"DTSTART[^:]*:(\d{4})(\d\d)", path.read_text(encoding="utf-8", errors="replace"))
            year, month = max(pair for pair in years if "2000" < pair[0] < "2100")
            checker.site(path.name, site, f"{year}-{month}-01T09:00+09:00")
    print(f"{checker.passed} passed, {checker.failed} failed")
    sys.exit(1 if checker.failed else 0)


if __name__ == "__main__":
    main()
