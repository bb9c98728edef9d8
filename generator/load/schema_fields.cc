// The fields of a schema and their types.
#include "load/schema_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/patterns.h"
#include "load/type_parts.h"
#include "model/next_time.h"

namespace kyodo::load {

namespace {

/// What is like the name among those that are there.
template <class Map>
std::string_view NearestKey(std::string_view name, const Map& map) {
  std::vector<std::string_view> known;
  for (const auto& [key, value] : map) known.push_back(key);
  return Nearest(name, known);
}

/// Names that templates and files use for other things.
const std::vector<std::string_view> kReserved = {
    "id",           "url",           "collection",    "body",         "headings",
    "excerpt",      "language",      "translated",    "draft",        "example",
    "published",    "updated",       "referenced_by", "part_of",      "parts",
    "previous",     "next",          "print_url",     "mentioned_by", "layout",
    "publish_from", "publish_until", "translation",   "slug",         "unlisted",
    "occurrences",  "taking_part",   "calendar",      "repeats",      "aliases",
    kNextTimeKey};
struct FieldReader {
  Loader& loader;

  const std::vector<Language>& languages() const { return loader.site.config.languages; }
  Diagnostics& diagnostics() const { return loader.diagnostics; }

  void ReadFields(const yaml::Node& node, std::vector<Field>& fields, bool top);
  void ReadField(const yaml::Entry& entry, std::vector<Field>& fields, bool top);
  /// Error `schema.key`: not a name that templates can use.
  void CheckFieldKey(const yaml::Entry& entry);
  FieldType ReadType(const yaml::Node& node, MapReader& map);
  /// `one_of`: a list, or the word `collections` for the names of all of the site's.
  void ReadChoices(MapReader& map, FieldType& type);
  void ReadDisplay(MapReader& map, Field& field);
  /// Error `schema.pattern`.
  void CannotUsePattern(std::string_view pattern, const SourcePos& at);
};

void FieldReader::CannotUsePattern(std::string_view pattern, const SourcePos& at) {
  Message message = {fmt::format("正規表現として読めません: {}", pattern),
                     fmt::format("Not a regular expression: {}", pattern)};
  if (pattern.size() > kLongestPattern) {
    message = {
        fmt::format("長すぎる正規表現です: {} バイト（{} バイトまで）", pattern.size(), kLongestPattern),
        fmt::format("The regular expression is too long: {} bytes, of at most {}", pattern.size(), kLongestPattern)};
  }
  diagnostics().Error("schema.pattern", at, std::move(message), {"例: \"[ぁ-ゖー]+\"", "Example: \"[ぁ-ゖー]+\""});
}

FieldType FieldReader::ReadType(const yaml::Node& node, MapReader& map) {
  FieldType type;
  const yaml::Node* name = map.Need("type", "string");
  if (name) {
    const auto& names = FieldKindNames();
    const auto found = std::find(names.begin(), names.end(), name->text);
    if (found == names.end()) {
      const std::string_view near = Nearest(name->text, names);
      diagnostics().Error("schema.type", name->pos,
                          {fmt::format("使えない型です: {}", name->text), fmt::format("Unknown type: {}", name->text)},
                          Suggest(near, {fmt::format("使える型: {}", fmt::join(names, ", ")),
                                         fmt::format("The types: {}", fmt::join(names, ", "))}));
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
          diagnostics().Error("schema.vocabulary", vocabulary->pos,
                              {fmt::format("語彙がありません: {}", type.vocabulary),
                               fmt::format("No such vocabulary: {}", type.vocabulary)},
                              Suggest(NearestKey(type.vocabulary, loader.site.vocabularies),
                                      {fmt::format("vocabularies/{}.yaml を作ります。", type.vocabulary),
                                       fmt::format("Make the file vocabularies/{}.yaml.", type.vocabulary)}));
        }
      }
      break;
    case FieldKind::kRef:
      if (const yaml::Node* to = map.Need("to", "groups")) {
        type.collection = to->text;
        if (!loader.site.collections.contains(type.collection)) {
          diagnostics().Error("schema.collection", to->pos,
                              {fmt::format("種類がありません: {}", type.collection),
                               fmt::format("No such collection: {}", type.collection)},
                              Suggest(NearestKey(type.collection, loader.site.collections),
                                      {fmt::format("schema/{}.yaml を作ります。", type.collection),
                                       fmt::format("Make the file schema/{}.yaml.", type.collection)}));
        }
      }
      break;
    case FieldKind::kObject:
      if (const yaml::Node* fields = map.Need("fields", "{label: {type: string}}"))
        ReadFields(*fields, type.fields, false);
      break;
    case FieldKind::kList:
      if (const yaml::Node* of = map.Need("of", "{type: string}")) {
        MapReader item(*of, languages(), diagnostics(), "of: {type: string}");
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
    if (const auto text = ReadText(*pattern, diagnostics()); text && IsPattern(*text)) {
      type.pattern = *text;
      type.pattern_pos = pattern->pos;
    } else if (text) {
      CannotUsePattern(*text, pattern->pos);
    }
  }
  ReadChoices(map, type);
  (void)node;
  return type;
}

void FieldReader::ReadChoices(MapReader& map, FieldType& type) {
  const yaml::Node* choices = map.Get("one_of");
  if (choices && choices->kind == yaml::Node::kScalar && choices->text == "collections") {
    for (const auto& [id, collection] : loader.site.collections) type.one_of.push_back(id);
  } else {
    type.one_of = map.Texts("one_of");
  }
}

void FieldReader::CheckFieldKey(const yaml::Entry& entry) {
  bool good = !entry.key.empty() && entry.key.front() >= 'a' && entry.key.front() <= 'z';
  for (const char c : entry.key) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  if (good) return;
  diagnostics().Error("schema.key", entry.key_pos,
                      {fmt::format("項目の名前として使えません: {}", entry.key),
                       fmt::format("Not usable as a field's name: {}", entry.key)},
                      {"英字で始め、半角の小文字、数字、_ で書きます。例: held_on",
                       "Lower-case letters, digits and _, a letter first. Example: held_on"});
}

/// display: fiscal_year, display: price
void FieldReader::ReadDisplay(MapReader& map, Field& field) {
  const yaml::Node* node = map.Get("display");
  if (!node || node->IsAbsent()) return;
  const FieldKind kind = field.type.of ? field.type.of->kind : field.type.kind;
  field.fiscal_year = node->text == "fiscal_year" && kind == FieldKind::kInteger;
  field.price = node->text == "price" && kind == FieldKind::kMoney;
  if (field.fiscal_year || field.price) return;
  diagnostics().Error(
      "schema.display", node->pos,
      {fmt::format("この項目の表し方ではありません: {}", node->text),
       fmt::format("Not a way to show this field: {}", node->text)},
      {"年度の年には fiscal_year（type: integer）、0 なら無料と示す料金には price（type: money）と書きます。",
       "Write fiscal_year for the year of a fiscal year (type: integer), price for a fee that is said to "
       "be free when it is 0 (type: money)."});
}

void FieldReader::ReadField(const yaml::Entry& entry, std::vector<Field>& fields, bool top) {
  MapReader map(*entry.value, languages(), diagnostics(), fmt::format("{0}: {{type: string, label: {0}}}", entry.key));
  if (!map.ok()) return;
  Field field;
  field.key = entry.key;
  field.pos = entry.key_pos;
  CheckFieldKey(entry);
  if (top && std::find(kReserved.begin(), kReserved.end(), entry.key) != kReserved.end()) {
    diagnostics().Error("schema.reserved", entry.key_pos,
                        {fmt::format("kyodo が使う名前です: {}", entry.key),
                         fmt::format("A name that kyodo uses itself: {}", entry.key)},
                        {fmt::format("別の名前にします。例: {}_text", entry.key),
                         fmt::format("Choose another name. Example: {}_text", entry.key)});
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
  field.says_how = map.Flag("says_how");
  field.search_weight = static_cast<int>(map.Integer("search").value_or(1));
  ReadDisplay(map, field);
  field.default_value = map.Text("default");
  // An example may be in each language; it is only shown to people.
  field.example = map.Local("example").In(0);
  map.Finish();
  fields.push_back(std::move(field));
}

void FieldReader::ReadFields(const yaml::Node& node, std::vector<Field>& fields, bool top) {
  if (node.kind != yaml::Node::kMapping) NotMapping(node, "fields: {title: {type: string}}", diagnostics());
  for (const yaml::Entry& entry : node.entries) ReadField(entry, fields, top);
}
}  // namespace

void ReadFields(Loader& loader, const yaml::Node& node, std::vector<Field>& fields) {
  FieldReader{loader}.ReadFields(node, fields, true);
}

}  // namespace kyodo::load
