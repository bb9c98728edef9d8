// What a field may hold, as JSON Schema of draft 7: what the YAML extension of VS Code understands best. A file is
// seen as YAML 1.2 reads it, where `12` is a number and `2026-04-01` a text; kyodo reads texts and goes by the schema.
// So each type takes all that can be in a file that kyodo takes, and nothing that kyodo is sure to refuse.
#pragma once

#include <set>
#include <string>

#include "core/diagnostic.h"
#include "core/json.h"
#include "model/site.h"

namespace kyodo::schema {

class FieldSchemas {
 public:
  /// `by_language`: texts are {ja: …, en: …}, as in records; not in documents.
  FieldSchemas(const Site& site, JsonWriter& out, bool by_language);

  /// `"key": {…}`
  void Property(const Field& field);
  /// The same for a text in each language, or for one text alone where `or_one`.
  void LocalProperty(std::string_view key, const Message& about, bool or_one);
  /// `"required": […]`, of the fields that must be there; with `translated`, of a translation.
  void Required(const std::vector<Field>& fields, bool translated = false);
  /// `{"$ref": …}` inside an object that is open: the names of a collection's records.
  void RecordName(const std::string& collection, bool required);
  void TermName(const std::string& vocabulary, bool required);
  /// `"definitions": {…}`: what the properties have referred to.
  void Definitions();

 private:
  void Value(const FieldType& type, bool required);
  void Text(const FieldType& type, bool required);
  void Object(const std::vector<Field>& fields, bool required);
  void Languages(const FieldType& type, bool required);
  void Types(std::initializer_list<const char*> types, bool required);
  void Pattern(std::string_view pattern);
  void Refer(const std::string& name, bool required);

  const Site& site_;
  JsonWriter& out_;
  const bool by_language_;
  const std::vector<Language> languages_;
  std::set<std::string> vocabularies_, collections_;
};

/// An ICU expression for a whole text as one of ECMAScript; empty: it cannot be said there.
std::string EcmaPattern(std::string_view icu);

/// Opens the object of a whole schema.
void BeginSchema(JsonWriter& out);
/// `"title"`, `"description"` and `"markdownDescription"` of both languages.
void About(JsonWriter& out, const Message& title, const Message& description);

}  // namespace kyodo::schema
