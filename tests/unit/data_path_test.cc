#include "data/data_path.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

using render::LeadsSomewhere;

Files SiteOfPaths() {
  return CalendarSiteWith(
      {{"site/vocabularies/districts.yaml",
        "label: {ja: 地区, en: District}\nterms:\n  - {id: north, ja: 北, en: North, code: \"131032\"}\n"
        "  - {id: harbour, ja: 港, en: Harbour}\n  - {id: south, ja: 南, en: South}\n"},
       {"site/groups/yuri.yaml", "name: {ja: 百合の会, en: Lily Club}\ndraft: true\n"},
       {"site/events/a.yaml",
        "title: {ja: 朝市, en: Market}\nkana: あさいち・ゔァ\nwhen: {start: 2026-04-11, start_time: 10:00, end_time: "
        "12:00}\n"
        "recurrence: {rule: FREQ=MONTHLY;BYDAY=2SA}\ndistrict: north\nhosts: [ume, yuri, matsu]\nhelper: ume\n"
        "venue: {ja: 会館}\npublished: 2026-03-01\n"}});
}

/// The values, joined by "|"; `id` 0 is Japanese, 1 English.
std::string At(std::string_view path, LanguageId id = 0) {
  Loaded loaded = LoadFiles(SiteOfPaths());
  REQUIRE(loaded.Problems() == "");
  render::Types types(*loaded.site, *loaded.theme);
  const render::Views views(*loaded.site, *loaded.theme, types, false);
  return fmt::format("{}", fmt::join(render::ValuesAt(views, loaded.Get("events", "a"), path, id), "|"));
}

TEST_CASE("ValuesAt: what stands beside the fields of a record", "[render][open_data]") {
  CHECK(At("id") == "a");
  CHECK(At("url") == "https://example.jp/events/a.html");
  CHECK(At("url", 1) == "https://example.jp/en/events/a.html");
  CHECK(At("published") == "2026-03-01");
  CHECK(At("updated") == "");
  CHECK(At("title", 1) == "Market");
}

TEST_CASE("ValuesAt: a text in the language asked for, or in one alone", "[render][open_data]") {
  CHECK(At("venue") == "会館");
  CHECK(At("venue", 1) == "会館");
  CHECK(At("venue.en") == "");
  CHECK(At("title.en") == "Market");
  CHECK(At("kana.katakana") == "アサイチ・ヴァ");
}

TEST_CASE("ValuesAt: parts of dates and rules", "[render][open_data]") {
  CHECK(At("when.start") == "2026-04-11");
  CHECK(At("when.end") == "");
  CHECK(At("when.start_time") == "10:00");
  CHECK(At("recurrence.rule") == "FREQ=MONTHLY;BYDAY=2SA");
  CHECK(At("recurrence.text") == "毎月第2土曜日");
  CHECK(At("recurrence.text", 1) == "Every month on the second Saturday");
}

TEST_CASE("ValuesAt: a term's label, id, code and prefecture", "[render][open_data]") {
  CHECK(At("district") == "北");
  CHECK(At("district", 1) == "North");
  CHECK(At("district.id") == "north");
  CHECK(At("district.code") == "131032");
  CHECK(At("district.prefecture") == "東京都");
}

TEST_CASE("ValuesAt: through lists and references, without what is hidden", "[render][open_data]") {
  CHECK(At("hosts.name") == "梅の会|松の会");
  CHECK(At("hosts.id") == "ume|matsu");
  CHECK(At("hosts.district.id") == "north|harbour");
  CHECK(At("hosts") == "梅の会|松の会");
}

TEST_CASE("LeadsSomewhere: knows by the schemas which paths mean something", "[render][open_data]") {
  const Loaded loaded = LoadFiles(SiteOfPaths());
  const Schema& schema = loaded.site->collections.at("events").schema;
  for (const char* path : {"id", "url", "published", "updated", "title", "title.en", "when.start", "recurrence.text",
                           "district", "district.code", "district.prefecture", "hosts.name", "hosts.name.ja",
                           "hosts.url", "hosts.district.id", "kana.katakana", "deadline"}) {
    CAPTURE(path);
    CHECK(LeadsSomewhere(*loaded.site, schema, path));
  }
  for (const char* path :
       {"", "no", "title.f", "when", "when.no", "recurrence.words", "district.name", "district.code.x", "hosts.no",
        "hosts.contact", "helper", "helper.name", "id.x", ".title", "title."}) {
    CAPTURE(path);
    CHECK_FALSE(LeadsSomewhere(*loaded.site, schema, path));
  }
}

}  // namespace
}  // namespace kyodo::testing
