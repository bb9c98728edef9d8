// schema/<collection>.yaml
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/meant_names.h"
#include "load/ready.h"
#include "load/schema_fields.h"
#include "load/schema_reader.h"
#include "load/slug.h"
#include "model/next_time.h"

namespace kyodo::load {

namespace {

/// Folders of the site, and of what is made of it, that hold no records.
const std::vector<std::string_view> kTakenFolders = {"assets",    "calendar", "feeds",  "i18n",   "media",
                                                     "open-data", "schema",   "search", "themes", "vocabularies"};

}  // namespace

void SchemaReader::NeedField(std::string_view key, const SourcePos& at) {
  if (key != "published" && key != "updated") NeedOwnField(key, at);
}

void SchemaReader::NeedOwnField(std::string_view key, const SourcePos& at) {
  if (schema.Find(key) >= 0) return;
  std::vector<std::string_view> known;
  for (const Field& field : schema.fields) known.push_back(field.key);
  const std::string_view near = Nearest(key, known);
  diagnostics().Error("schema.field", at,
                      {fmt::format("fields にない項目です: {}", key), fmt::format("Not among the fields: {}", key)},
                      Suggest(near, {fmt::format("使える項目: {}", fmt::join(known, ", ")),
                                     fmt::format("The fields: {}", fmt::join(known, ", "))}));
}

void SchemaReader::NeedPublicField(std::string_view key, const SourcePos& at) {
  NeedField(key, at);
  RefusePrivate(key, at);
}

void SchemaReader::RefusePrivate(std::string_view key, const SourcePos& at) {
  const int found = schema.Find(key);
  if (found < 0 || !schema.fields[static_cast<size_t>(found)].is_private) return;
  const Field& field = schema.fields[static_cast<size_t>(found)];
  const auto other = std::find_if(schema.fields.begin(), schema.fields.end(), [&](const Field& one) {
    return !one.is_private && one.type.kind == field.type.kind;
  });
  Message hint{"公開する項目にするか、別の項目を書きます。", "Make it public, or name another field."};
  if (other != schema.fields.end()) {
    hint.ja += fmt::format("例: {}", other->key);
    hint.en += fmt::format(" Example: {}", other->key);
  }
  diagnostics().Error("schema.private", at,
                      {fmt::format("公開しない項目は、ここに使えません: {}", key),
                       fmt::format("A private field cannot be used here: {}", key)},
                      std::move(hint));
}

void SchemaReader::NeedFieldOf(std::string_view key, std::initializer_list<FieldKind> kinds, const SourcePos& at) {
  NeedKind(key, kinds, at);
  RefusePrivate(key, at);
}

void SchemaReader::NeedKind(std::string_view key, std::initializer_list<FieldKind> kinds, const SourcePos& at) {
  NeedOwnField(key, at);
  const int found = schema.Find(key);
  if (found < 0) return;
  const FieldKind kind = schema.fields[static_cast<size_t>(found)].type.kind;
  std::vector<std::string_view> names;
  for (const FieldKind one : kinds) {
    if (one == kind) return;
    names.push_back(FieldKindNames()[static_cast<size_t>(one)]);
  }
  diagnostics().Error("schema.field-type", at,
                      {fmt::format("ここに使えない型の項目です: {}", key),
                       fmt::format("A field of this type cannot be used here: {}", key)},
                      {fmt::format("型が {} の項目を書きます。", fmt::join(names, " か ")),
                       fmt::format("Name a field of the type {}.", fmt::join(names, " or "))});
}

void SchemaReader::CheckTitle(const yaml::Node& root) {
  const yaml::Node* title = root.Find("title");
  const int at = schema.Find(schema.title);
  if (at < 0 && title) return NeedField(schema.title, title->pos);
  if (at < 0) {
    diagnostics().Error("schema.title", root.pos, {"記録の名前になる項目がありません", "No field names a record"},
                        {"fields に title を作るか、名前になる項目を書きます。例: title: name",
                         "Make a field “title”, or say which field is the name. Example: title: name"});
    return;
  }
  const Field& field = schema.fields[static_cast<size_t>(at)];
  NeedPublicField(field.key, title ? title->pos : field.pos);
  if (field.type.kind == FieldKind::kString || field.type.kind == FieldKind::kText) return;
  diagnostics().Error("schema.title", title ? title->pos : field.pos,
                      {fmt::format("記録の名前にできない型の項目です: {}", field.key),
                       fmt::format("A field of this type cannot name a record: {}", field.key)},
                      {"名前になる項目の型は string にします。", "The field that names a record is a string."});
}

std::string SchemaReader::TextFor(const yaml::Node* named, std::string_view usual) {
  if (schema.fields.empty()) return {};  // they are wrong, and told so
  const auto given = named ? ReadText(*named, diagnostics()) : std::optional(usual);
  const int at = given ? schema.Find(*given) : -1;
  if (named && given) NeedFieldOf(*given, {FieldKind::kString, FieldKind::kText}, named->pos);
  if (at < 0) return {};
  const Field& field = schema.fields[static_cast<size_t>(at)];
  const bool is_text = field.type.kind == FieldKind::kString || field.type.kind == FieldKind::kText;
  return is_text && !field.is_private ? field.key : std::string();
}

void SchemaReader::ReadRoles(MapReader& map) {
  schema.summary = TextFor(map.Get("summary"), usual::kSummary);
  schema.reading = TextFor(map.Get("reading"), usual::kReading);
}

void SchemaReader::CheckPath(const yaml::Node& path) {
  const std::string_view text = schema.path;
  std::string plain;  // without the fields
  for (std::string_view rest = text; !rest.empty();) {
    const size_t open = rest.find('{');
    plain += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    const size_t close = std::min(rest.find('}', open), rest.size());
    const std::string_view key = rest.substr(open + 1, close - open - 1);
    if (key != "slug") NeedPublicField(key, path.pos);
    plain += close < rest.size() ? "x" : "{";
    rest.remove_prefix(std::min(close + 1, rest.size()));
  }
  const bool good = EndsWith(plain, ".html") && plain.front() != '/' && plain.find_first_of("{}\\?#: ") == plain.npos &&
                    plain.find("..") == plain.npos;
  if (good) return;
  diagnostics().Error(
      "schema.path", path.pos,
      {fmt::format("ページのアドレスの形ではありません: {}", text),
       fmt::format("Not the form of a page's address: {}", text)},
      {fmt::format("サイトの中の場所を .html で終わるように書きます。例: \"{}/{{slug}}.html\"", schema.id),
       fmt::format("Write a place in the site that ends in .html. Example: \"{}/{{slug}}.html\"", schema.id)});
}

void SchemaReader::CheckConditions(const yaml::Node& fields) {
  for (const yaml::Entry& entry : fields.entries) {
    const yaml::Node* when = entry.value->Find("required_when");
    if (when && when->kind == yaml::Node::kScalar) NeedField(when->text.substr(0, when->text.find('=')), when->pos);
  }
}

void SchemaReader::ReadListing(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics(), "listing: {sort: [title]}");
  if (!map.ok()) return;
  Listing& listing = schema.listing;
  listing.enabled = true;
  for (const std::string& key : map.Texts("sort")) {
    const bool descending = StartsWith(key, "-");
    listing.sort.push_back({descending ? key.substr(1) : key, descending});
  }
  listing.facets = map.Texts("facets");
  listing.summary = map.Texts("summary");
  listing.aliases = ReadAliases(map, diagnostics());
  listing.group_by = map.Text("group_by");
  listing.template_name = map.Text("template");
  listing.page_size = static_cast<size_t>(std::clamp<int64_t>(map.Integer("page_size").value_or(30), 1, 1000));
  listing.max_pairs = static_cast<size_t>(std::clamp<int64_t>(map.Integer("max_pairs").value_or(400), 0, 100000));
  if (const yaml::Node* index = map.Get("index")) {
    listing.index = index->text;
    NeedPublicField(index->text, index->pos);
  }
  map.Finish();
  for (const char* list : {"sort", "facets", "summary"}) {
    const yaml::Node* names = node.Find(list);
    if (!names) continue;
    for (const yaml::Node* name : names->items) {
      if (name->kind != yaml::Node::kScalar) continue;  // told above
      const std::string_view key = name->text;
      const std::string_view field = StartsWith(key, "-") ? key.substr(1) : key;
      if (field != kNextTimeKey || node.Find("sort") != names) NeedPublicField(field, name->pos);
    }
  }
  if (const yaml::Node* group = node.Find("group_by")) NeedPublicField(group->text, group->pos);
  for (Field& field : schema.fields) {
    if (field.facet && std::find(listing.facets.begin(), listing.facets.end(), field.key) == listing.facets.end())
      listing.facets.push_back(field.key);
  }
}

void SchemaReader::ReadOpenData(const yaml::Node& node) {
  if (node.kind == yaml::Node::kScalar) {
    schema.open_data.enabled = ReadBoolean(node, diagnostics()).value_or(false);
    return;
  }
  MapReader map(node, languages(), diagnostics(),
                "open_data: {standard: {ja: イベント一覧}, columns: {イベント名: name}}");
  if (!map.ok()) return;
  schema.open_data.enabled = true;
  map.Need("standard", "{ja: イベント一覧}");
  schema.open_data.standard = map.Local("standard");
  if (const yaml::Node* field = map.Get("only_with")) {
    schema.open_data.only_with = field->text;
    NeedPublicField(field->text, field->pos);
  }
  const yaml::Node* columns = map.Need("columns", "{イベント名: name}");
  map.Finish();
  if (!columns) return;
  if (columns->kind != yaml::Node::kMapping) return NotMapping(*columns, "{イベント名: name}", diagnostics());
  for (const yaml::Entry& entry : columns->entries) {
    DataColumn& column = schema.open_data.columns.emplace_back();
    column.header = entry.key;
    column.pos = entry.key_pos;
    const yaml::Node& value = *entry.value;
    if (value.kind == yaml::Node::kSequence) {
      for (const yaml::Node* path : value.items)
        if (const auto text = ReadText(*path, diagnostics())) column.paths.emplace_back(*text);
    } else if (!value.IsAbsent()) {
      if (const auto text = ReadText(value, diagnostics())) column.paths.emplace_back(*text);
    }
  }
}

void SchemaReader::ReadJsonLd(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics(), "json_ld: {type: Article}");
  if (!map.ok()) return;
  map.Need("type", "Article");
  schema.json_ld.type = map.Text("type");
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key == "type") continue;
    const std::string field = map.Text(entry.key);
    if (field.empty()) continue;
    NeedPublicField(field, entry.value->pos);
    schema.json_ld.properties.emplace_back(entry.key, field);
  }
  map.Finish();
}

void SchemaReader::ReadParts(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics(), "parts: {of: guideline, order: number}");
  if (const yaml::Node* of = map.Need("of", "guideline")) {
    schema.part_of = of->text;
    NeedFieldOf(schema.part_of, {FieldKind::kRef}, of->pos);
  }
  if (const yaml::Node* order = map.Need("order", "number")) {
    schema.part_order = order->text;
    NeedFieldOf(schema.part_order, {FieldKind::kInteger}, order->pos);
  }
  schema.figure_label = map.Text("figure_label");
  map.Finish();
}

namespace {

void ReadSchema(Loader& loader, Schema& schema, const yaml::Node* root) {
  if (!root) return;
  schema.pos = root->pos;
  SchemaReader reader{loader, schema};
  MapReader map(*root, loader.site.config.languages, loader.diagnostics);
  if (const yaml::Node* format = map.Need("format", "record")) {
    schema.is_document = format->text == "document";
    if (format->text != "document" && format->text != "record") {
      loader.diagnostics.Error(
          "schema.format", format->pos,
          {fmt::format("使えない形式です: {}", format->text), fmt::format("Unknown format: {}", format->text)},
          {"record（YAML）か document（Markdown）と書きます。", "Write record (YAML) or document (Markdown)."});
    }
  }
  map.Need("label", "{ja: 事例, en: Case studies}");
  schema.label = map.Local("label");
  schema.label_one = map.Local("label_one");
  schema.description = map.Local("description");
  schema.title = map.Text("title", usual::kTitle);
  schema.path = map.Text("path", schema.id + "/{slug}.html");
  schema.template_name = map.Text("template");
  const yaml::Node* path = root->Find("path");
  schema.glossary = map.Flag("glossary");
  if (map.Get("examples_apart")) schema.examples_apart = map.Flag("examples_apart");
  if (const yaml::Node* fields = map.Need("fields", "{title: {type: string}}")) {
    ReadFields(loader, *fields, schema.fields);
    reader.CheckConditions(*fields);
    if (fields->kind == yaml::Node::kMapping) reader.CheckTitle(*root);
    if (path && !path->IsAbsent()) reader.CheckPath(*path);
  }
  reader.ReadRoles(map);
  if (const yaml::Node* listing = map.Get("listing")) reader.ReadListing(*listing);
  if (const yaml::Node* calendar = map.Get("calendar")) reader.ReadCalendar(*calendar);
  if (const yaml::Node* upkeep = map.Get("upkeep")) reader.ReadUpkeep(*upkeep);
  if (const yaml::Node* data = map.Get("open_data")) reader.ReadOpenData(*data);
  if (const yaml::Node* json_ld = map.Get("json_ld")) reader.ReadJsonLd(*json_ld);
  if (const yaml::Node* parts = map.Get("parts")) reader.ReadParts(*parts);
  map.Finish();
}

/// Names of the YAML files in a folder of the site, without their ending.
/// Errors `file.name`: an ending that only looks like it; `slug.format`; `schema.reserved`.
std::vector<std::string> YamlNames(Loader& loader, const std::string& folder) {
  std::vector<std::string> names;
  const auto complain = [&](const char* rule, const std::string& name, Message message, Message hint) {
    loader.diagnostics.FileError(rule, loader.PathOf(folder + "/" + name), std::move(message), std::move(hint));
  };
  for (const FolderEntry& entry : ListPlain(loader.files, loader.site.folder, folder, loader.diagnostics)) {
    const std::string usual = UsualYamlName(entry.name);
    if (entry.kind == FileInfo::kFolder || !EndsWith(usual, ".yaml")) {
      loader.others.push_back({folder + "/" + entry.name, false});
      continue;
    }
    if (usual != entry.name) {
      complain("file.name", entry.name,
               {"ファイルの名前の終わりは .yaml にします", "The file's name should end in .yaml"},
               {fmt::format("名前を {} に変えます。", usual), fmt::format("Rename it to {}.", usual)});
      continue;
    }
    const std::string name = entry.name.substr(0, entry.name.size() - 5);
    Diagnostics one;
    if (!CheckSlug(name, {}, one)) {
      complain("slug.format", entry.name, one.list().front().message, one.list().front().hint);
    } else if (folder == "schema" &&
               std::find(kTakenFolders.begin(), kTakenFolders.end(), name) != kTakenFolders.end()) {
      complain("schema.reserved", entry.name,
               {fmt::format("kyodo が使う名前です: {}", name), fmt::format("A name that kyodo uses itself: {}", name)},
               {"別の名前にします。例: cases", "Choose another name. Example: cases"});
    } else {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace

void LoadSchemas(Loader& loader) {
  Site& site = loader.site;
  for (const std::string& name : YamlNames(loader, "vocabularies")) site.vocabularies[name].id = name;
  for (const std::string& name : YamlNames(loader, "schema")) site.collections[name].schema.id = name;
  if (site.collections.empty()) {
    loader.diagnostics.FileError("schema.none", loader.PathOf("schema"),
                                 {"スキーマのファイルがありません", "There is no schema"},
                                 {"schema/cases.yaml のように、記録の種類ごとに一つ作ります。",
                                  "Make one for each kind of record, such as schema/cases.yaml."});
  }
  std::map<std::string, const yaml::Node*> own;
  MadeFrom made_from;
  for (const auto& [id, collection] : site.collections) {
    own[id] = ReadYaml(loader, "schema/" + id + ".yaml", *site.storage.front(), loader.diagnostics);
    made_from.emplace(ReadyName(own[id]), id);
  }
  for (const auto& [id, collection] : site.collections) made_from[id] = id;
  for (auto& [id, collection] : site.collections)
    ReadSchema(loader, collection.schema, WithReadySchema(loader, own[id], made_from));
}

}  // namespace kyodo::load
