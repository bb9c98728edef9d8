// site.yaml, removed.yaml and vocabularies/ as JSON Schema: what load/config.cc, load/menus.cc, load/roles.cc,
// load/removed.cc and load/vocabularies.cc read. tests/site/schema.py holds the keys against those that the program
// names.
#include <fmt/format.h>

#include "core/levels.h"
#include "load/map_reader.h"
#include "schema/field_schema.h"
#include "schema/json_schema.h"
#include "schema/keys.h"
#include "schema/words.h"

namespace kyodo::schema {

namespace {

constexpr const char* kSlug = "^[a-z0-9]+(-[a-z0-9]+)*$";
constexpr const char* kHost = "^https://[A-Za-z0-9-]+(\\\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?$";

class SiteSchemaWriter {
 public:
  explicit SiteSchemaWriter(const Site& site) : site_(site), fields_(site, out_, true) {}

  std::string ForSite();
  std::string ForVocabularies();
  std::string ForRemoved();

 private:
  /// `"key": {"description": …, JSON}`
  void Add(std::string_view of, std::string_view key, std::string_view json) {
    out_.Key(key).BeginObject();
    About(out_, {}, MeaningOf(of, key));
    const std::string_view inner = json.substr(1, json.size() - 2);
    out_.Raw(inner).EndObject();
  }
  void Local(std::string_view of, std::string_view key) { fields_.LocalProperty(key, MeaningOf(of, key), true); }
  /// A name of one of them, such as a vocabulary of the site.
  template <class Map>
  void OneOf(std::string_view key, const Map& map) {
    out_.Key(key).BeginObject();
    About(out_, {}, MeaningOf("site", key));
    Names(map);
    out_.EndObject();
  }
  template <class Map>
  void Names(const Map& map) {
    out_.Key("enum").BeginArray().Raw("null");
    for (const auto& [id, one] : map) out_.String(id);
    out_.EndArray();
  }
  /// `by: […]` of calendar and feeds.
  void Topics();
  void Menus();
  void MenuItems();
  void Checks();
  void Publish();
  void TermProperties();

  const kyodo::Site& site_;
  JsonWriter out_;
  FieldSchemas fields_;
};

void SiteSchemaWriter::Topics() {
  out_.Key("by").BeginObject().Key("type").Raw(R"(["array","null"])");
  out_.Key("items").BeginObject().Key("enum").BeginArray();
  for (const auto& [id, one] : site_.vocabularies) out_.String(id);
  for (const auto& [id, one] : site_.collections) out_.String(id);
  out_.EndArray().EndObject().EndObject();
}

void SiteSchemaWriter::MenuItems() {
  out_.Key("type").Raw(R"(["array","null"])");
  out_.Key("items").BeginObject().Key("type").String("object");
  out_.Key("properties").BeginObject();
  out_.Key("to").BeginObject();
  About(
      out_, {},
      {"種類、種類/名前、calendar、assets/ のファイル", "A collection, collection/name, calendar, a file of assets/"});
  out_.Key("type").Raw(R"(["string","null"])");
  out_.Key("examples").BeginArray();
  for (const auto& [id, one] : site_.collections)
    if (one.schema.listing.enabled) out_.String(id);
  out_.EndArray().EndObject();
  out_.Key("url").Raw(R"({"type":["string","null"],"pattern":"^https?://"})");
  fields_.LocalProperty("label", {"表示する言葉", "What is shown"}, true);
  out_.EndObject();
  out_.Key("oneOf").Raw(R"([{"required":["to"]},{"required":["url","label"]}])");
  out_.Key("additionalProperties").Raw("false").EndObject();
}

void SiteSchemaWriter::Menus() {
  out_.Key("menus").BeginObject();
  About(out_, {}, MeaningOf("site", "menus"));
  out_.Key("type").Raw(R"(["object","null"])");
  out_.Key("properties").BeginObject().Key("home").BeginObject();
  About(out_, {}, MeaningOf("site", "menus.home"));
  out_.Key("type").Raw(R"(["array","null"])");
  out_.Key("items").BeginObject().Key("type").String("object");
  out_.Key("properties").BeginObject();
  fields_.LocalProperty("label", {"見出し", "The heading"}, true);
  out_.Key("items").BeginObject();
  MenuItems();
  out_.EndObject().EndObject();
  out_.Key("required").Raw(R"(["label","items"])").Key("additionalProperties").Raw("false");
  out_.EndObject().EndObject().EndObject();
  out_.Key("additionalProperties").BeginObject();
  MenuItems();
  out_.EndObject().EndObject();
}

void SiteSchemaWriter::Checks() {
  out_.Key("checks").BeginObject();
  About(out_, {}, MeaningOf("site", "checks"));
  out_.Key("type").Raw(R"(["object","null"])");
  out_.Key("properties").BeginObject();
  for (const std::string_view rule : RuleNames())
    out_.Key(rule).BeginObject().Key("$ref").String("#/definitions/level").EndObject();
  out_.EndObject().Key("additionalProperties").Raw("false").EndObject();
}

void SiteSchemaWriter::Publish() {
  std::string options;
  for (const char* key : {"host_key", "key", "config", "branch", "endpoint", "region", "ca"})
    options += fmt::format(R"("{}":{{"type":["string","null"]}},)", key);
  constexpr const char* kTo = "^(file:/|git:.|(sftp|davs?|s3|ftpe?s)://.)";
  Add("site", "publish",
      fmt::format(
          R"({{"type":["object","null"],"propertyNames":{{"pattern":"^[a-z0-9][a-z0-9-]{{0,39}}$"}},)"
          R"("additionalProperties":{{"type":"object","properties":{{"to":{{"type":"string","pattern":"{}"}},{})"
          R"("style":{{"enum":["path","host",null]}},)"
          R"("password":{{"type":["string","null"],"pattern":"^[A-Z_][A-Z0-9_]*$"}}}},)"
          R"("required":["to"],"additionalProperties":false}}}})",
          kTo, options));
}

std::string SiteSchemaWriter::ForSite() {
  BeginSchema(out_);
  About(out_, {"サイトの設定（site.yaml）", "Settings of the site (site.yaml)"}, {});
  out_.Key("type").String("object").Key("properties").BeginObject();
  for (const char* key : {"title", "description", "license"}) Local("site", key);
  Add("site", "base_url", R"({"type":"string","pattern":"^https?://[A-Za-z0-9]"})");
  Add("site", "languages",
      R"({"type":"array","minItems":1,"items":{"anyOf":[{"type":"string"},{"type":"object","properties":{)"
      R"("code":{"type":"string"},"name":{"type":["string","null"]},"hidden":{"enum":[true,false,null]},)"
      R"("only":{"enum":["translated",null]},"sentence":{"type":["integer","null"],"minimum":1},)"
      R"("direction":{"enum":["ltr","rtl",null]}},"required":["code"],"additionalProperties":false}]}})");
  for (const char* key : {"time_zone", "theme", "logo", "social_image", "contact"})
    Add("site", key, R"({"type":["string","null"]})");
  Publish();
  Add("site", "map_url", R"({"type":["string","null"],"pattern":"^(https://|geo:).*\\{l(atitude|ongitude)\\}"})");
  OneOf("guidelines", site_.collections);
  for (const char* key : {"plain_words", "spellings", "agreed_words"}) OneOf(key, site_.vocabularies);
  Add("site", "layouts",
      R"({"type":["object","null"],"properties":{"home":{"type":"string"},"search":{"type":"string"},)"
      R"("site_map":{"type":"string"},"not_found":{"type":"string"}},"additionalProperties":false})");
  for (const char* key : {"demonstration", "examples_apart", "noindex"})
    Add("site", key, R"({"enum":[true,false,null,"true","false"]})");
  std::string hosts;
  for (const char* key : {"images", "scripts", "frames", "styles"})
    hosts += fmt::format(R"({}"{}":{{"type":["array","null"],"items":{{"type":"string","pattern":"{}"}}}})",
                         hosts.empty() ? "" : ",", key, kHost);
  Add("site", "security",
      fmt::format(R"({{"type":["object","null"],"properties":{{{}}},"additionalProperties":false}})", hosts));
  Add("site", "known_dead",
      R"({"type":["array","null"],"items":{"type":"object","properties":{"url":{"type":"string",)"
      R"("pattern":"^https?://"},"since":{"type":"string","format":"date"}},"required":["url","since"],)"
      R"("additionalProperties":false}})");
  for (const char* key : {"calendar", "feeds"}) {
    out_.Key(key).BeginObject();
    About(out_, {}, MeaningOf("site", key));
    out_.Key("type").Raw(R"(["object","null"])").Key("properties").BeginObject();
    Topics();
    if (std::string_view(key) == "calendar")
      out_.Key("week_starts")
          .Raw(R"({"enum":["sunday","monday","tuesday","wednesday","thursday","friday","saturday",null]})");
    out_.EndObject().Key("additionalProperties").Raw("false").EndObject();
  }
  Checks();
  Menus();
  out_.EndObject().Key("required").Raw(R"(["title","base_url","languages"])");
  out_.Key("additionalProperties").Raw("false").Key("definitions").BeginObject();
  out_.Key("level").BeginObject().Key("enum").BeginArray();
  for (const std::string_view level : LevelNames()) out_.String(level);
  out_.Raw("false").EndArray().EndObject().EndObject().EndObject();
  return Indented(out_.Take());
}

void SiteSchemaWriter::TermProperties() {
  out_.Key("properties").BeginObject();
  Add("term", "id", fmt::format(R"({{"type":["string","integer"],"maxLength":80,"pattern":"{}"}})", kSlug));
  for (const Language& language : AllLanguages(site_)) {
    out_.Key(language.code).BeginObject();
    out_.Key("title").String(language.name).Key("type").Raw(R"(["string","number","boolean","null"])");
    out_.EndObject();
  }
  Local("term", "description");
  for (const char* key : {"code", "same_as"}) Add("term", key, R"({"type":["string","number","null"]})");
  Add("term", "broader", R"({"type":["string","integer","null"]})");
  Add("term", "related", R"({"type":["array","null"],"items":{"type":["string","integer"]}})");
  out_.Key("used_by").BeginObject();
  About(out_, {}, MeaningOf("term", "used_by"));
  out_.Key("type").Raw(R"(["array","null"])").Key("items").BeginObject().Key("type").String("object");
  out_.Key("properties").BeginObject().Key("guideline").BeginObject();
  if (site_.guidelines) fields_.RecordName(site_.guidelines->schema.id, true);
  out_.EndObject();
  fields_.LocalProperty("name", {"呼び名", "What it is called"}, true);
  fields_.LocalProperty("note", {"覚え書き", "A note"}, true);
  out_.EndObject().Key("required").Raw(R"(["guideline"])").Key("additionalProperties").Raw("false");
  out_.EndObject().EndObject().EndObject();
  out_.Key("required").Raw(R"(["id"])").Key("additionalProperties").Raw("false");
}

std::string SiteSchemaWriter::ForVocabularies() {
  BeginSchema(out_);
  About(out_, {"語彙", "A vocabulary"}, {});
  out_.Key("type").String("object").Key("properties").BeginObject();
  out_.Key("from").BeginObject();
  About(out_, {}, {"テーマにある語彙の名前", "A vocabulary of the theme"});
  out_.Key("type").String("string").EndObject();
  out_.Key("without").BeginObject();
  About(out_, {}, {"その語彙から除く用語の id", "Ids of its terms that are left out"});
  out_.Key("type").String("array").Key("items").Raw(R"({"type":["string","integer"]})").EndObject();
  fields_.LocalProperty("label", {"語彙の名前", "What the vocabulary is called"}, true);
  out_.Key("terms").BeginObject().Key("type").Raw(R"(["array","null"])").Key("items").BeginObject();
  out_.Key("type").String("object");
  TermProperties();
  out_.EndObject().EndObject().EndObject();
  out_.Key("if").Raw(R"({"required":["from"]})").Key("else");
  out_.Raw(R"({"required":["label","terms"],"properties":{"terms":{"type":"array","minItems":1}}})");
  out_.Key("additionalProperties").Raw("false");
  fields_.Definitions();
  out_.EndObject();
  return Indented(out_.Take());
}

std::string SiteSchemaWriter::ForRemoved() {
  BeginSchema(out_);
  About(out_, {"なくしたページ（removed.yaml）", "Pages that are no more (removed.yaml)"}, {});
  out_.Key("type").String("object").Key("properties").BeginObject();
  out_.Key("pages").BeginObject().Key("type").String("array").Key("items").BeginObject();
  out_.Key("type").String("object").Key("properties").BeginObject();
  Add("removed", "addresses", R"({"type":"array","items":{"type":"string","pattern":"(\\.html|/)$"}})");
  Add("removed", "removed", R"({"type":"string","format":"date"})");
  for (const char* key : {"title", "reason"}) Local("removed", key);
  out_.EndObject().Key("required").Raw(R"(["addresses","removed"])");
  out_.Key("additionalProperties").Raw("false").EndObject().EndObject().EndObject();
  out_.Key("required").Raw(R"(["pages"])").Key("additionalProperties").Raw("false").EndObject();
  return Indented(out_.Take());
}

}  // namespace

std::string SiteSchema(const Site& site) { return SiteSchemaWriter(site).ForSite(); }
std::string VocabularySchema(const Site& site) { return SiteSchemaWriter(site).ForVocabularies(); }
std::string RemovedSchema(const Site& site) { return SiteSchemaWriter(site).ForRemoved(); }

}  // namespace kyodo::schema
