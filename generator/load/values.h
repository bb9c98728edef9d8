// The values of fields, read as their schema says.
#pragma once

#include "load/loader.h"
#include "yaml/yaml.h"

namespace kyodo::load {

/// Reads the fields of one file. In a record, texts are {ja: …, en: …}; in a
/// document they are plain, in the file's language.
struct ValueReader {
  const Loader& loader;
  Storage& storage;
  Diagnostics& diagnostics;
  const Record& record;
  const SourceFile& file;
  bool is_document = false;
  LanguageId language = 0;            // of a document's file
  const Field* being_read = nullptr;  // for messages
  bool in_private = false;            // a private field, or inside one
  const Datum* original = nullptr;    // in a translation, the value of the original: what does not differ by language
                                      // in a group of keys is taken from there

  /// The field's value; absent after an error. Errors `value.*`, `date.*`, `yaml.mapping`,
  /// `term.unknown`, `ref.missing`, `field.required`, `language.unknown`.
  Datum Read(const yaml::Node& node, const Field& field);
  Datum ReadPlain(const yaml::Node& node, const FieldType& type);
  /// A Markdown text that starts on `first_line`, moved in by `indent` columns.
  Datum Markdown(std::string_view text, uint32_t first_line, uint32_t indent, LanguageId in, bool is_body);

 private:
  /// With errors that do not show the value.
  Datum ReadPrivate(const yaml::Node& node, const Field& field);
  Datum ReadLocal(const yaml::Node& node, const Field& field);
  Datum ReadObject(const yaml::Node& node, const FieldType& type);
  Datum ReadList(const yaml::Node& node, const FieldType& item);
  Datum ReadScalar(const yaml::Node& node, const FieldType& type);
  Datum ReadTextOf(const yaml::Node& node, const FieldType& type);
  Datum ReadDecimal(const yaml::Node& node, const FieldType& type);
  Datum ReadTerm(const yaml::Node& node, const FieldType& type);
  Datum ReadRef(const yaml::Node& node, const FieldType& type);
  Datum ReadFile(const yaml::Node& node, const FieldType& type);
  template <class Number>
  bool InRange(Number value, const yaml::Node& node, const FieldType& type);
  /// Errors `value.order`, `value.time-zone`.
  void CheckOrder(const Datum& range);
  /// Error `recurrence.rule`.
  void CheckRule(const Datum& repeats);
  std::string Example(const FieldType& type) const;
  /// A list of what the author wrote without brackets; else an example.
  std::string ExampleOfList(const yaml::Node& node, const FieldType& item) const;
  void ComplainNotText(const yaml::Node& node, const FieldType& type);
  void ComplainTerm(const yaml::Node& node, const Vocabulary& vocabulary);
};

/// The term that the text names by its id or its label, in other letters, or as a part of the label; null: none.
const Term* FindMeantTerm(std::string_view text, const Vocabulary& vocabulary, const Loader& loader);
/// The record that the text names. Null after error `ref.missing`, or where the collection's schema is wrong.
const Record* FindRecord(const Collection& collection, const yaml::Node& name, Diagnostics& diagnostics);

/// Absent values that last as long as the storage.
Datum* NewData(size_t count, Storage& storage);

/// True when the field's text differs by language, itself or inside.
bool HasTranslatedText(const Field& field);

}  // namespace kyodo::load
