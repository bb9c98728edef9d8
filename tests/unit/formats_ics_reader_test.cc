#include <catch2/catch.hpp>

#include "formats/ics_reader.h"

namespace kyodo {
namespace {

std::string Calendar(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}
std::string Event(const std::string& lines, const std::string& uid = "a") {
  return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20261101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}
IcsCalendar Read(const std::string& events) {
  const Result<IcsCalendar> read = ReadIcs(Calendar(events));
  REQUIRE(read.ok());
  return *read;
}

TEST_CASE("ReadIcs: a line folded inside a character", "[formats][ics]") {
  const std::string split = std::string("SUMMARY:軍\xE6\x89") + "\r\n \x8B\r\n";
  CHECK(Read(Event("DTSTART;VALUE=DATE:20261212\r\n" + split)).events.at(0).summary == "軍手");
}

TEST_CASE("ReadIcs: of several revisions the newest is kept, at the place of the first", "[formats][ics]") {
  const IcsCalendar calendar = Read(Event("DTSTART;VALUE=DATE:20261212\r\nSEQUENCE:0\r\nSUMMARY:1\r\n") +
                                    Event("DTSTART;VALUE=DATE:20261213\r\nSUMMARY:other\r\n", "b") +
                                    Event("DTSTART;VALUE=DATE:20261219\r\nSEQUENCE:2\r\nSUMMARY:3\r\n") +
                                    Event("DTSTART;VALUE=DATE:20261218\r\nSEQUENCE:1\r\nSUMMARY:2\r\n"));
  REQUIRE(calendar.events.size() == 2);
  CHECK(calendar.events[0].summary == "3");
  CHECK(calendar.events[1].summary == "other");
  CHECK(calendar.older.size() == 2);
}

TEST_CASE("ReadIcs: changed occurrences of one event are no revisions of each other", "[formats][ics]") {
  const IcsCalendar calendar = Read(Event("DTSTART;VALUE=DATE:20261212\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n") +
                                    Event("RECURRENCE-ID;VALUE=DATE:20261219\r\nDTSTART;VALUE=DATE:20261220\r\n") +
                                    Event("RECURRENCE-ID;VALUE=DATE:20261226\r\nDTSTART;VALUE=DATE:20261227\r\n"));
  CHECK(calendar.events.size() == 3);
  CHECK(calendar.older.size() == 0);
}

TEST_CASE("ReadIcs: private events are marked", "[formats][ics]") {
  CHECK(Read(Event("DTSTART;VALUE=DATE:20261212\r\nCLASS:PRIVATE\r\n")).events.at(0).is_private);
  CHECK(Read(Event("DTSTART;VALUE=DATE:20261212\r\nCLASS:CONFIDENTIAL\r\n")).events.at(0).is_private);
  CHECK_FALSE(Read(Event("DTSTART;VALUE=DATE:20261212\r\nCLASS:PUBLIC\r\n")).events.at(0).is_private);
}

TEST_CASE("ReadIcs: 24:00 is the start of the next day", "[formats][ics]") {
  const IcsCalendar calendar = Read(Event("DTSTART:20261212T220000\r\nDTEND:20261212T240000\r\n"));
  REQUIRE(calendar.events.size() == 1);
  CHECK(ToIso(calendar.events[0].end->day) == "2026-12-13");
  CHECK(calendar.events[0].end->minute == 0);
}

TEST_CASE("ReadIcs: a day that does not exist is told", "[formats][ics]") {
  const IcsCalendar calendar = Read(Event("DTSTART;VALUE=DATE:20270229\r\n"));
  CHECK(calendar.events.empty());
  CHECK(calendar.unreadable.size() == 1);
}

}  // namespace
}  // namespace kyodo
