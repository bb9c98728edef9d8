#include "schema/cms.h"

#include <fmt/format.h>

#include "load/map_reader.h"
#include "load/values.h"
#include "schema/field_schema.h"
#include "schema/made.h"
#include "schema/words.h"
#include "yaml/writer.h"

namespace kyodo::schema {

namespace {

using yaml::Value;

Value Yes() { return Value::Text("true"); }
Value No() { return Value::Text("false"); }

class CmsWriter {
 public:
  CmsWriter(const Site& site, Cms cms) : site_(site), cms_(cms) {}

  Value CollectionOf(const Schema& schema, const std::string& folder) {
    by_language_ = !schema.is_document;
    Value out = Value::Map();
    out.Add("name", Value::Text(schema.id));
    out.Add("label", Value::Text(Both(InTongues(schema.label, site_.config.languages))));
    if (!schema.label_one.empty())
      out.Add("label_singular", Value::Text(Both(InTongues(schema.label_one, site_.config.languages))));
    if (!schema.description.empty())
      out.Add("description", Value::Text(Both(InTongues(schema.description, site_.config.languages))));
    out.Add("folder", Value::Text(fmt::format("{}/{}", folder, schema.id)));
    out.Add("extension", Value::Text(schema.is_document ? "md" : "yaml"));
    out.Add("format", Value::Text(schema.is_document ? "yaml-frontmatter" : "yaml"));
    out.Add("create", Yes());
    // Sveltia asks for the name; Decap cannot, and makes none of Japanese letters.
    out.Add("slug", Value::Text(cms_ == Cms::kSveltia ? "{{fields._slug}}"
                                                      : "{{year}}{{month}}{{day}}-{{hour}}{{minute}}{{second}}"));
    out.Add("identifier_field", Value::Text(schema.title));
    out.Add("media_folder", Value::Text(""));
    out.Add("public_folder", Value::Text(""));
    if (schema.is_document) out.Add("i18n", Yes());
    out.Add("fields", FieldsOf(schema));
    return out;
  }

 private:
  Value FieldsOf(const Schema& schema) {
    Value fields = Value::List();
    for (const Field& field : schema.fields) fields.items.push_back(FieldOf(field));
    for (const auto& [key, label] : {std::pair("draft", "下書き / Draft"), std::pair("example", "例 / Example"),
                                     std::pair("unlisted", "検索に出さない / Unlisted")})
      fields.items.push_back(Plain(key, label, "boolean").Add("required", No()));
    for (const auto& [key, label] :
         {std::pair("published", "公開日 / Published"), std::pair("updated", "更新日 / Updated"),
          std::pair("publish_from", "公開の始まり / Publish from"),
          std::pair("publish_until", "公開の終わり / Publish until")})
      fields.items.push_back(Day(Plain(key, label, "datetime")).Add("required", No()));
    if (schema.is_document) fields.items.push_back(Plain("body", "本文 / Text", "markdown").Add("i18n", Yes()));
    return fields;
  }

  static Value Plain(const std::string& name, const std::string& label, const char* widget) {
    Value out = Value::Map();
    out.Add("name", Value::Text(name)).Add("label", Value::Text(label)).Add("widget", Value::Text(widget));
    return out;
  }

  static Value& Day(Value& field) {
    return field.Add("format", Value::Text("YYYY-MM-DD"))
        .Add("date_format", Value::Text("YYYY-MM-DD"))
        .Add("time_format", No());
  }
  static Value Day(Value&& field) { return Day(field); }

  Value FieldOf(const Field& field) {
    const bool required = field.required && field.default_value.empty();
    Value out = Value::Map();
    out.Add("name", Value::Text(field.key));
    out.Add("label", Value::Text(Both(LabelOf(field, site_))));
    if (field.ByLanguage(by_language_)) {
      Value parts = Value::List();
      bool first = true;
      for (const Language& language : AllLanguages(site_)) {
        Value part = Value::Map();
        part.Add("name", Value::Text(language.code)).Add("label", Value::Text(language.name));
        AddType(part, field.type);
        part.Add("required", required && first ? Yes() : No());
        parts.items.push_back(std::move(part));
        first = false;
      }
      out.Add("widget", Value::Text("object")).Add("fields", std::move(parts));
    } else {
      AddType(out, field.type);
    }
    out.Add("required", required ? Yes() : No());
    if (!field.help.empty()) out.Add("hint", Value::Text(Both(InTongues(field.help, site_.config.languages))));
    if (!by_language_ && load::HasTranslatedText(field)) out.Add("i18n", Yes());
    return out;
  }

  void AddPattern(Value& out, const std::string& pattern, const Message& words) {
    out.Add("pattern", Value::List({Value::Text(fmt::format("^(?:{})$", pattern)), Value::Text(Both(words))}));
  }

  void AddText(Value& out, const FieldType& type) {
    if (!type.one_of.empty()) {
      Value options = Value::List();
      for (const std::string& one : type.one_of) options.items.push_back(Value::Text(one));
      out.Add("widget", Value::Text("select")).Add("options", std::move(options));
      return;
    }
    out.Add("widget", Value::Text(type.kind == FieldKind::kText ? "text" : "string"));
    const std::string pattern = EcmaPattern(type.pattern);
    if (!pattern.empty()) AddPattern(out, pattern, KindInWords(type, site_));
  }

  void AddNumber(Value& out, const FieldType& type, const char* value_type) {
    out.Add("widget", Value::Text("number")).Add("value_type", Value::Text(value_type));
    // The writer puts -90 in quotes, which makes it a text; `kyodo check` looks at such limits.
    if (type.minimum.value_or(-1) >= 0) out.Add("min", Value::Text(std::to_string(*type.minimum)));
    if (type.maximum) out.Add("max", Value::Text(std::to_string(*type.maximum)));
  }

  void AddTerms(Value& out, const FieldType& type) {
    Value options = Value::List();
    const auto found = site_.vocabularies.find(type.vocabulary);
    if (found != site_.vocabularies.end()) {
      for (const Term& term : found->second.terms) {
        Value option = Value::Map();
        option.Add("label", Value::Text(Both(InTongues(term.label, site_.config.languages))));
        options.items.push_back(std::move(option.Add("value", Value::Text(term.id))));
      }
    }
    out.Add("widget", Value::Text("select")).Add("options", std::move(options));
  }

  void AddRelation(Value& out, const FieldType& type) {
    const Collection* target = site_.FindCollection(type.collection);
    const std::string title = target ? target->schema.title : "title";
    const int at = target ? target->schema.Find(title) : -1;
    const bool local =
        at >= 0 && target->schema.fields[static_cast<size_t>(at)].translate && !target->schema.is_document;
    const std::string path = local ? fmt::format("{}.{}", title, site_.config.languages.front().code) : title;
    out.Add("widget", Value::Text("relation")).Add("collection", Value::Text(type.collection));
    out.Add("value_field", Value::Text("{{slug}}"));
    out.Add("search_fields", Value::List({Value::Text(path)}));
    out.Add("display_fields", Value::List({Value::Text(path)}));
  }

  void AddParts(Value& out, const std::vector<Field>& fields, const char* widget) {
    Value parts = Value::List();
    for (const Field& field : fields) parts.items.push_back(FieldOf(field));
    out.Add("widget", Value::Text(widget)).Add("collapsed", Yes()).Add("fields", std::move(parts));
  }

  void AddList(Value& out, const FieldType& item) {
    if (!item.fields.empty()) return AddParts(out, item.fields, "list");
    if (item.kind == FieldKind::kTerm || item.kind == FieldKind::kRef) {
      AddType(out, item);
      out.Add("multiple", Yes());
      return;
    }
    Value one = Value::Map();
    one.Add("name", Value::Text("item")).Add("label", Value::Text("一つ / One"));
    AddType(one, item);
    out.Add("widget", Value::Text("list")).Add("field", std::move(one));
  }

  void AddType(Value& out, const FieldType& type) {
    const auto shape = [&](const char* pattern) {
      out.Add("widget", Value::Text("string"));
      AddPattern(out, pattern, KindInWords(type, site_));
    };
    switch (type.kind) {
      case FieldKind::kMarkdown: out.Add("widget", Value::Text("markdown")); break;
      case FieldKind::kInteger:
      case FieldKind::kMoney: AddNumber(out, type, "int"); break;
      case FieldKind::kDecimal: AddNumber(out, type, "float"); break;
      case FieldKind::kBoolean: out.Add("widget", Value::Text("boolean")); break;
      case FieldKind::kDate:
        if (type.partial) return shape("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");
        out.Add("widget", Value::Text("datetime"));
        Day(out);
        break;
      case FieldKind::kDateTime:
        out.Add("widget", Value::Text("datetime")).Add("format", Value::Text("YYYY-MM-DDTHH:mm"));
        break;
      case FieldKind::kEmail: return shape("\\S+@\\S+\\.\\S+");
      case FieldKind::kTel: return shape("[#+]?[0-9][0-9-]+");
      case FieldKind::kUrl: return shape("https?://\\S+");
      case FieldKind::kFile: out.Add("widget", Value::Text(type.image ? "image" : "file")); break;
      case FieldKind::kTerm: AddTerms(out, type); break;
      case FieldKind::kRef: AddRelation(out, type); break;
      case FieldKind::kObject:
      case FieldKind::kPlace:
      case FieldKind::kImage:
      case FieldKind::kDateRange:
      case FieldKind::kRecurrence: AddParts(out, type.fields, "object"); break;
      case FieldKind::kList: AddList(out, *type.of); break;
      default: AddText(out, type);
    }
  }

  const Site& site_;
  const Cms cms_;
  bool by_language_ = true;
};

}  // namespace

Result<std::string> CmsConfig(const Site& site, const std::string& folder, Cms cms) {
  Value root = Value::Map();
  Value backend = Value::Map();
  backend.Add("name", Value::Text("github")).Add("repo", Value::Text("OWNER/REPOSITORY"));
  root.Add("backend", std::move(backend.Add("branch", Value::Text("main"))));
  if (cms == Cms::kDecap) root.Add("local_backend", Yes());
  root.Add("media_folder", Value::Text(folder + "/assets")).Add("public_folder", Value::Text("/"));
  root.Add("site_url", Value::Text(site.config.base_url));
  if (cms == Cms::kDecap) root.Add("locale", Value::Text("ja"));
  Value i18n = Value::Map(), locales = Value::List();
  for (const Language& language : AllLanguages(site)) locales.items.push_back(Value::Text(language.code));
  const std::string first = site.config.languages.front().code;
  i18n.Add("structure", Value::Text("multiple_files")).Add("locales", std::move(locales));
  root.Add("i18n", std::move(i18n.Add("default_locale", Value::Text(first))));
  if (cms == Cms::kSveltia) {
    Value output = Value::Map();
    root.Add("output", std::move(output.Add("omit_empty_optional_fields", Yes())));
  }
  Value collections = Value::List();
  for (const auto& [id, collection] : site.collections)
    collections.items.push_back(CmsWriter(site, cms).CollectionOf(collection.schema, folder));
  root.Add("collections", std::move(collections));
  const Result<std::string> text = yaml::Write(root);
  if (!text.ok()) return text.error();
  return fmt::format("# {} --cms {}\n{}", kMadeBy, cms == Cms::kDecap ? "decap" : "sveltia", *text);
}

}  // namespace kyodo::schema
