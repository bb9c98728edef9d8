#!/usr/bin/env node
// Reads every .ics file of a built site with ical.js, and compares what it says with calendar.json.
//
//   node tests/data/calendars.mjs PUBLIC
//
// Each UID in a file is a case: between `from` and `until` of calendar.json, ical.js finds the occurrences that stand
// there, as instants, with the time zones that the file itself describes. calendars.py does the same with other programs.
// The last lines are how many were left out, if any, and `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ICAL from "ical.js";
import { add as report, finish } from "../browser/report.mjs";

const kDayMs = 24 * 3600 * 1000;
const kFarMs = 400 * kDayMs;  // how far an occurrence may have been moved

// Rules that ical.js takes and then misreads. calendars.py has them checked.
const kMisread = [
  /BYWEEKNO=/,                                              // it leaves the weeks out of account
  /^(?=.*FREQ=YEARLY)(?!.*BYMONTH=).*BYDAY=[^;]*\d/,        // the 9th Monday of a year becomes every Monday
];

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error("usage: node tests/data/calendars.mjs PUBLIC, where PUBLIC is a built site");
  process.exit(3);
}
const site = resolve(folder);

let leftOut = 0;

function calendarFiles(inside) {
  return readdirSync(inside, { withFileTypes: true }).flatMap((entry) => {
    const path = join(inside, entry.name);
    if (entry.isDirectory()) return calendarFiles(path);
    return entry.name.endsWith(".ics") ? [path] : [];
  }).sort();
}

// An instant as UTC, a day as it is.
const instant = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");
const textOf = (time) => (time.isDate ? time.toString() : instant(millisecondsOf(time)));

// Where clocks are put forward or back, a time is missing or stands twice. RFC 5545 (section 3.3.5) then takes the
// offset that held before; ical.js takes the one that holds after.
function millisecondsOf(time) {
  const read = time.toUnixTime() * 1000;  // which also makes ical.js work out the zone's changes up to that year
  if (time.isDate || !time.zone.changes) return read;
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  for (const change of time.zone.changes) {
    const at = Date.UTC(change.year, change.month - 1, change.day, change.hour, change.minute, change.second);
    const [before, after] = [change.prevUtcOffset * 1000, change.utcOffset * 1000];
    if (at + Math.min(before, after) <= wall && wall < at + Math.max(before, after)) return wall - before;
  }
  return read;
}

// Starts and ends by UID: calendar.json's.
function expectedOccurrences(listed) {
  const byUid = new Map();
  for (const { uid, start, end, all_day: allDay } of listed.occurrences) {
    const key = allDay ? `${start} to ${end}` : `${instant(Date.parse(start))} to ${instant(Date.parse(end))}`;
    byUid.set(uid, (byUid.get(uid) ?? new Set()).add(key));
  }
  return byUid;
}

// The exact time between two times, which all occurrences share (RFC 5545 section 3.8.5.3).
const exactMs = (later, earlier) => millisecondsOf(later) - millisecondsOf(earlier);

function occurrence(start, ends) {
  return { keys: ends.map((end) => `${textOf(start)} to ${end}`), day: Date.UTC(start.year, start.month - 1, start.day) };
}

// Where clocks change in between, readers differ in the end: some take as many hours as the first one has, some the
// time on the clock. Either will do.
function endsAfter(start, lengthMs, wallMs) {
  const wall = Date.UTC(start.year, start.month - 1, start.day, start.hour, start.minute, start.second);
  if (start.isDate) return [instant(wall + lengthMs).slice(0, 10)];
  const byClock = ICAL.Time.fromJSDate(new Date(wall + wallMs), true);
  byClock.zone = start.zone;
  return [instant(millisecondsOf(start) + lengthMs), textOf(byClock)];
}

function occurrences(master, overrides, untilMs) {
  const event = new ICAL.Event(master, { strictExceptions: true, exceptions: overrides });
  const duration = master.getFirstPropertyValue("duration");
  const lengthMs = duration ? duration.toSeconds() * 1000 : exactMs(event.endDate, event.startDate);
  const wallMs = duration ? lengthMs : event.endDate.subtractDate(event.startDate).toSeconds() * 1000;
  const plain = (start) => occurrence(start, endsAfter(start, lengthMs, wallMs));
  if (!event.isRecurring()) return [plain(event.startDate)];
  const found = [];
  const expansion = event.iterator();
  const endMs = untilMs + (overrides.length ? kFarMs : kDayMs);
  for (let next = expansion.next(); next && next.toUnixTime() * 1000 < endMs; next = expansion.next()) {
    const details = event.getOccurrenceDetails(next);
    if (details.item.component === master) found.push(plain(details.startDate));
    else found.push(occurrence(details.startDate, [textOf(details.item.endDate)]));
  }
  return found;
}

// The same event stands in several files: it is worked out once for the same words.
const known = new Map();
function knownOccurrences(master, overrides, zones, untilMs) {
  const words = [...zones, master, ...overrides].join("\n");
  if (!known.has(words)) known.set(words, occurrences(master, overrides, untilMs));
  return known.get(words);
}

// What calendar.json says otherwise. Near the ends of its window, it decides what is inside.
function difference(found, expected, listed) {
  const first = Date.parse(listed.from) + kDayMs;
  const last = Date.parse(listed.until) - kDayMs;
  const keys = new Set(found.flatMap((one) => one.keys));
  const isListed = (one) => one.keys.some((key) => expected.has(key));
  return [
    ...found.filter((one) => first <= one.day && one.day < last && !isListed(one))
      .map((one) => `${one.keys[0]} is not in calendar.json`),
    ...[...expected].filter((key) => !keys.has(key))
      .map((key) => `${key} of calendar.json does not come out of the file`),
  ];
}

function checkFile(path, listed, byUid) {
  const name = relative(site, path);
  let calendar;
  try {
    calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  } catch (error) {
    report(name, [`ical.js: ${error.message}`]);
    return;
  }
  ICAL.TimezoneService.reset();
  const zones = calendar.getAllSubcomponents("vtimezone");
  for (const zone of zones) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent");
  const isOverride = (event) => event.hasProperty("recurrence-id");
  for (const master of events.filter((event) => !isOverride(event))) {
    const uid = master.getFirstPropertyValue("uid");
    const rule = master.getFirstPropertyValue("rrule")?.toString() ?? "";
    if (kMisread.some((form) => form.test(rule))) {
      leftOut++;
      continue;
    }
    const overrides = events.filter((event) => isOverride(event) && event.getFirstPropertyValue("uid") === uid);
    try {
      const found = knownOccurrences(master, overrides, zones, Date.parse(listed.until));
      report(`${name}: ${uid}`, difference(found, byUid.get(uid) ?? new Set(), listed));
    } catch (error) {
      report(`${name}: ${uid}`, [`ical.js: ${error.message}`]);
    }
  }
}

const listing = join(site, "calendar.json");
const files = calendarFiles(site);
if (!existsSync(listing)) {
  report("calendar.json", ["is missing"]);
} else {
  const listed = JSON.parse(readFileSync(listing, "utf8"));
  const byUid = expectedOccurrences(listed);
  if (!files.length) report("*.ics", ["there is none"]);
  for (const path of files) checkFile(path, listed, byUid);
}
if (leftOut) console.log(`${leftOut} left out, whose rules ical.js misreads`);
finish();
