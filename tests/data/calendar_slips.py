#!/usr/bin/python3
"""Calendars as programs leave them, one slip at a time: `kyodo import calendar` understands each, or says what it left out.

  tests/data/calendar_slips.py KYODO [--only NAME]

Each of SLIPS says how many records there are, what is in them, and what is told. The last line is `N passed, N failed`.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import imports
from imports import calendar, event

DAY = "DTSTART;VALUE=DATE:20260501"
TIME = "DTSTART;TZID=Asia/Tokyo:20260501T150000"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"

# name, calendar, records, texts in them, texts that are told
SLIPS = [
    ("a task and a journal", calendar(event("SUMMARY:祭り", DAY), "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:片付け\r\nEND:VTODO"), 1, [], ["1 tasks or journals"]),
    ("no start", calendar(event("SUMMARY:いつか", "DTEND:20260501T150000Z"), event("SUMMARY:祭り", DAY, uid="b")), 1, [], ["1 events had no start", "いつか"]),
    ("a start with hyphens", calendar(event("SUMMARY:祭り", "DTSTART:2026-05-01")), 1, ["start: 2026-05-01"], []),
    ("an end with slashes", calendar(event("SUMMARY:祭り", TIME, "DTEND:2026/05/01 17:00")), 1, ["start_time: 15:00"], ["not taken over: DTEND"]),
    ("an end before the start", calendar(event("SUMMARY:祭り", TIME, "DTEND;TZID=Asia/Tokyo:20260501T140000")), 1, [], ["DTEND"]),
    ("an end on the day before", calendar(event("SUMMARY:祭り", DAY, "DTEND;VALUE=DATE:20260430")), 1, [], ["DTEND"]),
    ("a duration below zero", calendar(event("SUMMARY:祭り", TIME, "DURATION:-PT1H")), 1, [], ["DURATION"]),
    ("a day that does not exist", calendar(event("SUMMARY:祭り", "DTSTART;VALUE=DATE:20260230")), 0, [], ["no start", "祭り"]),
    ("one UID for two events", calendar(event("SUMMARY:朝の会", DAY), event("SUMMARY:夜の会", TIME)), 1, [], ["older revisions", "の会"]),
    ("called off by a method", calendar("METHOD:CANCEL", event("SUMMARY:祭り", DAY)), 1, ["status: cancelled"], []),
    ("perhaps", calendar(event("SUMMARY:祭り", DAY, "STATUS:TENTATIVE")), 1, [], ["STATUS=TENTATIVE"]),
    ("without a title", calendar(event(DAY)), 1, ["2026-05-01"], ["SUMMARY"]),
    ("a web page of its own", calendar(event("SUMMARY:祭り", DAY, "URL:https://city.example.jp/fair")), 1, [], ["not taken over: URL"]),
    ("its page in the text", calendar(event("SUMMARY:祭り", DAY, "URL:https://city.example.jp/fair", "DESCRIPTION:案内 https://city.example.jp/fair")), 1, ["案内"], []),
    ("text of Outlook", calendar(event("SUMMARY:祭り", DAY, "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>雨なら中止</p></body></html>")), 1, ["雨なら中止"], []),
    ("guests and organizers", calendar(event("SUMMARY:祭り", DAY, "ORGANIZER;CN=田中:mailto:t@example.jp", "ATTENDEE:mailto:a@example.jp")), 1, [], ["ORGANIZER", "ATTENDEE"]),
    ("a file beside it", calendar(event("SUMMARY:祭り", DAY, "ATTACH:https://example.jp/a.pdf")), 1, [], ["ATTACH"]),
    ("every hour", calendar(event("SUMMARY:祭り", TIME, "RRULE:FREQ=HOURLY;COUNT=3")), 1, [], ["RRULE"]),
    ("two rules", calendar(event("SUMMARY:祭り", TIME, WEEKLY, "RRULE:FREQ=MONTHLY;COUNT=2")), 1, [], ["RRULE"]),
    ("UNTIL with hyphens", calendar(event("SUMMARY:祭り", TIME, "RRULE:FREQ=WEEKLY;UNTIL=2026-06-01")), 1, ["UNTIL=20260601"], []),
    ("a day off that is none", calendar(event("SUMMARY:祭り", TIME, WEEKLY, "EXDATE;TZID=Asia/Tokyo:20260509T150000")), 1, [], ["EXDATE"]),
    ("a day off of another zone", calendar(event("SUMMARY:祭り", TIME, WEEKLY, "EXDATE:20260508T060000Z")), 1, ["2026-05-08"], []),
    ("a change of a day that is none", calendar(event("SUMMARY:祭り", TIME, WEEKLY), event("SUMMARY:祭り", "RECURRENCE-ID;TZID=Asia/Tokyo:20260509T150000", TIME)), 1, [], ["RECURRENCE-ID"]),
    ("a change of all that follow", calendar(event("SUMMARY:祭り", TIME, WEEKLY), event("SUMMARY:祭り", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Tokyo:20260508T150000", "DTSTART;TZID=Asia/Tokyo:20260508T160000")), 1, [], ["RECURRENCE-ID;RANGE"]),
    ("an unknown zone", calendar(event("SUMMARY:祭り", "DTSTART;TZID=Tokio:20260501T150000")), 1, ["start_time: 15:00"], ["TZID=Tokio"]),
    ("seconds", calendar(event("SUMMARY:祭り", "DTSTART;TZID=Asia/Tokyo:20260501T150030")), 1, ["start_time: 15:00"], ["seconds"]),
    ("a private event", calendar(event("SUMMARY:面談", DAY, "CLASS:PRIVATE"), event("SUMMARY:祭り", DAY, uid="b")), 1, ["祭り"], ["1 events are private"]),
    ("24:00", calendar(event("SUMMARY:祭り", "DTSTART;TZID=Asia/Tokyo:20260501T150000", "DTEND;TZID=Asia/Tokyo:20260501T240000")), 1, ["start_time: 15:00"], []),
    ("line ends of a Mac", calendar(event("SUMMARY:祭り", DAY)).replace("\r\n", "\n"), 1, ["祭り"], []),
    ("a mark before it", "\ufeff" + calendar(event("SUMMARY:祭り", DAY)), 1, ["祭り"], []),
    ("code page 932", calendar(event("SUMMARY:祭り", DAY)).encode("cp932"), 0, [], ["UTF-8"]),
    ("cut off", calendar(event("SUMMARY:祭り", DAY), event("SUMMARY:市", DAY, uid="b"))[:-60], 0, [], ["breaks off"]),
    ("a page of a web site", "<!DOCTYPE html><title>Login</title>", 0, [], ["no iCalendar file"]),
    ("nothing in it", calendar(), 0, [], ["0 written"]),
]


class Tests(imports.Check):
    def slip(self, name, data, count, has, told):
        with tempfile.TemporaryDirectory() as scratch:
            site = self.make_site(Path(scratch) / "site")
            source = Path(scratch) / "a.ics"
            source.write_bytes(data.encode() if isinstance(data, str) else data)
            done = self.run("import", "calendar", str(source), "--site", str(site), "--lang", "en")
            said, records = done.stdout + done.stderr, self.records(site)
            text = "\n".join(records.values())
            problems = [f"{len(records)} records, expected {count}"] if len(records) != count else []
            problems += [f"not in a record: {one}" for one in has if one not in text]
            problems += [f"not told: {one}" for one in told if one not in said]
            problems += ["something is left out"] if not told and "not taken over" in said else []
            self.case(name, "; ".join(problems) + "\n" + said + text if problems else None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    tests = Tests(arguments.kyodo)
    for name, *slip in SLIPS:
        if not arguments.only or arguments.only == name:
            tests.slip(name, *slip)
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
