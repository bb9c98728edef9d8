// Ready collections and vocabularies of a theme, and what a site makes of them.
#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

const char* const kTalks =
    "format: record\nlabel: {ja: 講話, en: Talks, fr: Exposés}\ntitle: name\npath: \"talks/{room}-{slug}.html\"\n"
    "fields:\n"
    "  name: {type: string, label: {ja: 名称, en: Name}}\n"
    "  when: {type: date_range, label: {ja: 日程, en: Dates}}\n"
    "  again: {type: recurrence, label: {ja: 繰り返し, en: Repeats}}\n"
    "  state: {type: term, vocabulary: states, label: {ja: 状況, en: State}}\n"
    "  room: {type: ref, to: rooms, required_when: state, label: {ja: 部屋, en: Room}}\n"
    "  after: {type: list, of: {type: ref, to: talks}, label: {ja: 前の講話, en: After}}\n"
    "  price: {type: money, required_when: state, label: {ja: 参加費, en: Fee}}\n"
    "calendar: {period: when, repeats: again, status: state, location: [room]}\n"
    "listing: {sort: [-when, name], facets: [state, room], summary: [when, price]}\n"
    "open_data:\n  standard: {ja: 一覧, en: List}\n  columns: {名称: name, 部屋: room.name, 料金: price}\n";

/// A site with one collection made of the ready `talks`, which has the schema `schema`, and `more`.
Loaded SiteWith(const std::string& schema, Files more = {}) {
  more.emplace("site/site.yaml", "title: 見本\nbase_url: https://example.jp/\nlanguages: [en]\ntheme: plain\n");
  more.emplace("site/schema/evenings.yaml", "from: talks\n" + schema);
  more.emplace("site/themes/plain/collections/talks.yaml", kTalks);
  return LoadFiles(more);
}

const Schema& SchemaOf(const Loaded& loaded) { return loaded.site->collections.at("evenings").schema; }

std::string FieldsOf(const Loaded& loaded) {
  std::string out;
  for (const Field& field : SchemaOf(loaded).fields) out += field.key + " ";
  return out;
}

std::string ProblemsOfSchema(const Loaded& loaded) {
  std::string out;
  for (const Diagnostic& one : loaded.diagnostics.list())
    if (one.rule.substr(0, 5) != "theme") out += one.rule + " " + one.path + "\n";
  return out;
}

TEST_CASE("A ready schema: is taken over in the languages of the site", "[load][ready]") {
  const Loaded loaded =
      SiteWith("", {{"site/schema/rooms.yaml", "format: record\nlabel: R\nfields: {title: {type: string}}\n"},
                    {"site/vocabularies/states.yaml", "label: S\nterms: [{id: full, en: Full}]\n"}});
  CHECK(ProblemsOfSchema(loaded) == "");
  CHECK(FieldsOf(loaded) == "name when again state room after price ");
  CHECK(SchemaOf(loaded).label.In(0) == "Talks");
  CHECK(SchemaOf(loaded).path == "talks/{room}-{slug}.html");
}

TEST_CASE("A ready schema: speaks other languages as the theme's table does, else lends its English", "[load][ready]") {
  const std::string settings = "title: 見本\nbase_url: https://example.jp/\ntheme: plain\nlanguages: ";
  const Files table = {{"site/themes/plain/i18n/ready/pt.yaml", "Talks: Palestras\n"}};
  Files with = table;
  with.emplace("site/site.yaml", settings + "[pt-BR, ko]\n");
  const Loaded loaded = SiteWith("", with);
  CHECK(ProblemsOfSchema(loaded) == "");
  const LocalText& label = SchemaOf(loaded).label;
  LanguageId shown = 0;
  CHECK(label.In(0, &shown) == "Palestras");
  CHECK(label.In(1, &shown) == "Palestras");
  CHECK(CodeOf(loaded.site->config.languages, shown) == "pt-BR");
  const LocalText& name = SchemaOf(loaded).fields.front().label;
  CHECK(name.In(0, &shown) == "Name");
  CHECK(CodeOf(loaded.site->config.languages, shown) == "en");
  CHECK_FALSE(name.Has(0));
}

TEST_CASE("A ready schema: a field leads to the collection that was made of the one it names", "[load][ready]") {
  const Loaded loaded = SiteWith("");
  const Schema& schema = SchemaOf(loaded);
  CHECK(schema.fields[static_cast<size_t>(schema.Find("after"))].type.of->collection == "evenings");
}

TEST_CASE("A ready schema: leaves out what the site has no vocabulary or collection for", "[load][ready]") {
  const Loaded loaded = SiteWith("");
  const Schema& schema = SchemaOf(loaded);
  CHECK(ProblemsOfSchema(loaded) == "");
  CHECK(FieldsOf(loaded) == "name when again after price ");
  CHECK(schema.path == "evenings/{slug}.html");
  CHECK(schema.calendar.period == "when");
  CHECK(schema.calendar.status == "");
  CHECK(schema.calendar.location.empty());
  CHECK(schema.listing.facets.empty());
  REQUIRE(schema.open_data.columns.size() == 3);
  CHECK(schema.open_data.columns[1].paths.empty());
  CHECK(schema.fields[static_cast<size_t>(schema.Find("price"))].required_when == "");
}

TEST_CASE("A ready schema: the site leaves out, replaces, adds and overrides", "[load][ready]") {
  const Loaded loaded = SiteWith(
      "without: [price, after]\nlabel: Evenings\nlisting: {sort: [name]}\n"
      "fields:\n  topic: {type: string}\n  name: {type: string, required: true}\n");
  const Schema& schema = SchemaOf(loaded);
  CHECK(ProblemsOfSchema(loaded) == "");
  CHECK(FieldsOf(loaded) == "name when again topic ");
  CHECK(schema.fields.front().required);
  CHECK(schema.label.In(0) == "Evenings");
  CHECK(schema.listing.sort.size() == 1);
  CHECK(schema.listing.summary.empty());
}

TEST_CASE("A ready schema: with a label of the site, one is no longer called as the ready one is", "[load][ready]") {
  const Files talks = {
      {"site/themes/plain/collections/talks.yaml",
       "format: record\nlabel: {en: Talks}\nlabel_one: {en: Talk}\nfields: {title: {type: string}}\n"}};
  const Loaded as_ready = SiteWith("", talks), renamed = SiteWith("label: Lectures\n", talks);
  CHECK(SchemaOf(as_ready).label_one.In(0) == "Talk");
  CHECK(SchemaOf(renamed).label.In(0) == "Lectures");
  CHECK(SchemaOf(renamed).label_one.In(0) != "Talk");
}

TEST_CASE("A ready schema: a field of another type has none of the old one's parts", "[load][ready]") {
  const Loaded loaded = SiteWith("fields: {when: {type: string}}\n");
  CHECK(ProblemsOfSchema(loaded) == "");
  CHECK(SchemaOf(loaded).calendar.empty());
  CHECK(SchemaOf(loaded).calendar.repeats == "");
}

TEST_CASE("A ready schema: the site's own fields stay strict", "[load][ready]") {
  const Loaded loaded = SiteWith("fields: {hall: {type: ref, to: halls}}\n");
  CHECK(ProblemsOfSchema(loaded) == "schema.collection site/schema/evenings.yaml\n");
}

TEST_CASE("A ready vocabulary: the site leaves out, replaces and adds terms", "[load][ready]") {
  const Loaded loaded = SiteWith(
      "", {{"site/themes/plain/vocabularies/states.yaml",
            "label: {ja: 状況, en: State}\nterms:\n  - {id: full, ja: 満員, en: Full}\n"
            "  - {id: off, ja: 中止, en: Off, broader: full}\n  - {id: late, ja: 延期, broader: off, en: Late}\n"},
           {"site/vocabularies/states.yaml",
            "from: states\nwithout: [off]\nterms:\n  - {id: moved, en: Moved}\n  - {id: full, en: No places}\n"}});
  CHECK(ProblemsOfSchema(loaded) == "");
  std::string terms;
  for (const Term& term : loaded.site->vocabularies.at("states").terms) terms += term.id + "=" + term.label.In(0) + " ";
  CHECK(terms == "full=No places late=Late moved=Moved ");
  CHECK(loaded.site->vocabularies.at("states").label.In(0) == "State");
}

const char* const kHolidays =
    "source: {ja: 法律, en: The Act}\nsource_url: https://law.example.jp/\ndays:\n"
    "  2027-01-01: {ja: 元日, en: New Year}\n  2027-01-11: {ja: 成人の日, en: Coming of Age}\n";

TEST_CASE("Ready holidays: days are added, changed and left out, in the languages of the site", "[load][ready]") {
  const Loaded loaded =
      SiteWith("", {{"site/themes/plain/holidays/japan.yaml", kHolidays},
                    {"site/holidays.yaml",
                     "from: japan\nwithout: [2027-01-11]\ndays: {2027-01-01: First Day, 2027-05-01: City Day}\n"}});
  CHECK(ProblemsOfSchema(loaded) == "");
  std::string days;
  for (const auto& [day, name] : loaded.site->holidays) days += ToIso(day) + " " + name.In(0) + "; ";
  CHECK(days == "2027-01-01 First Day; 2027-05-01 City Day; ");
  CHECK(loaded.site->holidays_source.In(0) == "The Act");
  CHECK(loaded.site->holidays_url == "https://law.example.jp/");
}

TEST_CASE("Ready holidays: in a language without a table they are lent", "[load][ready]") {
  const Loaded loaded =
      SiteWith("", {{"site/site.yaml", "title: 見本\nbase_url: https://example.jp/\nlanguages: [ko]\ntheme: plain\n"},
                    {"site/themes/plain/holidays/japan.yaml", kHolidays},
                    {"site/themes/plain/i18n/ready/ko.yaml", "New Year: 새해\n"},
                    {"site/holidays.yaml", "from: japan\n"}});
  CHECK(ProblemsOfSchema(loaded) == "");
  CHECK(loaded.site->holidays.at(Date{2027, 1, 1}).In(0) == "새해");
  CHECK_FALSE(loaded.site->holidays.at(Date{2027, 1, 11}).Has(0));
}

}  // namespace
}  // namespace kyodo::testing
