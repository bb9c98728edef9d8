#include "schema/json_schema.h"

#include <fmt/format.h>

#include "core/text.h"
#include "load/map_reader.h"
#include "load/values.h"
#include "schema/field_schema.h"
#include "schema/keys.h"
#include "schema/words.h"

namespace kyodo::schema {

namespace {

/// The keys of every record and their types, as load/records.cc reads them.
struct BuiltIn {
  const char* key;
  enum Kind : uint8_t { kFlag, kDay, kText, kPaths } kind;
};
constexpr BuiltIn kBuiltIn[] = {
    {"draft", BuiltIn::kFlag},       {"example", BuiltIn::kFlag},      {"unlisted", BuiltIn::kFlag},
    {"layout", BuiltIn::kText},      {"published", BuiltIn::kDay},     {"updated", BuiltIn::kDay},
    {"publish_from", BuiltIn::kDay}, {"publish_until", BuiltIn::kDay}, {"aliases", BuiltIn::kPaths},
};

void BuiltInProperties(JsonWriter& out) {
  for (const BuiltIn& one : kBuiltIn) {
    out.Key(one.key).BeginObject();
    About(out, {}, MeaningOf("record", one.key));
    switch (one.kind) {
      case BuiltIn::kFlag: out.Key("enum").Raw(R"([true,false,null,"true","false"])"); break;
      case BuiltIn::kDay:
        out.Key("type").Raw(R"(["string","null"])");
        out.Key("pattern").String("^(?!00)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
        out.Key("format").String("date");
        break;
      case BuiltIn::kText: out.Key("type").Raw(R"(["string","null"])"); break;
      case BuiltIn::kPaths:
        out.Key("type").Raw(R"(["array","null"])");
        out.Key("items").Raw(R"({"type":"string","pattern":"(\\.html|/)$"})");
        break;
    }
    out.EndObject();
  }
}

void Begin(JsonWriter& out, const Message& title, const Message& description) {
  BeginSchema(out);
  About(out, title, description);
  out.Key("type").String("object");
}

/// `required_when: "field=value"`: what must be there then.
void Conditions(JsonWriter& out, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (field.required_when.empty() || field.required || !field.default_value.empty()) continue;
    const size_t equals = field.required_when.find('=');
    const std::string key = field.required_when.substr(0, equals);
    out.BeginObject().Key("if").BeginObject();
    out.Key("required").BeginArray().String(key).EndArray();
    out.Key("properties").BeginObject().Key(key).BeginObject();
    if (equals == std::string::npos) {
      out.Key("not").Raw(R"({"type":"null"})");
    } else {
      const std::string value = field.required_when.substr(equals + 1);
      out.Key("enum").BeginArray().String(value);
      if (value == "true" || value == "false") out.Raw(value);
      out.EndArray();
    }
    out.EndObject().EndObject().EndObject();
    out.Key("then").BeginObject().Key("required").BeginArray().String(field.key).EndArray().EndObject().EndObject();
  }
}

/// A translation has its own texts and nothing else; what the original says goes for it too.
void OriginalOrTranslation(JsonWriter& out, FieldSchemas& fields, const Schema& schema) {
  out.BeginObject();
  out.Key("if").BeginObject().Key("required").BeginArray().String("translation").EndArray().EndObject();
  out.Key("then").BeginObject().Key("properties").BeginObject();
  for (const Field& field : schema.fields)
    if (!load::HasTranslatedText(field)) out.Key(field.key).Raw("false");
  for (const BuiltIn& one : kBuiltIn) out.Key(one.key).Raw("false");
  out.EndObject();
  fields.Required(schema.fields, true);
  out.EndObject();
  out.Key("else").BeginObject();
  fields.Required(schema.fields);
  out.EndObject().EndObject();
}

}  // namespace

std::string Indented(std::string_view json) {
  std::string out;
  size_t depth = 0;
  bool quoted = false;
  const auto line = [&] { out.append("\n").append(depth * 2, ' '); };
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      out += c;
      if (c == '\\') out += json[++i];
      quoted = c != '"';
    } else if (c == '{' || c == '[') {
      out += c;
      const bool empty = i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']');
      if (empty) out += json[++i];
      if (!empty) ++depth, line();
    } else if (c == '}' || c == ']') {
      --depth, line();
      out += c;
    } else {
      out += c;
      if (c == ',') line();
      if (c == ':') out += ' ';
      quoted = c == '"';
    }
  }
  return out + "\n";
}

std::string CollectionSchema(const Site& site, const Collection& collection) {
  const Schema& schema = collection.schema;
  JsonWriter out;
  const Message description =
      schema.description.empty() ? Message{} : InTongues(schema.description, site.config.languages);
  Begin(out, InTongues(schema.label, site.config.languages), description);
  FieldSchemas fields(site, out, !schema.is_document);
  out.Key("properties").BeginObject();
  for (const Field& field : schema.fields) fields.Property(field);
  BuiltInProperties(out);
  if (schema.is_document) {
    out.Key("translation").BeginObject();
    About(out, {"訳 / Translation", "訳 / Translation"},
          {"訳のファイルに書きます。もとの文章を表す記号は、kyodo check が教えます。",
           "Of a translation. kyodo check tells the sign of the original."});
    out.Key("type").Raw(R"(["object","null"])");
    out.Key("properties").Raw(R"({"of":{"type":["string","number","null"]}})");
    out.Key("additionalProperties").Raw("false").EndObject();
  }
  out.EndObject();
  if (!schema.is_document) fields.Required(schema.fields);
  out.Key("additionalProperties").Raw("false");
  out.Key("allOf").BeginArray().BeginObject().EndObject();
  if (schema.is_document) OriginalOrTranslation(out, fields, schema);
  Conditions(out, schema.fields);
  out.EndArray();
  fields.Definitions();
  out.EndObject();
  return Indented(out.Take());
}

}  // namespace kyodo::schema
