// schema/<collection>.yaml
#include <fmt/format.h>
#include <unicode/regex.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/slug.h"

namespace kyodo::load {

namespace {

/// Names that templates and files use for other things.
const std::vector<std::string_view> kReserved = {
    "id", "url", "collection", "body", "headings", "excerpt", "language", "translated", "draft", "example", "published",
    "updated", "referenced_by", "part_of", "parts", "previous", "next", "print_url", "layout", "publish_from", "publish_until",
    "translation", "slug", "unlisted"};

struct SchemaReader {
  Loader& loader;
  Schema& schema;

  const std::vector<Language>& languages() const { return loader.site.config.languages; }
  Diagnostics& diagnostics() const { return loader.diagnostics; }

  void ReadFields(const yaml::Node& node, std::vector<Field>& fields, bool top);
  void ReadField(const yaml::Entry& entry, std::vector<Field>& fields, bool top);
  FieldType ReadType(const yaml::Node& node, MapReader& map);
  void ReadListing(const yaml::Node& node);
  /// Error `schema.field` unless the schema has the field.
  void NeedField(std::string_view key, const SourcePos& at);
};

Field MakePart(const char* key, FieldKind kind, bool translate, size_t count, const char* ja, const char* en, const std::vector<Language>& languages) {
  Field field;
  field.key = key;
  field.type.kind = kind;
  field.translate = translate;
  field.label = LocalText(count);
  for (size_t i = 0; i < count; ++i) field.label[i] = languages[i].japanese ? ja : en;
  return field;
}

/// Types that are objects with known parts.
std::vector<Field> PartsOf(FieldKind kind, const std::vector<Language>& languages) {
  const size_t n = languages.size();
  const auto part = [&](const char* key, FieldKind k, bool t, const char* ja, const char* en) { return MakePart(key, k, t, n, ja, en, languages); };
  std::vector<Field> parts;
  switch (kind) {
    case FieldKind::kPlace:
      parts = {part("address", FieldKind::kString, true, "住所", "Address"), part("latitude", FieldKind::kDecimal, false, "緯度", "Latitude"),
               part("longitude", FieldKind::kDecimal, false, "経度", "Longitude")};
      break;
    case FieldKind::kDateRange:
      parts = {part("start", FieldKind::kDate, false, "開始", "Start"), part("end", FieldKind::kDate, false, "終了", "End")};
      parts[0].required = true;
      break;
    case FieldKind::kRecurrence:
      parts = {part("start", FieldKind::kDate, false, "最初の日", "First day"), part("rule", FieldKind::kString, false, "規則", "Rule"),
               part("except", FieldKind::kList, false, "除く日", "Except")};
      parts[0].required = parts[1].required = true;
      parts[1].type.pattern = "FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(;[A-Z]+=[A-Z0-9,+-]+)*";
      {
        FieldType day;
        day.kind = FieldKind::kDate;
        parts[2].type.of = std::make_shared<FieldType>(std::move(day));
      }
      break;
    case FieldKind::kImage:
      parts = {part("src", FieldKind::kFile, false, "ファイル", "File"), part("alt", FieldKind::kString, true, "代替テキスト", "Alternative text"),
               part("caption", FieldKind::kString, true, "説明", "Caption"), part("credit", FieldKind::kString, true, "提供", "Credit")};
      parts[0].required = parts[1].required = true;
      break;
    default: break;
  }
  return parts;
}

FieldType SchemaReader::ReadType(const yaml::Node& node, MapReader& map) {
  FieldType type;
  const yaml::Node* name = map.Need("type", "string");
  if (name) {
    const auto& names = FieldKindNames();
    const auto found = std::find(names.begin(), names.end(), name->text);
    if (found == names.end()) {
      const std::string_view near = Nearest(name->text, names);
      diagnostics().Error("schema.type", name->pos, {fmt::format("知らない型です: {}", name->text), fmt::format("Unknown type: {}", name->text)},
                          near.empty() ? Message{"例: string、text、date、term、ref", "Example: string, text, date, term, ref"}
                                       : Message{fmt::format("「{}」のことですか。", near), fmt::format("Did you mean “{}”?", near)});
    } else {
      type.kind = static_cast<FieldKind>(found - names.begin());
    }
  }
  type.fields = PartsOf(type.kind, languages());
  switch (type.kind) {
    case FieldKind::kTerm:
      if (const yaml::Node* vocabulary = map.Need("vocabulary", "districts")) {
        type.vocabulary = vocabulary->text;
        if (!loader.site.vocabularies.contains(type.vocabulary)) {
          diagnostics().Error("schema.vocabulary", vocabulary->pos, {fmt::format("語彙がありません: {}", type.vocabulary), fmt::format("No such vocabulary: {}", type.vocabulary)},
                              {fmt::format("vocabularies/{}.yaml を作ります。", type.vocabulary), fmt::format("Make the file vocabularies/{}.yaml.", type.vocabulary)});
        }
      }
      break;
    case FieldKind::kRef:
      if (const yaml::Node* to = map.Need("to", "groups")) {
        type.collection = to->text;
        if (!loader.site.collections.contains(type.collection)) {
          diagnostics().Error("schema.collection", to->pos, {fmt::format("種類がありません: {}", type.collection), fmt::format("No such collection: {}", type.collection)},
                              {fmt::format("schema/{}.yaml を作ります。", type.collection), fmt::format("Make the file schema/{}.yaml.", type.collection)});
        }
      }
      break;
    case FieldKind::kObject:
      if (const yaml::Node* fields = map.Need("fields", "{label: {type: string}}")) ReadFields(*fields, type.fields, false);
      break;
    case FieldKind::kList:
      if (const yaml::Node* of = map.Need("of", "{type: string}")) {
        MapReader item(*of, languages(), diagnostics());
        type.of = std::make_shared<FieldType>(ReadType(*of, item));
        item.Finish();
      } else {
        type.of = std::make_shared<FieldType>();
      }
      break;
    case FieldKind::kDate: type.partial = map.Flag("partial"); break;
    case FieldKind::kInteger:
    case FieldKind::kMoney:
      type.minimum = map.Integer("minimum");
      type.maximum = map.Integer("maximum");
      break;
    default: break;
  }
  type.max_length = static_cast<size_t>(std::max<int64_t>(0, map.Integer("max_length").value_or(0)));
  if (const yaml::Node* pattern = map.Get("pattern")) {
    type.pattern = pattern->text;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    const std::unique_ptr<icu::RegexPattern> compiled(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(type.pattern), where, status));
    if (U_FAILURE(status)) {
      diagnostics().Error("schema.pattern", pattern->pos, {fmt::format("正規表現として読めません: {}", type.pattern), fmt::format("Not a regular expression: {}", type.pattern)},
                          {"例: \"[ぁ-ゖー]+\"", "Example: \"[ぁ-ゖー]+\""});
    }
  }
  type.one_of = map.Texts("one_of");
  (void)node;
  return type;
}

void SchemaReader::ReadField(const yaml::Entry& entry, std::vector<Field>& fields, bool top) {
  MapReader map(*entry.value, languages(), diagnostics());
  if (!map.ok()) return;
  Field field;
  field.key = entry.key;
  field.pos = entry.key_pos;
  if (top && std::find(kReserved.begin(), kReserved.end(), entry.key) != kReserved.end()) {
    diagnostics().Error("schema.reserved", entry.key_pos, {fmt::format("kyodo が使う名前です: {}", entry.key), fmt::format("A name that kyodo uses itself: {}", entry.key)},
                        {"別の名前にします。", "Choose another name."});
  }
  field.type = ReadType(*entry.value, map);
  field.label = map.Local("label");
  if (field.label.empty()) field.label[0] = field.key;
  field.help = map.Local("help");
  field.required = map.Flag("required");
  field.required_when = map.Text("required_when");
  field.translate = map.Flag("translate", field.type.kind == FieldKind::kHours);
  field.is_private = map.Flag("private");
  field.show = map.Flag("show", true);
  field.facet = map.Flag("facet");
  field.search_weight = static_cast<int>(map.Integer("search").value_or(1));
  field.fiscal_year = map.Text("display") == "fiscal_year";
  field.default_value = map.Text("default");
  // An example may be in each language; it is only shown to people.
  field.example = map.Local("example").In(0);
  map.Finish();
  fields.push_back(std::move(field));
}

void SchemaReader::ReadFields(const yaml::Node& node, std::vector<Field>& fields, bool top) {
  MapReader shape(node, languages(), diagnostics());
  if (!shape.ok()) return;
  for (const yaml::Entry& entry : node.entries) ReadField(entry, fields, top);
}

void SchemaReader::NeedField(std::string_view key, const SourcePos& at) {
  if (schema.Find(key) >= 0 || key == "published" || key == "updated") return;
  std::vector<std::string_view> known;
  for (const Field& field : schema.fields) known.push_back(field.key);
  const std::string_view near = Nearest(key, known);
  diagnostics().Error("schema.field", at, {fmt::format("fields にない項目です: {}", key), fmt::format("Not among the fields: {}", key)},
                      near.empty() ? Message{"fields にある名前を書きます。", "Write the name of a field."}
                                   : Message{fmt::format("「{}」のことですか。", near), fmt::format("Did you mean “{}”?", near)});
}

void SchemaReader::ReadListing(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics());
  if (!map.ok()) return;
  Listing& listing = schema.listing;
  listing.enabled = true;
  for (const std::string& key : map.Texts("sort")) {
    const bool descending = StartsWith(key, "-");
    listing.sort.push_back({descending ? key.substr(1) : key, descending});
  }
  listing.facets = map.Texts("facets");
  listing.summary = map.Texts("summary");
  listing.group_by = map.Text("group_by");
  listing.template_name = map.Text("template");
  listing.page_size = static_cast<size_t>(std::clamp<int64_t>(map.Integer("page_size").value_or(30), 1, 1000));
  listing.max_pairs = static_cast<size_t>(std::clamp<int64_t>(map.Integer("max_pairs").value_or(400), 0, 100000));
  if (const yaml::Node* index = map.Get("index")) {
    listing.index = true;
    NeedField(index->text, index->pos);
  }
  map.Finish();
  for (const char* list : {"sort", "facets", "summary"}) {
    const yaml::Node* names = node.Find(list);
    if (!names) continue;
    for (const yaml::Node* name : names->items) {
      const std::string_view key = name->text;
      NeedField(StartsWith(key, "-") ? key.substr(1) : key, name->pos);
    }
  }
  if (const yaml::Node* group = node.Find("group_by")) NeedField(group->text, group->pos);
  for (Field& field : schema.fields) {
    if (field.facet && std::find(listing.facets.begin(), listing.facets.end(), field.key) == listing.facets.end()) listing.facets.push_back(field.key);
  }
}

void ReadSchema(Loader& loader, Schema& schema) {
  const yaml::Node* root = ReadYaml(loader, "schema/" + schema.id + ".yaml", *loader.site.storage.front(), loader.diagnostics);
  if (!root) return;
  schema.pos = root->pos;
  SchemaReader reader{loader, schema};
  MapReader map(*root, loader.site.config.languages, loader.diagnostics);
  if (const yaml::Node* format = map.Need("format", "record")) {
    schema.is_document = format->text == "document";
    if (format->text != "document" && format->text != "record") {
      loader.diagnostics.Error("schema.format", format->pos, {fmt::format("知らない形式です: {}", format->text), fmt::format("Unknown format: {}", format->text)},
                               {"record（YAML）か document（Markdown）と書きます。", "Write record (YAML) or document (Markdown)."});
    }
  }
  map.Need("label", "{ja: 事例, en: Case studies}");
  schema.label = map.Local("label");
  schema.label_one = map.Local("label_one");
  schema.description = map.Local("description");
  schema.title = map.Text("title", "title");
  schema.path = map.Text("path", schema.id + "/{slug}.html");
  schema.glossary = map.Flag("glossary");
  if (const yaml::Node* fields = map.Need("fields", "{title: {type: string}}")) reader.ReadFields(*fields, schema.fields, true);
  if (schema.Find(schema.title) < 0) {
    const yaml::Node* title = root->Find("title");
    reader.NeedField(schema.title, title ? title->pos : root->pos);
  }
  if (const yaml::Node* listing = map.Get("listing")) reader.ReadListing(*listing);
  if (const yaml::Node* parts = map.Get("parts")) {
    MapReader part(*parts, loader.site.config.languages, loader.diagnostics);
    if (const yaml::Node* of = part.Need("of", "guideline")) {
      schema.part_of = of->text;
      reader.NeedField(schema.part_of, of->pos);
    }
    if (const yaml::Node* order = part.Need("order", "number")) {
      schema.part_order = order->text;
      reader.NeedField(schema.part_order, order->pos);
    }
    schema.figure_label = part.Text("figure_label");
    part.Finish();
  }
  map.Finish();
}

/// Names of the YAML files in a folder of the site, without their ending.
std::vector<std::string> YamlNames(const Loader& loader, std::string_view folder) {
  std::vector<std::string> names;
  const auto entries = loader.files.List(loader.PathOf(folder));
  if (!entries.ok()) return names;
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == FileInfo::kFile && EndsWith(entry.name, ".yaml")) names.push_back(entry.name.substr(0, entry.name.size() - 5));
  }
  return names;
}

}  // namespace

void LoadSchemas(Loader& loader) {
  Site& site = loader.site;
  for (const std::string& name : YamlNames(loader, "vocabularies")) site.vocabularies[name].id = name;
  for (const std::string& name : YamlNames(loader, "schema")) site.collections[name].schema.id = name;
  if (site.collections.empty()) {
    loader.diagnostics.FileError("schema.none", loader.PathOf("schema"), {"スキーマのファイルがありません", "There is no schema"},
                                 {"schema/cases.yaml のように、記録の種類ごとに一つ作ります。", "Make one for each kind of record, such as schema/cases.yaml."});
  }
  for (auto& [id, collection] : site.collections) ReadSchema(loader, collection.schema);
}

}  // namespace kyodo::load
