#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

/// What a page shows: its kind, its months with the days that have something, what lasts, and what is over.
constexpr const char* kCalendarTemplate =
    "{{ calendar.kind }} {{ calendar.topic }}{{ calendar.label }}|"
    "{% for month in calendar.months %}{{ month.date | iso }}{% if month.url %}@{{ month.url }}{% endif %}:"
    "{% for one in month.occurrences %} {{ one.record.id }} {{ one.start | iso }}{% if one.times %} {{ one.times }}{% "
    "endif %};"
    "{% endfor %}{% for one in month.lasting %} ({{ one.record.id }});{% endfor %}"
    "{% for week in month.weeks %}{% for day in week.days %}{% if day.in_month and (day.holiday or day.occurrences or "
    "day.is_today) %} {{ day.number }}{% if day.is_today %}!{% endif %}{{ day.holiday }}={{ day.occurrences | length }}"
    "{% endif %}{% endfor %}{% endfor %}|{% endfor %}"
    "{% if calendar.past %}over:{% for one in calendar.past %} {{ one.record.id }}{% endfor %}{% endif %}";

std::map<std::string, std::string> Pages(const Files& more, const std::string& shown = kCalendarTemplate,
                                         std::string_view now = "2026-04-15") {
  Files files = CalendarSiteWith(more);
  files["site/themes/plain/templates/calendar.html"] = shown;
  Loaded loaded = LoadFiles(files, now);
  auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  return pages;
}

/// The paths of the calendar's Japanese pages.
std::string Paths(const std::map<std::string, std::string>& pages) {
  std::string out;
  for (const auto& [path, text] : pages) {
    if (path.starts_with("calendar/") && path.ends_with(".html")) out += path.substr(9, path.size() - 14) + " ";
  }
  return out;
}

std::string Event(const std::string& when, const std::string& more = "") {
  return "title: {ja: 行事, en: Event}\nwhen: {" + when + "}\n" + more;
}

TEST_CASE("Calendar: there is a page for each month from the first entry to the last", "[render][calendar]") {
  const auto pages = Pages({{"site/events/a.yaml", Event("start: 2026-02-11")},
                            {"site/events/b.yaml", Event("start: 2026-05-30, end: 2026-06-02")}});
  CHECK(Paths(pages) == "2026-02 2026-03 2026-04 2026-05 2026-06 2026 fy2025 fy2026 index ");
  CHECK(pages.contains("en/calendar/2026-02.html"));
}

TEST_CASE("Calendar: this month has a page without any entry", "[render][calendar]") {
  CHECK(Paths(Pages({})) == "2026-04 2026 fy2026 index ");
}

TEST_CASE("Calendar: what was more than a year ago has no month any more", "[render][calendar]") {
  const auto pages = Pages({{"site/events/a.yaml", Event("start: 2020-01-01")}});
  CHECK(Paths(pages) == "2026-04 2026 fy2026 index ");
  CHECK(pages.at("calendar/index.html") == "coming |over: a");
}

TEST_CASE("Calendar: a file is whole when of an event in another zone only the deadline is left",
          "[render][calendar]") {
  const auto pages =
      Pages({{"site/events/a.yaml", Event("start: 2026-05-09, start_time: 10:00, time_zone: America/New_York",
                                          "recurrence: {rule: FREQ=WEEKLY;COUNT=1, except: [2026-05-09]}\n"
                                          "deadline: 2026-05-01\n")}});
  const std::string& file = pages.at("events/a.ics");
  CHECK(file.find("DTSTART;VALUE=DATE:20260501\r\n") != std::string::npos);
  CHECK(file.find("DTSTART;TZID") == std::string::npos);
}

TEST_CASE("Calendar: a month shows today, holidays, and several days on each of them", "[render][calendar]") {
  const auto pages = Pages(
      {{"site/holidays.yaml", "days:\n  2026-04-29: {ja: 昭和の日, en: Showa Day}\n  2027-05-03: {ja: 憲法記念日}\n"},
       {"site/events/a.yaml", Event("start: 2026-04-29, end: 2026-05-01")}});
  CHECK(pages.at("calendar/2026-04.html") ==
        "month 2026年（令和8年）4月|2026-04@2026-04.html: a 2026-04-29; 15!=0 29昭和の日=1 30=1|");
  CHECK(pages.at("en/calendar/2026-04.html") ==
        "month April 2026|2026-04@2026-04.html: a 2026-04-29; 15!=0 29Showa Day=1 30=1|");
  CHECK(pages.at("calendar/2026-05.html") == "month 2026年（令和8年）5月|2026-05@2026-05.html: a 2026-04-29; 1=1|");
}

TEST_CASE("Calendar: what lasts more than a week is told once", "[render][calendar]") {
  const auto pages = Pages({{"site/events/long.yaml", Event("start: 2026-04-01, end: 2026-04-08")},
                            {"site/events/week.yaml", Event("start: 2026-04-20, end: 2026-04-26")}});
  CHECK(pages.at("calendar/2026-04.html") ==
        "month 2026年（令和8年）4月|2026-04@2026-04.html: week 2026-04-20; (long);"
        " 15!=0 20=1 21=1 22=1 23=1 24=1 25=1 26=1|");
}

TEST_CASE("Calendar: what is coming, by month, and what is over, the latest first", "[render][calendar]") {
  const auto pages = Pages({{"site/events/a.yaml", Event("start: 2026-04-10, end: 2026-04-15")},
                            {"site/events/b.yaml", Event("start: 2026-06-13, start_time: 10:00, end_time: 12:00")},
                            {"site/events/c.yaml", Event("start: 2026-04-13")},
                            {"site/events/d.yaml", Event("start: 2026-04-14")}});
  CHECK(
      pages.at("calendar/index.html") ==
      "coming |2026-04@2026-04.html: a 2026-04-10;|2026-06@2026-06.html: b 2026-06-13 午前10時から正午まで;|over: d c");
  CHECK(pages.at("en/calendar/index.html") ==
        "coming |2026-04@2026-04.html: a 2026-04-10;|2026-06@2026-06.html: b 2026-06-13 10 a.m. to noon;|over: d c");
}

TEST_CASE("Calendar: times of another zone come with their day when it is another here", "[render][calendar]") {
  const auto pages =
      Pages({{"site/events/a.yaml",
              Event("start: 2026-04-17, start_time: 20:00, end_time: 21:00, time_zone: America/New_York")},
             {"site/events/b.yaml",
              Event("start: 2026-04-20, start_time: 02:00, end_time: 05:00, time_zone: Europe/London")}});
  CHECK(pages.at("en/calendar/index.html") ==
        "coming |2026-04@2026-04.html: a 2026-04-18 Friday 17 April 2026, 8 to 9 p.m. (America/New_York time);"
        " b 2026-04-20 2 to 5 a.m. (Europe/London time);|");
}

TEST_CASE("Calendar: topics have pages, also by narrower terms and not by private fields", "[render][calendar]") {
  const auto pages = Pages(
      {{"site/site.yaml",
        "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n"
        "calendar: {by: [districts, groups]}\n"},
       {"site/events/a.yaml", Event("start: 2026-04-20", "district: harbour\nhosts: [ume]\nhelper: take\n")},
       {"site/events/b.yaml", Event("start: 2026-04-21", "district: south\nhosts: [ume, ume]\n")}},
      "{{ calendar.topic }}:{% for month in calendar.months %}{% for one in month.occurrences %} {{ one.record.id }}{% "
      "endfor %}{% endfor %}|{% for group in calendar.groups %}{{ group.label }}{% for value in group.values %} {{ "
      "value.label }}={{ value.count }}{% if value.selected %}*{% endif %}{% endfor %};{% endfor %}");
  CHECK(Paths(pages) == "2026-04 2026 districts-harbour districts-south fy2026 groups-ume index ");
  CHECK(pages.at("calendar/districts-south.html") == "南: a b|地区 南=2* 港=1;団体 梅の会=2;");
  CHECK(pages.at("calendar/districts-harbour.html") == "港: a|地区 南=2 港=1*;団体 梅の会=2;");
  CHECK(pages.at("en/calendar/groups-ume.html") == "Plum Club: a b|District South=2 Harbour=1;Groups Plum Club=2*;");
  CHECK(pages.contains("calendar/groups-ume.ics"));
  CHECK_FALSE(pages.contains("calendar/groups-take.ics"));
}

TEST_CASE("Calendar: weeks start on the day that the site says", "[render][calendar]") {
  const auto weeks = [](const std::string& starts) {
    const auto pages =
        Pages({{"site/site.yaml",
                "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n" +
                    starts}},
              "{{ calendar.weekdays | join(\"\") }}{% for month in calendar.months | first(1) %}{% for week in "
              "month.weeks %}|{% for "
              "day in week.days if day.in_month %}{{ day.number }} {% endfor %}{% endfor %}{% endfor %}");
    return pages.at("calendar/2026-04.html");
  };
  CHECK(weeks("") ==
        "日曜月曜火曜水曜木曜金曜土曜|1 2 3 4 |5 6 7 8 9 10 11 |12 13 14 15 16 17 18 |19 20 21 22 23 24 25 |26 27 28 "
        "29 30 ");
  CHECK(weeks("calendar: {week_starts: monday}\n") ==
        "月曜火曜水曜木曜金曜土曜日曜|1 2 3 4 5 |6 7 8 9 10 11 12 |13 14 15 16 17 18 19 |20 21 22 23 24 25 26 |27 28 "
        "29 30 ");
}

TEST_CASE("Calendar: a fiscal year is from April to March", "[render][calendar]") {
  const auto pages = Pages(
      {{"site/events/a.yaml", Event("start: 2027-03-31")}},
      "{{ calendar.label }}:{% for month in calendar.months %} {{ month.date | iso }}{% if month.url %}*{% endif %}{% "
      "endfor %} {{ calendar.previous_url }} {{ calendar.next_url }} {{ calendar.next_label }}");
  CHECK(pages.at("calendar/fy2026.html") ==
        "2026年度（令和8年度）: 2026-04* 2026-05* 2026-06* 2026-07* 2026-08* 2026-09* 2026-10* 2026-11* 2026-12* "
        "2027-01* "
        "2027-02* 2027-03*   ");
  CHECK(pages.at("en/calendar/fy2026.html").starts_with("fiscal year 2026 (April 2026 to March 2027):"));
  CHECK(pages.at("calendar/2026.html").ends_with(" 2026-12*  2027.html 2027年（令和9年）"));
}

TEST_CASE("Calendar: months are called by name alone, and those that are over are known", "[render][calendar]") {
  const auto pages = Pages(
      {},
      "{% for month in calendar.months | first(4) %}{{ month.name }}{% if month.is_past %}-{% endif %} {% endfor %}");
  CHECK(pages.at("calendar/2026.html") == "1月- 2月- 3月- 4月 ");
  CHECK(pages.at("en/calendar/2026.html") == "January- February- March- April ");
}

TEST_CASE("Listing: by the next time; what is over, the latest first, then what has no day", "[render][calendar]") {
  Files files = CalendarSiteWith({{"site/events/a.yaml", "title: {ja: 行事, en: Event}\n"},
                                  {"site/events/b.yaml", Event("start: 2026-04-01, start_time: 18:30, end_time: 20:00",
                                                               "recurrence: {rule: FREQ=WEEKLY;COUNT=9}\n")},
                                  {"site/events/c.yaml", Event("start: 2026-04-20")},
                                  {"site/events/d.yaml", Event("start: 2026-04-14")},
                                  {"site/events/e.yaml", Event("start: 2026-04-16")},
                                  {"site/events/f.yaml", Event("start: 2026-02-01")}});
  files.at("site/schema/events.yaml") += "listing: {sort: [next_time]}\n";
  files["site/themes/plain/templates/listing.html"] =
      "{% for item in listing.items %}{{ item.id }}{% if item.next_time %}={{ item.next_time.start | iso }} "
      "{{ item.next_time.clock }}{% endif %};{% endfor %}";
  Loaded loaded = LoadFiles(files, "2026-04-15");
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("events/index.html") == "b=2026-04-15 18:30–20:00;e=2026-04-16 ;c=2026-04-20 ;d;f;a;");
}

TEST_CASE("Calendar: a theme without calendar.html has no such pages, but the files", "[render][calendar]") {
  Loaded loaded = LoadFiles(CalendarSiteWith({{"site/events/a.yaml", Event("start: 2026-04-20")}}), "2026-04-15");
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(Paths(pages) == "");
  for (const char* path : {"calendar.ics", "en/calendar.ics", "events/calendar.ics", "events/a.ics", "calendar.json"}) {
    CAPTURE(path);
    CHECK(pages.contains(path));
  }
}

}  // namespace
}  // namespace kyodo::testing
