// Rules of check/ that need more than a slip in the small site of tests/errors (tests/slips/sense.yaml has those).
#include <catch2/catch.hpp>

#include "check/sense.h"
#include "check/written_dates.h"
#include "testing.h"

namespace kyodo::check {
namespace {

using testing::CalendarSiteWith;
using testing::Files;
using testing::LoadFiles;
using testing::SmallSiteWith;

/// "rule:line" of all that is told besides missing translations.
std::string Told(const Files& more) {
  const testing::Loaded loaded = LoadFiles(CalendarSiteWith(more));
  REQUIRE(loaded.Problems() == "");
  Diagnostics diagnostics;
  CheckSense(*loaded.site, diagnostics);
  diagnostics.Sort();
  std::string told;
  for (const Diagnostic& one : diagnostics.list()) {
    if (one.rule != "translation.missing") told += one.rule + ":" + std::to_string(one.line) + " ";
  }
  return told;
}

std::string OfEvent(const std::string& lines) {
  return Told({{"site/events/a.yaml", "title: {ja: 見学会, en: Tour}\n" + lines}});
}

TEST_CASE("Sense: a deadline after its event", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2026-05-10}\ndeadline: 2026-05-11\n") == "date.deadline:3 ");
  CHECK(OfEvent("when: {start: 2026-05-10, end: 2026-05-20}\ndeadline: 2026-05-15\n") == "");
  CHECK(OfEvent("when: {start: 2026-05-10}\ndeadline: 2026-05-10\n") == "");
  CHECK(OfEvent("when: {start: 2026-05-10}\nrecurrence: {rule: FREQ=WEEKLY}\ndeadline: 2026-08-15\n") == "");
}

TEST_CASE("Sense: a deadline with the year of what was copied", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2026-05-10}\npublished: 2026-03-01\ndeadline: 2025-05-01\n") == "date.deadline:4 ");
  CHECK(OfEvent("when: {start: 2025-05-10}\npublished: 2025-05-20\ndeadline: 2025-05-01\n") == "");
}

TEST_CASE("Sense: an event that is not shown before it is over", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2026-05-10}\npublish_until: 2026-05-01\n") == "date.order:3 ");
  CHECK(OfEvent("when: {start: 2026-05-10}\npublish_until: 2026-05-10\n") == "");
}

TEST_CASE("Sense: each of a series that lasts until the next", "[check][sense]") {
  const auto weekly = [](const std::string& when, const std::string& rule) {
    return OfEvent("when: {" + when + "}\nrecurrence: {rule: " + rule + "}\n");
  };
  CHECK(weekly("start: 2026-05-09, end: 2026-07-11", "FREQ=WEEKLY;BYDAY=SA") == "recurrence.overlap:2 ");
  CHECK(weekly("start: 2026-05-09, end: 2026-05-10", "FREQ=WEEKLY;BYDAY=SA") == "");
  CHECK(weekly("start: 2026-05-09, end: 2026-05-10, start_time: 22:00, end_time: 05:00", "FREQ=DAILY;COUNT=5") == "");
}

TEST_CASE("Sense: an event that was over before it was published", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2025-04-10}\npublished: 2026-03-20\n") == "date.past:2 ");
  CHECK(OfEvent("when: {start: 2025-04-10}\npublished: 2025-03-20\n") == "");
  CHECK(OfEvent("when: {start: 2025-04-10}\n") == "");
}

TEST_CASE("Sense: an event decades away", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2062-04-10}\n") == "date.year:2 ");
  CHECK(OfEvent("when: {start: 2036-04-10}\n") == "");
}

TEST_CASE("Sense: a whole series is cancelled, and a text names one day", "[check][sense]") {
  const std::string weekly = "when: {start: 2026-04-04}\nrecurrence: {rule: FREQ=WEEKLY}\nstatus: cancelled\n";
  CHECK(OfEvent(weekly + "venue: {ja: 4月18日は雨のため中止, en: Hall}\n") == "date.cancelled-series:5 ");
  CHECK(OfEvent(weekly + "venue: {ja: 会館, en: Hall}\n") == "");
}

TEST_CASE("Sense: one event written down twice", "[check][sense]") {
  const auto twins = [](const std::string& one, const std::string& other) {
    const std::string title = "title: {ja: 見学会, en: Tour}\n";
    return Told({{"site/events/a.yaml", title + one}, {"site/events/b.yaml", title + other}});
  };
  const std::string day = "when: {start: 2026-05-10, start_time: 10:00}\n";
  CHECK(twins(day, day) == "record.twin:2 ");
  CHECK(twins(day, "when: {start: 2026-05-10, start_time: 14:00}\n") == "");
  CHECK(twins(day, "when: {start: 2026-05-17, start_time: 10:00}\n") == "");
  CHECK(twins(day + "venue: {ja: 東会館, en: East}\n", day + "venue: {ja: 西会館, en: West}\n") == "");
  CHECK(twins(day, day + "venue: {ja: 東会館, en: East}\n") == "record.twin:2 ");
  CHECK(twins(day, "when: {start: 2026-05-10}\n") == "record.twin:2 ");
  CHECK(twins("", "") == "");
}

TEST_CASE("Sense: a day of the week without a year is that of the event", "[check][sense]") {
  CHECK(OfEvent("when: {start: 2026-05-10}\nvenue: {ja: 5月10日（土）は会館, en: Hall}\n") == "date.weekday:3 ");
  CHECK(OfEvent("when: {start: 2026-05-10}\nvenue: {ja: 5月10日（日）は会館, en: Hall}\n") == "");
  CHECK(OfEvent("when: {start: 2026-05-10}\nvenue: {ja: 6月1日（月）は会館, en: Hall}\n") == "");
}

TEST_CASE("Sense: a day of the week without a year, near the event, is of its year", "[check][sense]") {
  const auto on = [](const std::string& words) {
    return OfEvent("when: {start: 2027-01-10}\nvenue: {ja: " + words + ", en: Hall}\n");
  };
  CHECK(on("雨なら1月16日（金）") == "date.weekday:3 ");  // a Friday in 2026
  CHECK(on("雨なら1月16日（土）") == "");
  CHECK(on("受付は12月20日（日）から") == "");  // of the year before
  CHECK(on("受付は12月20日（月）から") == "date.weekday:3 ");
  CHECK(on("昨年は1月16日（金）でした") == "");
  CHECK(on("夏は7月5日（日）です") == "");  // too far to know
}

TEST_CASE("Sense: a day of the week that fits no year about a series", "[check][sense]") {
  const std::string weekly = "when: {start: 2027-01-10}\nrecurrence: {rule: FREQ=WEEKLY}\n";
  CHECK(OfEvent(weekly + "venue: {ja: 1月16日（月）は休み, en: Hall}\n") == "date.weekday:4 ");
  CHECK(OfEvent(weekly + "venue: {ja: 1月16日（金）は休み, en: Hall}\n") == "");
}

TEST_CASE("Sense: files in each other's language are told once", "[check][sense]") {
  const testing::Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/cases/a.ja.md", "---\ntitle: 花\n---\nWe plant flowers along the street with our neighbours.\n"},
       {"site/cases/a.en.md", "---\ntitle: Flowers\ntranslation: {}\n---\n通りに花を植えます。\n"}}));
  Diagnostics diagnostics;
  CheckSense(*loaded.site, diagnostics);
  diagnostics.Forget([](const Diagnostic& one) { return one.rule == "translation.missing"; });
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list()[0].rule == "language.swapped");
  CHECK(diagnostics.list()[0].path == "site/cases/a.ja.md");
}

TEST_CASE("Sense: sentences of a language that wants short ones", "[check][sense]") {
  Files files = SmallSiteWith({{"site/groups/ume.yaml",
                                "name: {ja: 梅の会は、とても長い文でも何も言われません。, en: Plum, ja-x-easy: "
                                "うめの 会は、とても 長い 名前です。みじかい。}\n"}});
  std::string& settings = files.at("site/site.yaml");
  const size_t at = settings.find("languages: ");
  settings.replace(at, settings.find('\n', at) - at, "languages: [ja, en, {code: ja-x-easy, sentence: 10}]");
  const testing::Loaded loaded = LoadFiles(files);
  REQUIRE(loaded.Problems() == "");
  Diagnostics diagnostics;
  CheckSense(*loaded.site, diagnostics);
  diagnostics.Forget([](const Diagnostic& one) { return one.rule != "text.long-sentence"; });
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list().front().message.en == "A sentence of 16 characters");
}

TEST_CASE("Sense: a plan is not told as if it were today", "[check][sense]") {
  const auto told = [](const std::string& status, const std::string& venue) {
    std::string statuses = CalendarSiteWith({}).at("site/vocabularies/statuses.yaml");
    statuses.replace(statuses.find("SoldOut"), 7, "PotentialActionStatus");
    return Told(
        {{"site/vocabularies/words-of-today.yaml", "label: {ja: 今}\nterms:\n  - {id: yet, ja: まだ, en: yet}\n"},
         {"site/vocabularies/statuses.yaml", statuses},
         {"site/events/a.yaml", "title: {ja: 見学会, en: Tour}\nstatus: " + status + "\nvenue: " + venue + "\n"}});
  };
  CHECK(told("full", "{ja: まだありません, en: Not yet}") == "plan.now:3 plan.now:3 ");
  CHECK(told("cancelled", "{ja: まだありません, en: Not yet}") == "");
  CHECK(told("full", "{ja: 「まだ」という人と、2014年まだの, en: Yeti}") == "");
}

TEST_CASE("Sense: what is open says how to apply", "[check][sense]") {
  const auto told = [](const std::string& lines) {
    const Files site = CalendarSiteWith({});
    std::string schema = site.at("site/schema/events.yaml");
    const std::string_view venue = "venue: {type: string,";
    schema.insert(schema.find(venue) + venue.size(), " says_how: true,");
    return Told(
        {{"site/schema/events.yaml", schema}, {"site/events/a.yaml", "title: {ja: 見学会, en: Tour}\n" + lines}});
  };
  CHECK(told("deadline: 2026-12-20\n") == "act.how:1 ");
  CHECK(told("deadline: 2026-12-20\nvenue: {ja: 窓口, en: Desk}\n") == "");
  CHECK(told("deadline: 2020-12-20\n") == "");
}

TEST_CASE("Sense: what one registers for says how, without a deadline too", "[check][sense]") {
  const auto told = [](const std::string& lines) {
    std::string schema = CalendarSiteWith({}).at("site/schema/events.yaml");
    const std::string_view venue = "venue: {type: string,";
    schema.insert(schema.find(venue) + venue.size(), " says_how: true,");
    return Told({{"site/schema/events.yaml", schema},
                 {"site/vocabularies/statuses.yaml",
                  "label: {ja: 状況, en: Status}\nterms:\n  - {id: register, ja: 要申込, en: Please register, same_as: "
                  "https://schema.org/RegisterAction}\n  - {id: come, ja: 申込不要, en: Just come}\n"},
                 {"site/events/a.yaml", "title: {ja: 見学会, en: Tour}\nwhen: {start: 2026-12-20}\n" + lines}});
  };
  CHECK(told("status: register\n") == "act.how:1 ");
  CHECK(told("status: register\nvenue: {ja: 窓口, en: Desk}\n") == "");
  CHECK(told("status: come\n") == "");
}

TEST_CASE("Sense: spellings are told with how often the site has each", "[check][sense]") {
  const testing::Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/vocabularies/spellings.yaml",
        "label: {ja: 書き方}\nterms:\n  - {id: torikumi, ja: 取り組み, description: {ja: 取組、取組み}}\n"},
       {"site/groups/ume.yaml", "name: {ja: 取組の会と取り組みの会と取り組みの「取組」, en: Plum Club}\n"}}));
  Diagnostics diagnostics;
  CheckSense(*loaded.site, diagnostics);
  diagnostics.Forget([](const Diagnostic& one) { return one.rule != "spelling.other"; });
  REQUIRE(diagnostics.list().size() == 1);
  CHECK(diagnostics.list()[0].hint.ja == "サイト全体で「取り組み」は2か所、「取組」は1か所です。");
  CHECK(diagnostics.list()[0].column == 12);
}

TEST_CASE("Sense: a rule that the site calls an error stops a build", "[check][sense]") {
  const testing::Loaded loaded =
      LoadFiles(SmallSiteWith({{"site/site.yaml",
                                "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\n"
                                "languages: [ja, en]\ntheme: plain\nchecks: {people.mobile: error}\n"},
                               {"site/groups/ume.yaml", "name: {ja: 090-1111-2222}\n"}}));
  Diagnostics diagnostics;
  CheckSense(*loaded.site, diagnostics);
  ApplyLevels(loaded.site->config.checks, diagnostics);
  CHECK(diagnostics.Count(Severity::kError) == 1);
}

TEST_CASE("Written dates: what stands beside them", "[check][sense]") {
  const auto dates = FindDates("令和元年５月１日（水・祝）、2027/4/10(土)、Sat 10 Apr 2027 and April 11th (Sun)");
  REQUIRE(dates.size() == 4);
  CHECK((dates[0].year == 2019 && dates[0].month == 5 && dates[0].day == 1));
  CHECK(dates[0].weekdays == std::vector<int>{3});
  CHECK((dates[1].year == 2027 && dates[1].weekdays == std::vector<int>{6}));
  CHECK((dates[2].year == 2027 && dates[2].day == 10 && dates[2].weekdays == std::vector<int>{6}));
  CHECK((dates[3].year == 0 && dates[3].day == 11 && dates[3].weekdays == std::vector<int>{0}));
  for (const char* none :
       {"10日間", "3か月10日", "第4月曜日10日", "https://example.jp/2027/4/10/", "1/2", "24/7", "May I"})
    CHECK(FindDates(none).empty());
}

}  // namespace
}  // namespace kyodo::check
