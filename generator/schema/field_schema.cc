#include "schema/field_schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "load/map_reader.h"
#include "load/values.h"
#include "schema/made.h"
#include "schema/words.h"

namespace kyodo::schema {

namespace {

constexpr const char* kDayPattern = "(0[1-9]|[12][0-9]|3[01])";
constexpr const char* kMonthPattern = "(0[1-9]|1[0-2])";
constexpr const char* kYearPattern = "(?!00)[0-9]{4}";

/// As load/contacts.h and load/patterns.h have them.
constexpr const char* kMail =
    "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
    "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+";
constexpr const char* kTelephone = "#[0-9]{3,5}|\\+?[0-9](-*[0-9]){2,14}";
constexpr const char* kAddress = "https?://[^\\s/?#\"<>]+\\.[^\\s/?#\"<>]+([/?#][^\\s\"<>]*)?";

/// Values of this kind have a form of their own.
bool HasShape(FieldKind kind) {
  switch (kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney:
    case FieldKind::kDecimal:
    case FieldKind::kDate:
    case FieldKind::kDateTime:
    case FieldKind::kEmail:
    case FieldKind::kTel:
    case FieldKind::kUrl: return true;
    default: return false;
  }
}

/// YAML 1.2 reads such a name as a number.
bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= 15 && text.find_first_not_of("0123456789") == text.npos;
}

/// `"enum": […]` of names, with null where they may be left out.
void Choices(JsonWriter& out, const std::vector<std::string>& names, bool with_null) {
  out.Key("enum").BeginArray();
  for (const std::string& name : names) out.String(name);
  if (with_null) out.Raw("null");
  for (const std::string& name : names)
    if (IsNumber(name)) out.Raw(std::to_string(std::stoll(name)));
  out.EndArray();
}

}  // namespace

std::string EcmaPattern(std::string_view icu) {
  std::string out;
  bool in_class = false;
  for (size_t i = 0; i < icu.size(); ++i) {
    const char c = icu[i], next = i + 1 < icu.size() ? icu[i + 1] : '\0';
    if (c == '\\') {
      ++i;
      if (next == 'd') {
        out += "\\p{Nd}";
      } else if (next != '\0' && std::string_view("\\.()[]{}*+?|^$/").find(next) != std::string_view::npos) {
        out += {c, next};
      } else if (next == '-' && in_class) {
        out += "\\-";
      } else {
        return {};
      }
      continue;
    }
    const bool strange = (c == '[' && in_class) || (c == '&' && next == '&' && in_class) ||
                         (c == '(' && next == '?' && icu.substr(i, 3) != "(?:") || c == '#' ||
                         (std::string_view("*+?}").find(c) != std::string_view::npos && next == '+' && !in_class);
    if (strange) return {};
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    out += c;
  }
  return out;
}

void BeginSchema(JsonWriter& out) {
  out.BeginObject().Key("$schema").String("http://json-schema.org/draft-07/schema#");
  out.Key("$comment").String(kMadeBy);
}

void About(JsonWriter& out, const Message& title, const Message& description) {
  if (!title.empty()) out.Key("title").String(Both(title));
  if (description.empty()) return;
  out.Key("description").String(fmt::format("{}\n{}", description.ja, description.en));
  out.Key("markdownDescription").String(fmt::format("{}\n\n{}", description.ja, description.en));
}

FieldSchemas::FieldSchemas(const Site& site, JsonWriter& out, bool by_language)
    : site_(site), out_(out), by_language_(by_language), languages_(AllLanguages(site)) {}

void FieldSchemas::Types(std::initializer_list<const char*> types, bool required) {
  out_.Key("type");
  if (types.size() == 1 && required) {
    out_.String(*types.begin());
    return;
  }
  out_.BeginArray();
  for (const char* type : types) out_.String(type);
  if (!required) out_.String("null");
  out_.EndArray();
}

void FieldSchemas::Pattern(std::string_view pattern) {
  out_.Key("pattern").String(fmt::format("^\\s*(?:{})\\s*$", pattern));
}

void FieldSchemas::Property(const Field& field) {
  const bool required = field.required && field.default_value.empty();
  out_.Key(field.key).BeginObject();
  out_.Key("title").String(Both(LabelOf(field, site_)));
  out_.Key("description").String(Describe(field, site_, false));
  out_.Key("markdownDescription").String(Describe(field, site_, true));
  if (!field.example.empty()) out_.Key("examples").BeginArray().String(field.example).EndArray();
  if (field.ByLanguage(by_language_)) {
    Languages(field.type, required);
  } else {
    Value(field.type, required);
  }
  // What editors say instead of showing the expression.
  const bool formed = HasShape(field.type.kind) || !field.type.pattern.empty();
  if (formed && !field.translate) {
    const Message form = field.type.pattern.empty() ? KindInWords(field.type, site_)
                                                    : FormHint(&field, field.type, site_.config.languages);
    out_.Key("patternErrorMessage").String(Both(form));
  }
  out_.EndObject();
}

void FieldSchemas::Languages(const FieldType& type, bool required) {
  Types({"object"}, required);
  out_.Key("properties").BeginObject();
  for (const Language& language : languages_) {
    out_.Key(language.code).BeginObject();
    out_.Key("title").String(language.name);
    Value(type, false);
    out_.EndObject();
  }
  out_.EndObject();
  if (required) out_.Key("minProperties").Integer(1);
  out_.Key("additionalProperties").Raw("false");
}

void FieldSchemas::LocalProperty(std::string_view key, const Message& about, bool or_one) {
  FieldType text;
  out_.Key(key).BeginObject();
  About(out_, {}, about);
  if (or_one) out_.Key("anyOf").BeginArray().BeginObject();
  Languages(text, false);
  if (or_one) out_.EndObject().BeginObject();
  if (or_one) Types({"string", "number", "boolean"}, true);
  if (or_one) out_.EndObject().EndArray();
  out_.EndObject();
}

void FieldSchemas::Text(const FieldType& type, bool required) {
  if (!type.one_of.empty()) return Choices(out_, type.one_of, !required);
  Types({"string", "number", "boolean"}, required);
  const std::string pattern = EcmaPattern(type.pattern);
  if (!pattern.empty()) {
    Pattern(required ? pattern : "|" + pattern);
  } else if (required) {
    out_.Key("pattern").String("\\S");
  }
  // The line break at the end of a block text does not count.
  if (type.max_length) out_.Key("maxLength").Integer(static_cast<int64_t>(type.max_length) + 1);
}

void FieldSchemas::Object(const std::vector<Field>& fields, bool required) {
  Types({"object"}, required);
  out_.Key("properties").BeginObject();
  for (const Field& field : fields) Property(field);
  out_.EndObject();
  Required(fields);
  out_.Key("additionalProperties").Raw("false");
}

void FieldSchemas::Value(const FieldType& type, bool required) {
  const auto shape = [&](std::string_view pattern) {
    Types({"string", "integer"}, required);
    Pattern(required ? std::string(pattern) : fmt::format("|{}", pattern));
  };
  switch (type.kind) {
    case FieldKind::kInteger:
    case FieldKind::kMoney:
      Types({"integer", "string"}, required);
      if (type.minimum) out_.Key("minimum").Integer(*type.minimum);
      if (type.maximum) out_.Key("maximum").Integer(*type.maximum);
      out_.Key("pattern").String("^-?[0-9]+$");
      break;
    case FieldKind::kDecimal:
      Types({"number", "string"}, required);
      if (type.minimum) out_.Key("minimum").Integer(*type.minimum);
      if (type.maximum) out_.Key("maximum").Integer(*type.maximum);
      out_.Key("pattern").String("^-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$");
      break;
    case FieldKind::kBoolean:
      out_.Key("enum").BeginArray().Raw("true").Raw("false");
      if (!required) out_.Raw("null");
      out_.String("true").String("false").EndArray();
      break;
    case FieldKind::kDate:
      if (type.partial) {
        Types({"string", "integer"}, required);
        out_.Key("pattern").String(fmt::format("^{}(-{}(-{})?)?$", kYearPattern, kMonthPattern, kDayPattern));
        out_.Key("minimum").Integer(100).Key("maximum").Integer(9999);
      } else {
        Types({"string"}, required);
        out_.Key("pattern").String(fmt::format("^{}-{}-{}$", kYearPattern, kMonthPattern, kDayPattern));
        out_.Key("format").String("date");
      }
      break;
    case FieldKind::kDateTime:
      Types({"string"}, required);
      out_.Key("pattern").String(
          fmt::format("^[0-9]{{4}}-{}-{}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?$",
                      kMonthPattern, kDayPattern));
      break;
    case FieldKind::kEmail: shape(kMail); break;
    case FieldKind::kTel: shape(kTelephone); break;
    case FieldKind::kUrl: shape(kAddress); break;
    case FieldKind::kTerm: TermName(type.vocabulary, required); break;
    case FieldKind::kRef: RecordName(type.collection, required); break;
    case FieldKind::kObject:
    case FieldKind::kPlace:
    case FieldKind::kImage:
    case FieldKind::kDateRange:
    case FieldKind::kRecurrence: Object(type.fields, required); break;
    case FieldKind::kList:
      Types({"array"}, required);
      if (required) out_.Key("minItems").Integer(1);
      out_.Key("items").BeginObject();
      if (type.of) Value(*type.of, false);
      out_.EndObject();
      break;
    default: Text(type, required);
  }
}

void FieldSchemas::Required(const std::vector<Field>& fields, bool translated) {
  std::vector<std::string_view> keys;
  for (const Field& field : fields) {
    const bool asked = !translated || load::HasTranslatedText(field);
    if (field.required && asked && (translated || field.default_value.empty())) keys.push_back(field.key);
  }
  if (keys.empty()) return;
  out_.Key("required").BeginArray();
  for (const std::string_view key : keys) out_.String(key);
  out_.EndArray();
}

/// What a definition may leave out, a field that must be there may not.
void FieldSchemas::Refer(const std::string& name, bool required) {
  out_.Key("allOf").BeginArray().BeginObject();
  out_.Key("$ref").String("#/definitions/" + name);
  out_.EndObject().EndArray();
  if (required) Types({"string", "integer"}, true);
}

void FieldSchemas::TermName(const std::string& vocabulary, bool required) {
  vocabularies_.insert(vocabulary);
  Refer("vocabulary-" + vocabulary, required);
}

void FieldSchemas::RecordName(const std::string& collection, bool required) {
  collections_.insert(collection);
  Refer("records-" + collection, required);
}

void FieldSchemas::Definitions() {
  out_.Key("definitions").BeginObject();
  const auto define = [&](const std::string& name, const std::vector<std::string>& names,
                          const std::vector<std::string>& labels) {
    out_.Key(name).BeginObject();
    Choices(out_, names, true);
    out_.Key("enumDescriptions").BeginArray();
    for (const std::string& label : labels) out_.String(label);
    out_.EndArray().EndObject();
  };
  for (const std::string& id : vocabularies_) {
    std::vector<std::string> names, labels;
    const auto found = site_.vocabularies.find(id);
    if (found == site_.vocabularies.end()) continue;
    for (const Term& term : found->second.terms) {
      names.push_back(term.id);
      labels.push_back(Both(InTongues(term.label, site_.config.languages)));
    }
    define("vocabulary-" + id, names, labels);
  }
  for (const std::string& id : collections_) {
    std::vector<std::string> names, labels;
    const Collection* found = site_.FindCollection(id);
    if (!found) continue;
    for (const Record& record : found->records) {
      names.push_back(record.slug);
      const LanguageId last = site_.config.languages.size() > 1 ? 1 : 0;
      const bool whole = !record.fields.empty();
      labels.push_back(whole ? Both({std::string(record.Title(0)), std::string(record.Title(last))}) : record.slug);
    }
    define("records-" + id, names, labels);
  }
  out_.EndObject();
}

}  // namespace kyodo::schema
