#include <catch2/catch.hpp>

#include "core/date.h"

namespace kyodo {
namespace {

std::string ErrorOf(std::string_view text) {
  const Result<Date> date = ParseDate(text, {});
  return date.ok() ? "" : date.error().rule + ": " + date.error().message.en + " / " + date.error().hint.en;
}

TEST_CASE("ParseDate: reads a day, and a month or a year where that is enough", "[core][date]") {
  CHECK(*ParseDate("2026-04-01", {}) == Date{2026, 4, 1});
  CHECK(*ParseDate("2014-03", {}, true) == Date{2014, 3, 0});
  CHECK(*ParseDate("2014", {}, true) == Date{2014, 0, 0});
}

TEST_CASE("ParseDate: refuses a day that the month does not have", "[core][date]") {
  CHECK(ErrorOf("2026-02-30") ==
        "date.range: There is no such date: 2026-02-30 / The month 2026-02 ends on day 28. Example: 2026-02-28");
  CHECK(*ParseDate("2028-02-29", {}) == Date{2028, 2, 29});
  CHECK(ErrorOf("2100-02-29").substr(0, 10) == "date.range");
}

TEST_CASE("ParseDate: refuses other shapes", "[core][date]") {
  for (const char* text : {"2026/04/01", "2026-4-1", "26-04-01", "2026-04", "", "2026-04-01x", "R8.4.1", "2026/04-01",
                           "2026/00-61", "1001*-0-61"}) {
    CHECK(ErrorOf(text).substr(0, 11) == "date.format");
    CHECK(ParseDate(text, {}, true).ok() == (std::string_view(text) == "2026-04"));
  }
}

TEST_CASE("ToWareki: the first year of an era is 元年, on its first day", "[core][date]") {
  CHECK(ToWareki({2019, 4, 30}) == "平成31年4月30日");
  CHECK(ToWareki({2019, 5, 1}) == "令和元年5月1日");
  CHECK(ToWareki({2014, 3, 0}) == "平成26年3月");
  CHECK(ToWareki({1985, 8, 15}) == "昭和60年8月15日");
  CHECK(ToWareki({1873, 1, 1}) == "明治6年1月1日");
}

TEST_CASE("FormatDate: both languages, with the day of the week when asked", "[core][date]") {
  CHECK(FormatDate({2026, 4, 1}, true, true) == "2026年（令和8年）4月1日（水）");
  CHECK(FormatDate({2026, 4, 1}, false, true) == "Wednesday 1 April 2026");
  CHECK(FormatDate({2014, 3, 0}, false) == "March 2014");
}

TEST_CASE("FiscalYear: runs from April to March", "[core][date]") {
  CHECK(FiscalYear({2026, 3, 31}) == 2025);
  CHECK(FiscalYear({2026, 4, 1}) == 2026);
}

TEST_CASE("DaysSince1970: goes there and back for every day of 400 years", "[core][date]") {
  for (int64_t day = -80000; day < 80000; ++day) REQUIRE(DaysSince1970(FromDaysSince1970(day)) == day);
  CHECK(DaysSince1970({1970, 1, 1}) == 0);
}

TEST_CASE("ParseInstant: reads RFC 3339, with the site's offset where none is given", "[core][date]") {
  CHECK(*ParseInstant("1970-01-01T00:00:00Z") == 0);
  CHECK(*ParseInstant("2026-04-01T09:00:00+09:00") == *ParseInstant("2026-04-01T00:00Z"));
  CHECK(*ParseInstant("2026-04-01", 540) == *ParseInstant("2026-03-31T15:00:00Z"));
  CHECK(!ParseInstant("2026-04-01T25:00Z"));
  CHECK(ToIso(*ParseInstant("2026-03-31T15:00:00Z"), 540) == "2026-04-01T00:00:00+09:00");
}

}  // namespace
}  // namespace kyodo
