#!/usr/bin/python3
"""Imports calendars of other programs with `kyodo import calendar`, and what kyodo makes of them once more.

  tests/data/imports.py KYODO

The samples are the .ics files that come with Debian's python3-icalendar, and SAMPLES below. For each: every event is a
record with its title, text, place and start, as python3-icalendar reads them; the site with the drafts has no errors;
its calendar imported into an empty site gives the same records again; a second import changes nothing.
Then: what a web server may and may not do (redirects to other schemes and to private addresses, size).
The last line is `N passed, N failed`.
"""

import argparse
import http.server
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import icalendar

HERE = Path(__file__).resolve().parent
THEME = HERE.parent / "errors" / "base" / "themes"
PACKAGE = Path(icalendar.__file__).parent / "tests"
SITE = """title: {ja: 試し, en: Test}
base_url: https://kyodo.example/
languages: [ja, en]
theme: plain
"""
SCHEMA = """format: record
label: {ja: 行事, en: Events}
title: name
fields:
  name: {type: string, translate: true, required: true, label: {ja: 名称, en: Name}}
  summary: {type: text, translate: true, required: true, label: {ja: 概要, en: Summary}}
  status: {type: term, vocabulary: statuses, label: {ja: 状況, en: Status}}
  when: {type: date_range, label: {ja: 日程, en: When}}
  recurrence: {type: recurrence, label: {ja: 繰り返し, en: Repeats}}
  venue: {type: string, translate: true, label: {ja: 場所, en: Venue}}
  online_url: {type: url, label: {ja: オンライン, en: Online}}
calendar: {period: when, repeats: recurrence, status: status, location: [venue, online_url]}
listing: {sort: [name]}
"""
STATUSES = """label: {ja: 状況, en: Status}
terms:
  - {id: cancelled, ja: 中止, en: Cancelled, same_as: https://schema.org/EventCancelled}
  - {id: full, ja: 満員, en: Full, same_as: https://schema.org/SoldOut}
"""
STRINGS = {"ja": "state_cancelled: 中止\nstate_full: 満員\n", "en": "state_cancelled: Cancelled\nstate_full: Full\n"}


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *events, "END:VCALENDAR", ""])


def event(*lines, uid="a@x.example"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"])


SAMPLES = {
    "all-day": calendar(event("SUMMARY:三日間の祭り", "DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260504")),
    "utc": calendar(event("SUMMARY:UTC", "DTSTART:20260501T150000Z", "DURATION:PT90M")),
    "floating": calendar(event("SUMMARY:どこでも", "DTSTART:20260501T150000", "DTEND:20260501T160000")),
    "windows-zone": calendar(event("SUMMARY:Outlook", "DTSTART;TZID=Tokyo Standard Time:20260501T150000")),
    "own-path-zone": calendar(event("SUMMARY:x", "DTSTART;TZID=/example.org/2024/Europe/Berlin:20260501T150000")),
    "rule": calendar(
        event("SUMMARY:毎週", "DTSTART;TZID=Asia/Tokyo:20260501T183000", "DTEND;TZID=Asia/Tokyo:20260501T200000",
              "RRULE:FREQ=WEEKLY;UNTIL=20271231T145959Z", "EXDATE;TZID=Asia/Tokyo:20260508T183000,20260515T183000",
              "RDATE;TZID=Asia/Tokyo:20260503T183000", "LOCATION:集会所, 2階", "DESCRIPTION:一行目\\n二行目\\, 続き"),
        event("SUMMARY:毎週", "RECURRENCE-ID;TZID=Asia/Tokyo:20260522T183000", "DTSTART;TZID=Asia/Tokyo:20260523T100000",
              "DTEND;TZID=Asia/Tokyo:20260523T120000", "LOCATION:集会所, 2階", "DESCRIPTION:土曜に移します\\n\\n一行目\\n二行目\\, 続き"),
        event("SUMMARY:毎週", "RECURRENCE-ID:20260529T093000Z", "DTSTART;TZID=Asia/Tokyo:20260529T183000",
              "DTEND;TZID=Asia/Tokyo:20260529T200000", "STATUS:CANCELLED", "DESCRIPTION:一行目\\n二行目\\, 続き")),
    "start-besides-rule": calendar(event("SUMMARY:x", "DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=MONTHLY;BYDAY=2SA")),
    "cancelled": calendar(event("SUMMARY:中止の会", "STATUS:CANCELLED", "DTSTART:20260501T150000Z")),
    "online": calendar(event("SUMMARY:x", "DTSTART:20260501T150000Z", "LOCATION:https://example.com/room?a=1,2")),
    "odd-uids": calendar(*(event("SUMMARY:x", "DTSTART;VALUE=DATE:20260501", uid=uid)
                           for uid in ["{A-B}", "日本", "a" * 200, "../../etc/passwd", "A_B", "a b"])),
    "no-title": calendar(event("DTSTART;VALUE=DATE:20260501")),
}


class Check:
    def __init__(self, kyodo):
        self.kyodo = str(Path(kyodo).resolve())
        self.passed = self.failed = 0

    def case(self, name, problem):
        self.passed += not problem
        self.failed += bool(problem)
        if problem:
            print(f"{name}: {problem}")

    def run(self, *arguments):
        return subprocess.run([self.kyodo, *arguments], capture_output=True, text=True, check=False)

    def make_site(self, folder):
        for path, text in {"site.yaml": SITE, "schema/events.yaml": SCHEMA, "vocabularies/statuses.yaml": STATUSES}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        shutil.copytree(THEME, folder / "themes", dirs_exist_ok=True)
        for language, text in STRINGS.items():
            strings = folder / "themes" / "plain" / "i18n" / f"{language}.yaml"
            strings.write_text(strings.read_text() + text)
        return folder

    def records(self, site):
        return {path.name: path.read_text() for path in sorted((site / "events").glob("*.yaml"))}

    def imported(self, source, site):
        done = self.run("import", "calendar", str(source), "--site", str(site), "--lang", "en")
        return None if done.returncode == 0 else done.stderr

    def sample(self, name, path):
        with tempfile.TemporaryDirectory() as scratch:
            site, again = self.make_site(Path(scratch) / "a"), self.make_site(Path(scratch) / "b")
            problem = self.imported(path, site)
            self.case(f"{name}: imported", problem)
            if problem:
                return
            first = self.records(site)
            self.case(f"{name}: nothing lost", lost(path.read_bytes(), first))
            self.imported(path, site)
            self.case(f"{name}: twice", None if self.records(site) == first else "a second import changed records")
            built = self.run("build", "--site", str(site), "--out", f"{scratch}/public", "--drafts", "--quiet",
                             "--now", "2026-05-01", "--lang", "en")
            self.case(f"{name}: built", built.stderr if built.returncode else None)
            if built.returncode:
                return
            # What lies outside the calendar's window is in the files of the events only.
            for file in sorted(Path(scratch, "public/events").glob("*.ics")):
                if file.name != "calendar.ics":
                    self.imported(file, again)
            self.case(f"{name}: there and back", difference(first, self.records(again), site, again))


def lost(data, records):
    """What python3-icalendar sees and no record says."""
    text = "\n".join(records.values())
    # Some samples have time zones that this reader refuses; the words are what is compared.
    data = re.sub(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r?\n", b"", data, flags=re.S)
    data = re.sub(rb";TZID=[^:]*:", b":", data)
    for calendar_ in icalendar.Calendar.from_ical(data, multiple=True):
        for one in calendar_.walk("VEVENT"):
            if "DTSTART" not in one or "RECURRENCE-ID" in one:
                continue
            for key in ["SUMMARY", "LOCATION"]:
                words = str(one.get(key, "")).split()
                if any(word not in text for word in words if word.isalnum()):
                    return f"{key} {one.get(key)!r} is in no record"
    return None


def without_uids(records):
    """An event of ours has the UID of its page, so what is imported again has another."""
    return {name: re.sub(r"^# iCalendar UID: .*\n", "", text) for name, text in records.items()}


def difference(first, second, site, again):
    first, second = without_uids(first), without_uids(second)
    if first == second:
        return None
    for name in sorted(first | second):
        if first.get(name) != second.get(name):
            return f"{name}\n--- imported\n{first.get(name)}\n--- exported and imported\n{second.get(name)}"
    return None


class Server(http.server.BaseHTTPRequestHandler):
    PATHS = {"/to-file": "file:///etc/passwd", "/to-self": "/calendar.ics", "/loop": "/loop"}

    def do_GET(self):
        if self.path in self.PATHS:
            self.send_response(302)
            self.send_header("Location", self.PATHS[self.path])
            self.end_headers()
        elif self.path == "/calendar.ics":
            self.reply(SAMPLES["all-day"].encode())
        elif self.path == "/large":
            self.reply(b"x" * (6 << 20))
        else:
            self.send_error(404)

    def reply(self, body):
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


def check_server(check):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    wanted = [("/calendar.ics", [], "http.private"), ("/calendar.ics", ["--allow-private"], None),
              ("/to-self", ["--allow-private"], None), ("/to-file", ["--allow-private"], "http.scheme"),
              ("/loop", ["--allow-private"], "http.failed"), ("/large", ["--allow-private"], "http.size"),
              ("/none", ["--allow-private"], "http.status")]
    for path, options, rule in wanted:
        with tempfile.TemporaryDirectory() as scratch:
            site = check.make_site(Path(scratch) / "a")
            done = check.run("import", "calendar", origin + path, "--site", str(site), "--lang", "en", *options)
            good = done.returncode == 0 and len(check.records(site)) == 1 if rule is None \
                else f"[{rule}]" in done.stderr and not (site / "events").exists()
            check.case(f"{path} {options}", None if good else f"expected {rule}, found {done.returncode} {done.stderr}")
    server.shutdown()


def check_languages(check):
    """--in takes a language of the site, and says so to any other."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch, "site")
        check.make_site(site)
        source = Path(scratch, "a.ics")
        source.write_bytes(SAMPLES[sorted(SAMPLES)[0]].encode())
        for code, hint in (("fr", "Example: --in en"), ("jp", "“ja”"), ("JA", "“ja”"), ("ja,en", "--in ja")):
            done = check.run("import", "calendar", str(source), "--site", str(site), "--lang", "en", "--in", code)
            good = done.returncode == 2 and "[usage.language]" in done.stderr and hint in done.stderr \
                and not (site / "events").exists()
            check.case(f"--in {code}", None if good else f"{done.returncode} {done.stderr}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kyodo")
    check = Check(parser.parse_args().kyodo)
    for path in sorted(PACKAGE.glob("*.ics")):
        if b"BEGIN:VEVENT" in path.read_bytes():
            check.sample(path.name, path)
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in SAMPLES.items():
            path = Path(scratch, f"{name}.ics")
            path.write_bytes(text.encode())
            check.sample(name, path)
    check_server(check)
    check_languages(check)
    print(f"{check.passed} passed, {check.failed} failed")
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
