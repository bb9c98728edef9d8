#!/usr/bin/python3
"""Reads every .ics file of a built site, and compares what it says with calendar.json.

  tests/data/calendars.py PUBLIC

Each file is a case for the rules of RFC 5545 (ical_files.py), and each UID in a file one for its occurrences: python3-icalendar
reads the file, python3-dateutil works out the rule in the time zone that TZID names, and between `from` and `until`
of calendar.json the result is what stands there, as instants. calendars.mjs does the same with other programs.
The last line is `N passed, N failed`.
"""

import argparse
import functools
import json
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
from dateutil.rrule import rrulestr

import ical_files

DAY = timedelta(days=1)
FAR = timedelta(days=400)          # how far an occurrence may have been moved


class Occurrence:
    """A start and an end: both instants, or both days (the end is the day after the last).

    Where clocks change in between, readers differ in the end: some take as many hours as the first one has (RFC 5545,
    section 3.8.5.3), some the time on the clock. Either will do."""

    def __init__(self, start, ends, cancelled):
        self.keys = [(text_of(start), text_of(end)) for end in ends]
        self.day = start if not isinstance(start, datetime) else start.date()
        self.cancelled = cancelled


def text_of(moment):
    """An instant as UTC, a day as it is."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(moment, datetime) else moment.isoformat()


# Names of old, which Debian 13 has in a package of its own (tzdata's file `backward`).
BACKWARD = {"US/Eastern": "America/New_York", "US/Central": "America/Chicago", "US/Mountain": "America/Denver",
            "US/Pacific": "America/Los_Angeles", "Europe/Kiev": "Europe/Kyiv"}


@functools.cache
def zone_of(name):
    """The zone of that name, and called so also where the system has it by its new name only."""
    if name not in BACKWARD:
        return ZoneInfo(name)
    with Path("/usr/share/zoneinfo", BACKWARD[name]).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def moment(property_):
    """The value of a date property in the time zone that it names, not in the library's reading of it."""
    value = property_.dt
    if not isinstance(value, datetime):
        return value
    zone = property_.params.get("TZID")
    return value.replace(tzinfo=zone_of(zone)) if zone else value


def moments(event, name):
    found = event.get(name, [])
    for group in found if isinstance(found, list) else [found]:
        zone = group.params.get("TZID") if hasattr(group, "params") else None
        for item in group.dts:
            value = item.dt
            yield value.replace(tzinfo=zone_of(zone)) if zone and isinstance(value, datetime) else value


def end_of(event, start):
    if "DTEND" in event:
        return moment(event["DTEND"])
    if "DURATION" in event:
        return plus(start, event["DURATION"].dt)
    return start if isinstance(start, datetime) else start + DAY


def exact(later, earlier):
    """The time between, not by the clock on the wall."""
    if isinstance(later, datetime):
        return later.astimezone(timezone.utc) - earlier.astimezone(timezone.utc)
    return later - earlier


def plus(start, length):
    return start.astimezone(timezone.utc) + length if isinstance(start, datetime) else start + length


def ends_after(start, first_start, first_end):
    """The ends of a later one: after the same time, and at the same time of the day."""
    yield plus(start, exact(first_end, first_start))
    yield start + (first_end.replace(tzinfo=None) - first_start.replace(tzinfo=None) if isinstance(start, datetime)
                   else first_end - first_start)


def starts_by_rule(event, start, until):
    """The starts that RRULE, RDATE and EXDATE make."""
    if isinstance(start, datetime):
        first, last = start, datetime.combine(until, datetime.min.time(), timezone.utc)
    else:
        first, last = datetime.combine(start, datetime.min.time()), datetime.combine(until, datetime.min.time())
    starts = {text_of(start): start}
    if "RRULE" in event:
        by_rule = set()
        for found in rrulestr(event["RRULE"].to_ical().decode(), dtstart=first):
            if found > last:
                break
            found = found if isinstance(start, datetime) else found.date()
            by_rule.add(text_of(found))
            starts[text_of(found)] = found
        if text_of(start) not in by_rule:
            raise ValueError(f"DTSTART {text_of(start)} is not one of its RRULE {event['RRULE'].to_ical().decode()}")
    for added in moments(event, "RDATE"):
        starts[text_of(added)] = added
    for removed in moments(event, "EXDATE"):
        starts.pop(text_of(removed), None)
    return starts


def occurrences(master, overrides, until):
    start = moment(master["DTSTART"])
    end = end_of(master, start)
    for event in [master, *overrides]:
        if event.errors:
            raise ValueError(f"python3-icalendar: {event.errors}")
    starts = starts_by_rule(master, start, until + (FAR if overrides else DAY))
    is_cancelled = str(master.get("STATUS", "")) == "CANCELLED"
    found = {key: Occurrence(value, ends_after(value, start, end), is_cancelled) for key, value in starts.items()}
    for override in overrides:
        if "RANGE" in override["RECURRENCE-ID"].params:
            raise ValueError("RANGE of RECURRENCE-ID is not expected")
        key = text_of(moment(override["RECURRENCE-ID"]))
        if key not in found:
            raise ValueError(f"RECURRENCE-ID {key} is not an occurrence")
        moved = moment(override["DTSTART"])
        found[key] = Occurrence(moved, [end_of(override, moved)], str(override.get("STATUS", "")) == "CANCELLED")
    return list(found.values())


def known_occurrences(master, overrides, until, known={}):
    """The same event stands in several files: it is worked out once for the same words."""
    words = b"".join(event.to_ical() for event in [master, *overrides])
    if words not in known:
        known[words] = occurrences(master, overrides, until)
    return known[words]


def expected_occurrences(listed):
    """The entries of calendar.json, by UID and by start and end."""
    by_uid = defaultdict(dict)
    for entry in listed["occurrences"]:
        start, end = entry["start"], entry["end"]
        if not entry["all_day"]:
            start, end = (text_of(datetime.fromisoformat(text.replace("Z", "+00:00"))) for text in (start, end))
        by_uid[entry["uid"]][start, end] = entry
    return by_uid


def difference(found, expected, listed):
    """What calendar.json says otherwise. Near the ends of its window, it decides what is inside."""
    first, last = date.fromisoformat(listed["from"]) + DAY, date.fromisoformat(listed["until"]) - DAY
    keys = {key for occurrence in found for key in occurrence.keys}
    for occurrence in sorted(found, key=lambda occurrence: occurrence.keys):
        entries = [expected[key] for key in occurrence.keys if key in expected]
        where = " to ".join(occurrence.keys[0])
        if first <= occurrence.day < last and not entries:
            yield f"{where} is not in calendar.json"
        elif entries and (entries[0].get("status") == "cancelled") != occurrence.cancelled:
            yield f"{where} is {entries[0].get('status')} in calendar.json, STATUS says otherwise"
    for key in sorted(expected.keys() - keys):
        yield f"{' to '.join(key)} of calendar.json does not come out of the file"


def check_file(path, name, listed, expected, report):
    data = path.read_bytes()
    problems, _ = ical_files.problems_of(data)
    report(name, problems)
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except ValueError as error:
        report(name, [f"python3-icalendar: {error}"])
        return set()
    masters, overrides = {}, defaultdict(list)
    for event in calendar.walk("VEVENT"):
        if "RECURRENCE-ID" in event:
            overrides[str(event["UID"])].append(event)
        else:
            masters[str(event["UID"])] = event
    for uid, master in masters.items():
        try:
            found = known_occurrences(master, overrides[uid], date.fromisoformat(listed["until"]))
            report(f"{name}: {uid}", list(difference(found, expected.get(uid, {}), listed)))
        except (ValueError, KeyError) as error:
            report(f"{name}: {uid}", [str(error)])
    return set(masters)


def check(public):
    """(case, what is wrong with it) for all calendars of a site."""
    cases = []
    report = lambda case, problems: cases.append((case, problems))
    listing = public / "calendar.json"
    if not listing.exists():
        return [("calendar.json", ["is missing"])]
    listed = json.loads(listing.read_text(encoding="utf-8"))
    expected = expected_occurrences(listed)
    report("calendar.json", [f"{uid}: ends before it starts: {start} to {end}"
                             for uid, entries in expected.items() for start, end in entries if end < start])
    paths = sorted(public.rglob("*.ics"))
    if not paths:
        report("*.ics", ["there is none"])
    for path in paths:
        name = path.relative_to(public).as_posix()
        uids = check_file(path, name, listed, expected, report)
        if name == "calendar.ics":
            report(f"{name}: all of calendar.json", [f"{uid} is missing" for uid in sorted(expected.keys() - uids)])
    return cases


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    cases = check(parser.parse_args().public.resolve())
    for case, problems in cases:
        for problem in problems[:5]:
            print(f"{case}: {problem}")
        if len(problems) > 5:
            print(f"{case}: … and {len(problems) - 5} more")
    failed = sum(1 for _, problems in cases if problems)
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
