#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "model/taking_part.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

std::string Said(const Record& record, const Site& site) {
  const TakingPart part = TakingPartIn(record, site);
  std::string out(TakingPartName(part.state));
  if (part.opens) out += " from " + ToIso(*part.opens);
  if (part.closes) out += " until " + ToIso(part.closes->day);
  if (part.closes && part.closes->minute >= 0)
    out += fmt::format(" {:02}:{:02}", part.closes->minute / 60, part.closes->minute % 60);
  return out;
}

std::string StateOfEvent(const std::string& yaml, std::string_view now = "2026-04-01T12:00+09:00") {
  const Loaded loaded = LoadFiles(CalendarSiteWith({{"site/events/a.yaml", "title: {ja: 行事}\n" + yaml}}), now);
  return loaded.Problems() + Said(loaded.Get("events", "a"), *loaded.site);
}

std::string OfCall(const std::string& open, std::string_view now = "2026-04-01T12:00+09:00") {
  const Loaded loaded = LoadFiles(CalendarSiteWith({{"site/calls/c.yaml", "title: 基金\nopen: " + open + "\n"}}), now);
  return loaded.Problems() + Said(loaded.Get("calls", "c"), *loaded.site);
}

TEST_CASE("TakingPart: a window is later, open, and closed after its last day", "[model][taking-part]") {
  CHECK(OfCall("{start: 2026-04-02, end: 2026-04-30}") == "later from 2026-04-02 until 2026-04-30");
  CHECK(OfCall("{start: 2026-04-01, end: 2026-04-01}") == "open from 2026-04-01 until 2026-04-01");
  CHECK(OfCall("{start: 2026-03-01, end: 2026-03-31}") == "closed from 2026-03-01 until 2026-03-31");
  CHECK(OfCall("{start: 2026-03-01}") == "open from 2026-03-01");
  CHECK(OfCall("{start: 2026-05-01}") == "later from 2026-05-01");
}

TEST_CASE("TakingPart: a window closes at its time, on its last day", "[model][taking-part]") {
  const std::string window = "{start: 2026-03-01, end: 2026-04-01, start_time: 09:00, end_time: 17:00}";
  CHECK(OfCall(window, "2026-04-01T16:59+09:00") == "open from 2026-03-01 until 2026-04-01 17:00");
  CHECK(OfCall(window, "2026-04-01T17:00+09:00") == "closed from 2026-03-01 until 2026-04-01 17:00");
  CHECK(OfCall(window, "2026-04-02T09:00+09:00") == "closed from 2026-03-01 until 2026-04-01 17:00");
}

TEST_CASE("TakingPart: nothing that is cancelled, full or over is open, whatever its deadline says",
          "[model][taking-part]") {
  const std::string days = "when: {start: 2026-04-11}\ndeadline: 2026-04-05\n";
  CHECK(StateOfEvent(days) == "open until 2026-04-05");
  CHECK(StateOfEvent(days + "status: cancelled\n") == "cancelled until 2026-04-05");
  CHECK(StateOfEvent(days + "status: full\n") == "full until 2026-04-05");
  CHECK(StateOfEvent(days, "2026-04-06") == "closed until 2026-04-05");
  CHECK(StateOfEvent(days, "2026-04-12") == "over until 2026-04-05");
  CHECK(StateOfEvent(days + "status: full\n", "2026-04-12") == "over until 2026-04-05");
  CHECK(StateOfEvent(days + "status: cancelled\n", "2026-04-12") == "cancelled until 2026-04-05");
}

TEST_CASE("TakingPart: a deadline after the event closes with the event", "[model][taking-part]") {
  const std::string days = "when: {start: 2026-04-11, start_time: 10:00, end_time: 12:00}\ndeadline: 2026-04-20\n";
  CHECK(StateOfEvent(days) == "open until 2026-04-11 12:00");
  CHECK(StateOfEvent(days, "2026-04-12") == "over until 2026-04-11 12:00");
}

TEST_CASE("TakingPart: without a deadline nothing is said of when, until all days are over", "[model][taking-part]") {
  const std::string weekly = "when: {start: 2026-04-11}\nrecurrence: {rule: FREQ=WEEKLY;COUNT=2";
  CHECK(StateOfEvent("when: {start: 2026-04-11}\n") == "always");
  CHECK(StateOfEvent("when: {start: 2026-03-31}\n") == "over");
  CHECK(StateOfEvent("status: full\n") == "full");
  CHECK(StateOfEvent(weekly + "}\n", "2026-04-18") == "always");
  CHECK(StateOfEvent(weekly + "}\n", "2026-04-19") == "over");
  CHECK(StateOfEvent(weekly + ", changes: [{date: 2026-04-18, cancelled: true}]}\n", "2026-04-12") == "cancelled");
  CHECK(StateOfEvent(weekly + ", changes: [{date: 2026-04-18, cancelled: true}]}\n", "2026-04-11") == "always");
}

TEST_CASE("LastDayOf: of a month and a year", "[model][taking-part]") {
  CHECK(LastDayOf({2024, 2, 0}) == Date{2024, 2, 29});
  CHECK(LastDayOf({2026, 12, 0}) == Date{2026, 12, 31});
  CHECK(LastDayOf({2026, 0, 0}) == Date{2026, 12, 31});
  CHECK(LastDayOf({2026, 4, 5}) == Date{2026, 4, 5});
}

}  // namespace
}  // namespace kyodo::testing
