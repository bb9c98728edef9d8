#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

TEST_CASE("Load: reads records and documents as their schemas say", "[load]") {
  const Loaded loaded = LoadFiles(SmallSite());
  CHECK(loaded.Problems() == "");
  const Record& ume = loaded.Get("groups", "ume");
  CHECK(ume.Title(0) == "梅の会");
  CHECK(ume.Title(1) == "Plum Club");
  CHECK(ume.Find("district")->term->id == "north");
  CHECK(ume.path == "groups/ume.html");
}

TEST_CASE("Load: a reference gives a reverse reference", "[load]") {
  const Loaded loaded = LoadFiles(SmallSite());
  const Record& matsu = loaded.Get("groups", "matsu");
  REQUIRE(matsu.referenced_by.size() == 1);
  CHECK(matsu.referenced_by[0].record->slug == "cleaning");
  CHECK(matsu.referenced_by[0].field->key == "groups");
}

TEST_CASE("Load: a text that a language lacks makes a fallback, not an error", "[load]") {
  const Loaded loaded = LoadFiles(SmallSite());
  CHECK(loaded.Get("groups", "take").IsFallback(1));
  CHECK(loaded.Get("groups", "take").Title(1) == "竹の会");
  CHECK(loaded.Get("cases", "cleaning").translations[1] == Translation::kMissing);
}

TEST_CASE("Load: a translation is stale until it names the original's hash", "[load]") {
  const auto english = [](const std::string& hash) {
    return SmallSiteWith({{"site/cases/cleaning.en.md",
                           "---\ntitle: Cleaning\ntranslation: {of: " + hash + "}\n---\n## What\n\nText.\n"}});
  };
  const Loaded stale = LoadFiles(english("x"));
  REQUIRE(stale.Problems() == "translation.stale site/cases/cleaning.en.md:3\n");
  const std::string hint = stale.diagnostics.list()[0].hint.en;
  const std::string hash = hint.substr(hint.rfind("of: ") + 4, 12);
  const Loaded current = LoadFiles(english(hash));
  CHECK(current.Problems() == "");
  CHECK(current.Get("cases", "cleaning").translations[1] == Translation::kCurrent);
}

TEST_CASE("Load: shared facts of a document come from the original", "[load]") {
  const Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/cases/cleaning.en.md", "---\ntitle: Cleaning\ngroups: [ume]\ntranslation: {of: x}\n---\nText.\n"}}));
  CHECK(loaded.Problems().find("translation.shared site/cases/cleaning.en.md:3") != std::string::npos);
}

TEST_CASE("Load: drafts and what is not published today are hidden, and the next change is known", "[load]") {
  const Files files = SmallSiteWith(
      {{"site/groups/kiku.yaml", "name: {ja: 菊の会, en: Chrysanthemum Club}\npublish_from: 2026-05-01\n"},
       {"site/groups/yuri.yaml", "name: {ja: 百合の会, en: Lily Club}\ndraft: true\n"},
       {"site/groups/ran.yaml", "name: {ja: 蘭の会, en: Orchid Club}\npublish_until: 2026-04-01\n"}});
  const Loaded before = LoadFiles(files, "2026-04-01");
  CHECK(before.Get("groups", "kiku").hidden);
  CHECK(before.Get("groups", "yuri").hidden);
  CHECK(!before.Get("groups", "ran").hidden);
  CHECK(*before.site->next_change == Date{2026, 4, 2});
  const Loaded after = LoadFiles(files, "2026-05-01");
  CHECK(!after.Get("groups", "kiku").hidden);
  CHECK(after.Get("groups", "ran").hidden);
  CHECK(!LoadFiles(files, "2026-04-01", true).Get("groups", "yuri").hidden);
}

TEST_CASE("Load: the days that a schema names are days on which the site changes", "[load]") {
  const auto next = [](std::string_view now) {
    return LoadFiles(SmallSiteWith({{"site/schema/calls.yaml",
                                     "format: record\nlabel: 募集\nfields:\n  title: {type: string}\n"
                                     "  open: {type: date_range}\n  until: {type: date}\n  other: {type: date}\n"
                                     "calendar: {period: open, deadline: until}\n"},
                                    {"site/calls/fund.yaml",
                                     "title: 基金\nopen: {start: 2026-05-01, end: 2026-05-31}\nuntil: 2026-05-20\n"
                                     "other: 2026-04-02\n"}}),
                     now)
        .site->next_change;
  };
  CHECK(next("2026-04-01") == Date{2026, 5, 1});
  CHECK(next("2026-05-01") == Date{2026, 5, 21});  // the day after the last
  CHECK(next("2026-05-21") == Date{2026, 6, 1});
  CHECK(next("2026-06-01") == std::nullopt);
}

TEST_CASE("Load: terms that one of them calls related are related both ways", "[load]") {
  const Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/vocabularies/districts.yaml",
        "label: 地区\nterms:\n  - {id: north, ja: 北}\n  - {id: south, ja: 南, related: [north, harbour]}\n"
        "  - {id: harbour, ja: 港, related: [south]}\n"}}));
  CHECK(loaded.Problems() == "");
  const auto related = [&](const char* id) {
    std::string out;
    for (const Term* term : loaded.site->vocabularies.at("districts").by_id.at(id)->related) out += term->id + " ";
    return out;
  };
  CHECK(related("north") == "south ");
  CHECK(related("south") == "north harbour ");
  CHECK(related("harbour") == "south ");
}

TEST_CASE("Load: the day is the day in the site's time zone", "[load]") {
  CHECK(LoadFiles(SmallSite(), "2026-03-31T14:59:59Z").site->today == Date{2026, 3, 31});
  CHECK(LoadFiles(SmallSite(), "2026-03-31T15:00:00Z").site->today == Date{2026, 4, 1});
}

TEST_CASE("Load: a new collection needs a schema and nothing else", "[load]") {
  Loaded loaded = LoadFiles(SmallSiteWith({{"site/schema/places.yaml",
                                            "format: record\nlabel: {ja: 場所, en: Places}\nfields:\n  title: {type: "
                                            "string, translate: true, required: true}\nlisting: {}\n"},
                                           {"site/places/hall.yaml", "title: {ja: 会館, en: Hall}\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("en/places/hall.html") == "Hall|en|0");
  CHECK(pages.at("places/index.html") == "1: hall|");
}

TEST_CASE("Load: an object's parts and a list's items are checked like fields", "[load]") {
  const Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/schema/stats.yaml",
        "format: record\nlabel: 数\nfields:\n  title: {type: string}\n"
        "  figures: {type: list, of: {type: object, fields: {year: {type: integer, required: true}}}}\n"},
       {"site/stats/a.yaml", "title: 人口\nfigures:\n  - {year: 2014}\n  - {year: x}\n  - {yaer: 2015}\n"}}));
  CHECK(loaded.Problems() == "value.integer site/stats/a.yaml:4\nkey.unknown site/stats/a.yaml:5\n");
}

}  // namespace
}  // namespace kyodo::testing
