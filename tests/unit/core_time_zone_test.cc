#include <catch2/catch.hpp>

#include "core/time_zone.h"

namespace kyodo {
namespace {

/// In UTC, the moment when clocks there show that time.
std::string Utc(std::string_view zone, const Date& day, int hour, int minute) {
  return ToIso(TimeZone::Find(zone)->ToInstant(day, hour * 60 + minute), 0);
}

TEST_CASE("TimeZone: is found by its name in the database only", "[core][time_zone]") {
  for (const char* name : {"Asia/Tokyo", "UTC", "America/New_York", "America/Argentina/Buenos_Aires"}) {
    CAPTURE(name);
    REQUIRE(TimeZone::Find(name));
    CHECK(TimeZone::Find(name)->name() == name);
  }
  for (const char* name : {"", "JST", "EST", "GMT+9", "UTC+9", "+09:00", "Japan", "Asia", "Asia/", "Asia/Tokio",
                           "asia-tokyo", "東京", "/", "Asia/Tokyo "}) {
    CAPTURE(name);
    CHECK_FALSE(TimeZone::Find(name));
  }
}

TEST_CASE("TimeZone: tells how far ahead of UTC clocks are", "[core][time_zone]") {
  const auto offset = [](std::string_view zone, std::string_view at) {
    return TimeZone::Find(zone)->OffsetMinutes(*ParseInstant(at));
  };
  CHECK(offset("Asia/Tokyo", "2026-07-01") == 540);
  CHECK(offset("America/New_York", "2026-01-01") == -300);
  CHECK(offset("America/New_York", "2026-07-01") == -240);
  CHECK(offset("Asia/Kathmandu", "2026-07-01") == 345);
}

TEST_CASE("TimeZone: a time that clocks skip is taken as if they had not been put forward", "[core][time_zone]") {
  CHECK(Utc("America/New_York", {2026, 3, 8}, 2, 30) == "2026-03-08T07:30:00+00:00");
  CHECK(Utc("Europe/London", {2026, 3, 29}, 1, 30) == "2026-03-29T01:30:00+00:00");
  CHECK(Utc("Australia/Sydney", {2026, 10, 4}, 2, 30) == "2026-10-03T16:30:00+00:00");
}

TEST_CASE("TimeZone: of a time that clocks show twice, the first is meant", "[core][time_zone]") {
  CHECK(Utc("America/New_York", {2026, 11, 1}, 1, 30) == "2026-11-01T05:30:00+00:00");
  CHECK(Utc("Europe/London", {2026, 10, 25}, 1, 30) == "2026-10-25T00:30:00+00:00");
  CHECK(Utc("Australia/Sydney", {2026, 4, 5}, 2, 30) == "2026-04-04T15:30:00+00:00");
}

TEST_CASE("TimeZone: before and after a change of clocks times are as shown", "[core][time_zone]") {
  CHECK(Utc("America/New_York", {2026, 3, 8}, 1, 59) == "2026-03-08T06:59:00+00:00");
  CHECK(Utc("America/New_York", {2026, 3, 8}, 3, 0) == "2026-03-08T07:00:00+00:00");
  CHECK(Utc("Asia/Tokyo", {2026, 1, 1}, 0, 0) == "2025-12-31T15:00:00+00:00");
}

TEST_CASE("TimeZone: a zone is of the country that ICU knows", "[core][time_zone]") {
  CHECK(TimeZone::Find("Asia/Tokyo")->Country() == "JP");
  CHECK(TimeZone::Find("America/New_York")->Country() == "US");
  CHECK(TimeZone::Find("UTC")->Country().empty());
  CHECK(TimeZone::Find("Etc/GMT+9")->Country().empty());
}

TEST_CASE("TimeZone: the time in UTC of what runs each day is never on the day before", "[core][time_zone]") {
  const Instant now = *ParseInstant("2026-07-01T00:00:00Z");
  CHECK(TimeZone::Find("Asia/Tokyo")->UtcMinuteOf(5, now) == 15 * 60 + 5);
  CHECK_FALSE(TimeZone::Find("Asia/Tokyo")->HasSummerTime(now));
  // 0:05 in winter, 1:05 in summer.
  CHECK(TimeZone::Find("Europe/Berlin")->UtcMinuteOf(5, now) == 23 * 60 + 5);
  CHECK(TimeZone::Find("Europe/Berlin")->HasSummerTime(now));
  CHECK(TimeZone::Find("America/New_York")->UtcMinuteOf(5, now) == 5 * 60 + 5);
  CHECK(TimeZone::Find("Asia/Kathmandu")->UtcMinuteOf(5, now) == 18 * 60 + 20);
}

TEST_CASE("ToVtimezone: a zone without changes of clocks", "[core][time_zone]") {
  CHECK(TimeZone::Find("Asia/Tokyo")->ToVtimezone(*ParseInstant("2026-04-01")) ==
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n"
        "BEGIN:STANDARD\r\nTZOFFSETTO:+0900\r\nTZOFFSETFROM:+0900\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n");
}

TEST_CASE("ToVtimezone: what holds on the day asked for has begun by then", "[core][time_zone]") {
  CHECK(TimeZone::Find("America/New_York")->ToVtimezone(*ParseInstant("2026-04-01")) ==
        "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nTZOFFSETFROM:-0500\r\nDTSTART:20250309T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nTZOFFSETFROM:-0400\r\nDTSTART:20241103T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n");
}

// The United States moved both changes in 2007.
TEST_CASE("ToVtimezone: rules that ended do so at a time in UTC, without names made up", "[core][time_zone]") {
  CHECK(TimeZone::Find("America/New_York")->ToVtimezone(*ParseInstant("2007-01-01")) ==
        "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nTZOFFSETFROM:-0500\r\nDTSTART:20050403T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nTZOFFSETFROM:-0400\r\nDTSTART:20051030T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nTZOFFSETFROM:-0500\r\nDTSTART:20070311T020000\r\n"
        "RDATE:20070311T020000\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nTZOFFSETFROM:-0400\r\nDTSTART:20071104T020000\r\n"
        "RDATE:20071104T020000\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:-0400\r\nTZOFFSETFROM:-0500\r\nDTSTART:20080309T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nTZOFFSETTO:-0500\r\nTZOFFSETFROM:-0400\r\nDTSTART:20081102T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n");
}

TEST_CASE("TimeZone: a text without an offset is what clocks there show, in summer as in winter", "[time]") {
  const TimeZone london = TimeZone::Find("Europe/London").value();
  CHECK(london.Parse("2026-12-01T10:00") == ParseInstant("2026-12-01T10:00Z"));
  CHECK(london.Parse("2026-07-01T10:00") == ParseInstant("2026-07-01T09:00Z"));
  CHECK(london.Parse("2026-07-01") == ParseInstant("2026-06-30T23:00Z"));
  CHECK(london.Parse("2026-07-01T10:00+09:00") == ParseInstant("2026-07-01T01:00Z"));
  CHECK(london.Parse("2026-07-01T10:00Z") == ParseInstant("2026-07-01T10:00Z"));
  CHECK_FALSE(london.Parse("2026-07-01T25:00"));
}

}  // namespace
}  // namespace kyodo
