#include <algorithm>
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

TEST_CASE("ParseRecurrence: refuses what no day of any year meets, and takes what is rare", "[formats][recurrence]") {
  for (const char* text : {"FREQ=MONTHLY;BYDAY=6SA", "FREQ=MONTHLY;BYDAY=-6SU,7MO", "FREQ=YEARLY;BYMONTH=4;BYDAY=6SA",
                           "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31",
                           "FREQ=MONTHLY;BYDAY=1SA;BYMONTHDAY=20", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
                           "FREQ=WEEKLY;BYDAY=SA;BYSETPOS=3", "FREQ=DAILY;BYMONTH=5;BYSETPOS=2",
                           "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1"}) {
    CAPTURE(text);
    std::optional<RecurrenceRule> idle;
    CHECK_FALSE(ParseRecurrence(text, &idle));
    CHECK(idle);
  }
  for (const char* text :
       {"FREQ=MONTHLY;BYDAY=5SA", "FREQ=MONTHLY;BYDAY=-5SU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU",
        "FREQ=YEARLY;BYDAY=53SA", "FREQ=YEARLY;BYYEARDAY=366", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1",
        "FREQ=MONTHLY;BYMONTHDAY=-31", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5", "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=12",
        "FREQ=YEARLY;BYDAY=SA;BYMONTHDAY=13"}) {
    CAPTURE(text);
    CHECK(ParseRecurrence(text));
  }
  std::optional<RecurrenceRule> idle;
  CHECK_FALSE(ParseRecurrence("FREQ=HOURLY", &idle));
  CHECK_FALSE(idle);
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

/// Values that each part of a rule must refuse, for its own reason or for libical's sake.
TEST_CASE("ParseRecurrence: refuses each part with a value that is none of its", "[formats][recurrence]") {
  const std::vector<std::string> keys = {"FREQ",     "UNTIL", "COUNT",      "INTERVAL",  "BYSECOND", "BYMINUTE",
                                         "BYHOUR",   "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",
                                         "BYSETPOS", "WKST",  "RSCALE",     "SKIP",      "X-A"};
  std::vector<std::string> values = {"",
                                     "0",
                                     "-0",
                                     "+",
                                     "-",
                                     "00000",
                                     "000001",
                                     "99999",
                                     "-99999",
                                     "999999999999999999999",
                                     "1.5",
                                     "1e3",
                                     "0x1",
                                     "1L",
                                     "SA2",
                                     "2",
                                     "2SX",
                                     "SAX",
                                     "S",
                                     "2S",
                                     "54SA",
                                     "-54MO",
                                     "0MO",
                                     "1,",
                                     ",1",
                                     "1,,2",
                                     "1, 2",
                                     "1;",
                                     "SA,",
                                     "SA,SA",
                                     "1SA,1SA",
                                     "１",
                                     "土",
                                     "\xFF\xFE",
                                     "20271399",
                                     "20270230",
                                     "2027-03-31",
                                     "2027033",
                                     "202703311",
                                     "20270331T",
                                     "20270331Z",
                                     "20270331T000000Z",
                                     "00000000",
                                     "-2027033",
                                     " 20270331",
                                     "20270331 ",
                                     "99999999",
                                     "tomorrow",
                                     "WEEKLY ",
                                     "weekly",
                                     "HOURLY",
                                     "GREGORIAN",
                                     "OMIT",
                                     "SU\r\nX:1",
                                     "367",
                                     "-367",
                                     "%n%n%n%n",
                                     std::string(70000, '9'),
                                     std::string(70000, 'S')};
  values.push_back(std::string("1\0", 2));
  std::string many = "1", days = "1SA";
  for (int i = 0; i < 1000; ++i) many += ",1", days += ",1SA";
  values.insert(values.end(), {many, days});
  const std::set<std::string> good = {"INTERVAL=2", "COUNT=2",   "BYMONTHDAY=2", "BYYEARDAY=2",
                                      "BYWEEKNO=2", "BYMONTH=2", "INTERVAL=367", "COUNT=367"};
  for (const std::string& key : keys) {
    for (const std::string& value : values) {
      const std::string part = key + "=" + value;
      CAPTURE(part.substr(0, 60));
      const bool taken = ParseRecurrence((key == "FREQ" ? "" : "FREQ=YEARLY;") + part).has_value();
      CHECK(taken == good.contains(part));
      CHECK_FALSE(ParseRecurrence(part + (key == "FREQ" ? "" : ";FREQ=YEARLY;") + ";BYDAY="));
    }
  }
}

TEST_CASE("ParseRecurrence: refuses parts that RFC 5545 does not let stand together", "[formats][recurrence]") {
  for (const char* text :
       {"FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=DAILY;BYYEARDAY=1", "FREQ=WEEKLY;BYYEARDAY=1", "FREQ=MONTHLY;BYYEARDAY=1",
        "FREQ=DAILY;BYWEEKNO=1", "FREQ=WEEKLY;BYWEEKNO=1", "FREQ=MONTHLY;BYWEEKNO=1", "FREQ=DAILY;BYDAY=1SA",
        "FREQ=WEEKLY;BYDAY=SU,-1SA", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "FREQ=MONTHLY;BYSETPOS=1"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseRecurrence(text));
  }
}

/// Rules drawn from every part, with every value at the edge of what is taken.
TEST_CASE("Expand: whatever rule is taken comes to an end, within its days", "[formats][recurrence]") {
  const std::vector<std::vector<std::string>> parts = {
      {"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"},
      {"", ";INTERVAL=30000"},
      {";COUNT=30000", ";UNTIL=20280229"},
      {"", ";BYMONTH=2"},
      {"", ";BYMONTHDAY=-31,28"},
      {"", ";BYDAY=SA", ";BYDAY=5SA,-5SU", ";BYDAY=53MO,-53TU,MO,TU,WE,TH,FR,SA,SU"},
      {"", ";BYYEARDAY=366,-366"},
      {"", ";BYWEEKNO=53,-53"},
      {"", ";BYSETPOS=366,-1,1"}};
  std::vector<size_t> at(parts.size(), 0);
  size_t taken = 0;
  for (size_t changed = 0; changed < parts.size();) {
    std::string text;
    for (size_t i = 0; i < parts.size(); ++i) text += parts[i][at[i]];
    CAPTURE(text);
    if (const auto rule = ParseRecurrence(text)) {
      ++taken;
      const std::vector<Date> days = Expand(*rule, {2024, 2, 29}, {2030, 3, 31});
      const bool sorted = std::is_sorted(days.begin(), days.end());
      const bool within = days.empty() || (days.front() >= Date{2024, 2, 29} && days.back() <= Date{2030, 3, 31});
      if (!sorted || !within) FAIL("days out of order or out of their time");
    }
    for (changed = 0; changed < parts.size() && ++at[changed] == parts[changed].size(); ++changed) at[changed] = 0;
  }
  CHECK(taken > 300);
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

TEST_CASE("Expand: a rule that no day fits is refused", "[formats][recurrence]") {
  CHECK(Days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", {2026, 2, 1}, {2099, 12, 31}) == "refused");
}

TEST_CASE("Expand: a first day that does not fit is not among the days", "[formats][recurrence]") {
  CHECK(Days("FREQ=WEEKLY;BYDAY=SU", {2026, 4, 11}, {2026, 4, 19}) == "2026-04-12 2026-04-19");
}

}  // namespace
}  // namespace kyodo
