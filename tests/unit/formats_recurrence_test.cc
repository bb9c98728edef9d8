#include <catch2/catch.hpp>
#include <set>

#include "formats/recurrence.h"

namespace kyodo {
namespace {

std::string Days(std::string_view rule, const Date& start, const Date& last) {
  const auto parsed = ParseRecurrence(rule);
  if (!parsed) return "refused";
  std::string out;
  for (const Date& day : Expand(*parsed, start, last)) out += (out.empty() ? "" : " ") + ToIso(day);
  return out;
}

TEST_CASE("ParseRecurrence: keeps what a rule says", "[formats][recurrence]") {
  const auto rule = ParseRecurrence("FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=2SA,-1SU,WE;BYMONTH=4,9");
  REQUIRE(rule);
  CHECK(rule->text == "FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=2SA,-1SU,WE;BYMONTH=4,9");
  CHECK(rule->frequency == RecurrenceRule::kMonthly);
  CHECK(rule->interval == 2);
  CHECK(rule->count == 6);
  CHECK(rule->until == std::nullopt);
  CHECK_FALSE(rule->IsEndless());
  std::set<std::pair<int, int>> days;  // their order is libical's
  for (const RecurrenceRule::ByDay& day : rule->by_day) days.emplace(day.weekday, day.ordinal);
  CHECK(days == std::set<std::pair<int, int>>{{6, 2}, {0, -1}, {3, 0}});
  CHECK(rule->by_month == std::vector<int>{4, 9});
}

TEST_CASE("ParseRecurrence: takes rules of every frequency from daily to yearly", "[formats][recurrence]") {
  for (const char* text : {"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY;INTERVAL=1",
                           "FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;WKST=SU",
                           "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
                           "FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "BYDAY=2SA;FREQ=MONTHLY"}) {
    CAPTURE(text);
    const auto rule = ParseRecurrence(text);
    REQUIRE(rule);
    CHECK(rule->IsEndless());
  }
  CHECK(ParseRecurrence("FREQ=WEEKLY;UNTIL=20261231")->until == Date{2026, 12, 31});
}

TEST_CASE("ParseRecurrence: refuses what is no rule, has a time of day, or ends twice", "[formats][recurrence]") {
  for (const char* text :
       {"", "毎週土曜日", "WEEKLY", "FREQ=", "FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY", "FREQ=FORTNIGHTLY",
        "BYDAY=SA", "FREQ=WEEKLY;BYHOUR=10", "FREQ=DAILY;BYMINUTE=30", "FREQ=DAILY;BYSECOND=1",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;UNTIL=20261231T000000Z",
        "FREQ=WEEKLY;UNTIL=20261231T100000", "FREQ=WEEKLY;COUNT=3;UNTIL=20261231"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseRecurrence(text));
  }
}

TEST_CASE("ParseRecurrence: refuses the parts that libical passes over in silence", "[formats][recurrence]") {
  for (const char* text : {"FREQ=WEEKLY;BYDAY=SX",
                           "FREQ=WEEKLY;BYDAY=SA,XX",
                           "FREQ=MONTHLY;BYMONTHDAY=32",
                           "FREQ=MONTHLY;BYMONTHDAY=1,32",
                           "FREQ=YEARLY;BYMONTH=13",
                           "FREQ=YEARLY;BYMONTH=4,13",
                           "FREQ=WEEKLY;COUNT=x",
                           "FREQ=WEEKLY;UNTIL=tomorrow",
                           "FREQ=WEEKLY;BYDAYS=SA",
                           "FREQ=MONTHLY;BYDAY=2SA;X-NOTE=1",
                           "FREQ=WEEKLY;BYDAY=",
                           "FREQ=WEEKLY;BYDAY=SA;",
                           "FREQ=WEEKLY;COUNT=0",
                           "FREQ=MONTHLY;BYDAY=SA;BYDAY=SU",
                           "FREQ=WEEKLY;FREQ=DAILY",
                           "FREQ=WEEKLY BYDAY=SA",
                           "FREQ=WEEKLY;;BYDAY=SA",
                           "FREQ=WEEKLY;BYDAY=SA, SU",
                           "FREQ=WEEKLY;BYDAY=SA\r\nX-A:1",
                           "FREQ=WEEKLY;BYDAY=SA ",
                           "FREQ=YEARLY;BYMONTH=5L",
                           "FREQ=YEARLY;BYMONTH=0",
                           "FREQ=MONTHLY;BYMONTHDAY=0"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseRecurrence(text));
  }
}

TEST_CASE("Expand: gives the days from the first to the last asked for, both counted", "[formats][recurrence]") {
  CHECK(Days("FREQ=MONTHLY;BYDAY=2SA", {2026, 4, 11}, {2026, 7, 11}) == "2026-04-11 2026-05-09 2026-06-13 2026-07-11");
  CHECK(Days("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", {2026, 4, 11}, {2026, 5, 22}) == "2026-04-11 2026-04-25 2026-05-09");
  CHECK(Days("FREQ=WEEKLY;BYDAY=SA,SU", {2026, 4, 11}, {2026, 4, 19}) == "2026-04-11 2026-04-12 2026-04-18 2026-04-19");
  CHECK(Days("FREQ=DAILY;INTERVAL=10", {2026, 12, 25}, {2027, 1, 14}) == "2026-12-25 2027-01-04 2027-01-14");
  CHECK(Days("FREQ=MONTHLY;BYMONTHDAY=-1", {2026, 1, 31}, {2026, 4, 30}) ==
        "2026-01-31 2026-02-28 2026-03-31 2026-04-30");
  CHECK(Days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", {2026, 4, 30}, {2026, 6, 30}) ==
        "2026-04-30 2026-05-29 2026-06-30");
  CHECK(Days("FREQ=MONTHLY;BYDAY=2SA", {2026, 4, 11}, {2026, 4, 10}) == "");
}

TEST_CASE("Expand: the weekday, or the day of the month, is that of the first day", "[formats][recurrence]") {
  CHECK(Days("FREQ=WEEKLY", {2026, 4, 15}, {2026, 4, 29}) == "2026-04-15 2026-04-22 2026-04-29");
  CHECK(Days("FREQ=MONTHLY", {2026, 4, 15}, {2026, 6, 15}) == "2026-04-15 2026-05-15 2026-06-15");
  CHECK(Days("FREQ=YEARLY", {2026, 4, 15}, {2028, 4, 15}) == "2026-04-15 2027-04-15 2028-04-15");
}

TEST_CASE("Expand: months and years without the day are passed over", "[formats][recurrence]") {
  CHECK(Days("FREQ=MONTHLY;BYMONTHDAY=31", {2026, 1, 31}, {2026, 5, 31}) == "2026-01-31 2026-03-31 2026-05-31");
  CHECK(Days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", {2024, 2, 29}, {2032, 12, 31}) ==
        "2024-02-29 2028-02-29 2032-02-29");
  CHECK(Days("FREQ=YEARLY", {2024, 2, 29}, {2032, 12, 31}) == "2024-02-29 2028-02-29 2032-02-29");
}

TEST_CASE("Expand: COUNT and UNTIL end a rule, and without them the last day does", "[formats][recurrence]") {
  CHECK(Days("FREQ=WEEKLY;COUNT=3", {2026, 4, 11}, {2030, 1, 1}) == "2026-04-11 2026-04-18 2026-04-25");
  CHECK(Days("FREQ=WEEKLY;UNTIL=20260425", {2026, 4, 11}, {2030, 1, 1}) == "2026-04-11 2026-04-18 2026-04-25");
  const auto endless = Expand(*ParseRecurrence("FREQ=DAILY"), {2000, 1, 1}, {2099, 12, 31});
  CHECK(endless.size() == 36525);
  CHECK(endless.back() == Date{2099, 12, 31});
}

TEST_CASE("Expand: a rule that no day fits ends", "[formats][recurrence]") {
  CHECK(Days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", {2026, 2, 1}, {2099, 12, 31}) == "");
}

TEST_CASE("Expand: a first day that does not fit is not among the days", "[formats][recurrence]") {
  CHECK(Days("FREQ=WEEKLY;BYDAY=SU", {2026, 4, 11}, {2026, 4, 19}) == "2026-04-12 2026-04-19");
}

}  // namespace
}  // namespace kyodo
