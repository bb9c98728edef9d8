#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

std::string Time(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

/// One occurrence a line: "event a 2026-04-11 10:00-12:00"; days in the site's zone, times in the event's own.
std::string Lines(const Site& site) {
  std::string out;
  for (const Occurrence& one : site.occurrences) {
    out += fmt::format("{} {} {}", one.is_deadline ? "deadline" : "event", one.record->slug, ToIso(one.first_day));
    if (one.last_day != one.first_day) out += ".." + ToIso(one.last_day);
    if (one.time.start_minute >= 0) out += " " + Time(one.time.start_minute);
    if (one.time.end_minute >= 0) out += "-" + Time(one.time.end_minute);
    if (one.rule_day && *one.rule_day != one.time.first) out += " for " + ToIso(*one.rule_day);
    if (one.cancelled) out += " cancelled";
    if (one.opens) out += " opens " + ToIso(*one.opens);
    out += "\n";
  }
  return out;
}

/// The occurrences of one event on a site of 1 April 2026, or what is wrong with it.
std::string OfEvent(const std::string& yaml, std::string_view now = "2026-04-01") {
  const Loaded loaded = LoadFiles(CalendarSiteWith({{"site/events/a.yaml", "title: {ja: 行事}\n" + yaml}}), now);
  return loaded.Problems() + Lines(*loaded.site);
}

TEST_CASE("Occurrences: whole days and times are as written", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11}\n") == "event a 2026-04-11\n");
  CHECK(OfEvent("when: {start: 2026-04-11, end: 2026-04-13}\n") == "event a 2026-04-11..2026-04-13\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 10:00, end_time: 12:30}\n") ==
        "event a 2026-04-11 10:00-12:30\n");
  CHECK(OfEvent("when: {start: 2026-04-11, end: 2026-04-12, start_time: 22:00, end_time: 06:00}\n") ==
        "event a 2026-04-11..2026-04-12 22:00-06:00\n");
  CHECK(OfEvent("when: {start: 2020-04-11}\n") == "event a 2020-04-11\n");
}

TEST_CASE("Occurrences: what ends at midnight or later is of the day on which it began", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11, end: 2026-04-12, start_time: 22:00, end_time: 00:00}\n") ==
        "event a 2026-04-11 22:00-24:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 22:00, end_time: 00:00}\n") ==
        "event a 2026-04-11 22:00-24:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 22:00, end_time: 24:00}\n") ==
        "event a 2026-04-11 22:00-24:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 22:00, end_time: 25:30}\n") ==
        "event a 2026-04-11 22:00-25:30\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 10:00, end_time: 11:00, time_zone: America/New_York}\n") ==
        "event a 2026-04-11 10:00-11:00\n");
}

TEST_CASE("Occurrences: another time zone moves the day on which it is here", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 20:00, end_time: 21:00, time_zone: America/New_York}\n") ==
        "event a 2026-04-12 20:00-21:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 10:00, end_time: 12:00, time_zone: America/New_York}\n") ==
        "event a 2026-04-11..2026-04-12 10:00-12:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, start_time: 05:00, time_zone: Pacific/Auckland}\n") ==
        "event a 2026-04-11 05:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, time_zone: America/New_York}\n") == "event a 2026-04-11\n");
}

TEST_CASE("Occurrences: a date closes on that day, a range on its last", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11}\ndeadline: 2026-04-05\n") == "deadline a 2026-04-05\nevent a 2026-04-11\n");
  const auto call = [](const std::string& open) {
    return Lines(*LoadFiles(CalendarSiteWith({{"site/calls/c.yaml", "title: 基金\nopen: " + open + "\n"}})).site);
  };
  CHECK(call("{start: 2026-05-01, end: 2026-05-31}") == "deadline c 2026-05-31 opens 2026-05-01\n");
  CHECK(call("{start: 2026-05-01, end: 2026-05-31, start_time: 09:00, end_time: 17:00}") ==
        "deadline c 2026-05-31 17:00 opens 2026-05-01\n");
  CHECK(call("{start: 2026-05-01}") == "");
}

TEST_CASE("Occurrences: what is cancelled, full or over before has no deadline any more", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11}\ndeadline: 2026-04-05\nstatus: cancelled\n") == "event a 2026-04-11\n");
  CHECK(OfEvent("when: {start: 2026-04-11}\ndeadline: 2026-04-05\nstatus: full\n") == "event a 2026-04-11\n");
  CHECK(OfEvent("when: {start: 2026-04-11}\ndeadline: 2026-04-12\n") == "event a 2026-04-11\n");
}

constexpr const char* kMonthly = "when: {start: 2026-04-11, start_time: 10:00, end_time: 12:00}\n";

TEST_CASE("Occurrences: what repeats does so by its rule, with days left out and added", "[load][occurrences]") {
  CHECK(OfEvent(std::string(kMonthly) +
                "recurrence: {rule: FREQ=MONTHLY;BYDAY=2SA;COUNT=4, except: [2026-06-13], also: [2026-06-20]}\n") ==
        "event a 2026-04-11 10:00-12:00\nevent a 2026-05-09 10:00-12:00\nevent a 2026-06-20 10:00-12:00\n"
        "event a 2026-07-11 10:00-12:00\n");
  CHECK(OfEvent("when: {start: 2026-04-11, end: 2026-04-12}\nrecurrence: {rule: FREQ=WEEKLY;COUNT=2}\n") ==
        "event a 2026-04-11..2026-04-12\nevent a 2026-04-18..2026-04-19\n");
}

TEST_CASE("Occurrences: one of them is moved, changed or cancelled alone", "[load][occurrences]") {
  CHECK(OfEvent(std::string(kMonthly) +
                "recurrence:\n  rule: FREQ=MONTHLY;BYDAY=2SA;COUNT=4\n  changes:\n"
                "    - {date: 2026-05-09, start: 2026-05-16}\n"
                "    - {date: 2026-06-13, start_time: 13:00, end_time: 15:00, note: {ja: 午後}}\n"
                "    - {date: 2026-07-11, cancelled: true}\n") ==
        "event a 2026-04-11 10:00-12:00\nevent a 2026-05-16 10:00-12:00 for 2026-05-09\n"
        "event a 2026-06-13 13:00-15:00\nevent a 2026-07-11 10:00-12:00 cancelled\n");
}

TEST_CASE("Occurrences: slips in a rule's days are told", "[load][occurrences]") {
  const auto problems = [](const std::string& repeats) {
    return LoadFiles(CalendarSiteWith(
                         {{"site/events/a.yaml",
                           "title: {ja: 行事}\nwhen: {start: 2026-04-11}\nrecurrence: {rule: " + repeats + "}\n"}}))
        .Problems();
  };
  CHECK(problems("FREQ=MONTHLY;BYDAY=3SA") == "recurrence.start site/events/a.yaml:2\n");
  CHECK(problems("FREQ=WEEKLY;UNTIL=20200101") == "recurrence.start site/events/a.yaml:3\n");
  CHECK(problems("FREQ=WEEKLY, except: [2026-04-12]") == "recurrence.day site/events/a.yaml:3\n");
  CHECK(problems("FREQ=WEEKLY, except: [2026-04-18], changes: [{date: 2026-04-18, cancelled: true}]") ==
        "recurrence.twice site/events/a.yaml:3\n");
  CHECK(problems("FREQ=WEEKLY, changes: [{date: 2026-04-19, cancelled: true}]") ==
        "recurrence.day site/events/a.yaml:3\n");
}

TEST_CASE("Occurrences: days before the first, and what changes nothing, are told", "[load][occurrences]") {
  const auto problems = [](const std::string& repeats) {
    return LoadFiles(CalendarSiteWith({{"site/events/a.yaml",
                                        "title: {ja: 行事}\nwhen: {start: 2026-04-11, start_time: 10:00, end_time: "
                                        "12:00}\nrecurrence: {rule: FREQ=WEEKLY, " +
                                            repeats + "}\n"}}))
        .Problems();
  };
  const std::string idle = "recurrence.idle site/events/a.yaml:3\n";
  CHECK(problems("also: [2025-04-12]") == "recurrence.early site/events/a.yaml:3\n");
  CHECK(problems("also: [2026-04-18]") == idle);
  CHECK(problems("also: [2026-04-19, 2026-04-19]") == idle);
  CHECK(problems("except: [2026-04-18, 2026-04-18]") == idle);
  CHECK(problems("also: [2026-04-19], except: [2026-04-19]") == idle);
  CHECK(problems("changes: [{date: 2026-04-18}]") == idle);
  CHECK(problems("changes: [{date: 2026-04-18, start: 2026-04-18, start_time: 10:00}]") == idle);
  CHECK(problems("changes: [{date: 2026-04-18, cancelled: false}]") == idle);
  CHECK(problems("changes: [{date: 2026-04-18, end_time: 12:30}]") == "");
  CHECK(problems("changes: [{date: 2026-04-18, note: {ja: 別の部屋}}]") == "");
}

TEST_CASE("Occurrences: without an end, from a year ago to the end of the fiscal year after the next",
          "[load][occurrences]") {
  const Loaded loaded = LoadFiles(CalendarSiteWith(
      {{"site/events/a.yaml", "title: {ja: 行事}\nwhen: {start: 2020-01-04}\nrecurrence: {rule: FREQ=WEEKLY}\n"}}));
  CHECK(loaded.Problems() == "");
  CHECK(loaded.site->calendar_from == Date{2025, 4, 1});
  CHECK(loaded.site->calendar_until == Date{2029, 3, 31});
  CHECK(loaded.site->occurrences.front().first_day == Date{2025, 4, 5});
  CHECK(loaded.site->occurrences.back().first_day == Date{2029, 3, 31});
  CHECK(loaded.site->occurrences.size() == 209);
}

TEST_CASE("Occurrences: a changed one and the last one count however long ago they were", "[load][occurrences]") {
  CHECK(
      OfEvent("when: {start: 2020-01-04}\nrecurrence: {rule: FREQ=WEEKLY;COUNT=3, changes: [{date: 2020-01-11, start: "
              "2026-04-12}]}\n") == "event a 2020-01-18\nevent a 2026-04-12 for 2020-01-11\n");
}

TEST_CASE("Occurrences: what begins to repeat later still is seen to begin", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2030-04-06}\nrecurrence: {rule: FREQ=WEEKLY}\n") == "event a 2030-04-06\n");
}

TEST_CASE("Occurrences: of hidden records there are none", "[load][occurrences]") {
  CHECK(OfEvent("when: {start: 2026-04-11}\ndraft: true\n") == "");
}

TEST_CASE("Occurrences: are in the order of days, whole days before times", "[load][occurrences]") {
  const Loaded loaded = LoadFiles(
      CalendarSiteWith({{"site/events/a.yaml", "title: {ja: 甲}\nwhen: {start: 2026-04-12, start_time: 09:00}\n"},
                        {"site/events/b.yaml", "title: {ja: 乙}\nwhen: {start: 2026-04-12}\n"},
                        {"site/events/c.yaml", "title: {ja: 丙}\nwhen: {start: 2026-04-11, start_time: 23:00}\n"}}));
  CHECK(Lines(*loaded.site) == "event c 2026-04-11 23:00\nevent b 2026-04-12\nevent a 2026-04-12 09:00\n");
  CHECK(loaded.Get("events", "a").occurrences.size() == 1);
}

TEST_CASE("Occurrences: the site changes on each day on which one begins and after each that ends",
          "[load][occurrences]") {
  const auto next = [](std::string_view now) {
    return LoadFiles(CalendarSiteWith(
                         {{"site/events/a.yaml",
                           "title: {ja: 行事}\nwhen: {start: 2026-04-11}\nrecurrence: {rule: FREQ=WEEKLY;COUNT=2}\n"}}),
                     now)
        .site->next_change;
  };
  CHECK(next("2026-04-01") == Date{2026, 4, 11});
  CHECK(next("2026-04-11") == Date{2026, 4, 12});
  CHECK(next("2026-04-12") == Date{2026, 4, 18});
  CHECK(next("2026-04-18") == Date{2026, 4, 19});
  CHECK(next("2026-04-19") == std::nullopt);
}

}  // namespace
}  // namespace kyodo::testing
