// Reads the keys of a mapping, and complains about those that nobody asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "model/schema.h"
#include "yaml/yaml.h"

namespace kyodo {

class MapReader {
 public:
  /// `node` should be a mapping: error `yaml.mapping`, with the example, when it is not.
  MapReader(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics,
            std::string_view example = "label: 事例");

  bool ok() const { return node_ != nullptr; }
  /// The value of the key, or null when absent or empty.
  const yaml::Node* Get(std::string_view key);
  /// Error `field.required` when absent, which Finish tells.
  const yaml::Node* Need(std::string_view key, std::string_view example);

  std::string Text(std::string_view key, std::string_view otherwise = {});
  bool Flag(std::string_view key, bool otherwise = false);
  std::optional<int64_t> Integer(std::string_view key);
  std::vector<std::string> Texts(std::string_view key);  // a list of strings
  LocalText Local(std::string_view key);                 // {ja: …, en: …}, or one text for the first language

  /// Error `key.unknown`, with did-you-mean, for every key not asked for above;
  /// one that is a slip for a missing key is told as that alone.
  void Finish();

 private:
  const yaml::Node* node_;
  const std::vector<Language>& languages_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> asked_;
  std::vector<std::pair<std::string, std::string>> missing_;  // keys, examples
};

/// A key outside `known` may be meant for the key `wanted`, which is not there.
bool HasSlipOf(const yaml::Node& map, std::string_view wanted, const std::vector<std::string_view>& known);

/// `{ja: …, en: …}` or a single text. Errors `language.unknown`, `value.text`.
LocalText ReadLocalText(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics);

/// Adds `key.unknown` with the nearest of `known`.
void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics);
/// Adds `language.unknown`: the key should be a language of the site.
void UnknownLanguage(const yaml::Entry& entry, const std::vector<Language>& languages, Diagnostics& diagnostics);

/// Errors `yaml.mapping`, `value.list` and `value.text`: the value has another
/// shape than the one that the example shows.
void NotMapping(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);
void NotList(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);
void NotText(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);

/// How a value of the type may be written: "2026-04-01".
std::string ExampleOf(const FieldType& type, const std::vector<Language>& languages);
/// The same for a field, "{ja: …, en: …}"; in documents texts are not `by_language`.
std::string ExampleOf(const Field& field, const std::vector<Language>& languages, bool by_language);
/// How a text is to be written: in the schema's words for the field, if it has any, else the pattern.
Message FormHint(const Field* field, const FieldType& type, const std::vector<Language>& languages);
std::vector<std::string_view> KeysOf(const std::vector<Field>& fields);
/// "name（名称）" and "name (Name)".
Message NamedField(const Field& field, const std::vector<Language>& languages);
/// Adds `field.required`.
void MissingField(const Field& field, const SourcePos& at, const std::vector<Language>& languages, bool by_language,
                  Diagnostics& diagnostics);
/// The text in the two languages of messages, or in the first that it has.
Message InTongues(const LocalText& text, const std::vector<Language>& languages);

/// Adds `rule`: no time zone of the IANA database has this name.
void UnknownTimeZone(std::string_view rule, std::string_view name, const SourcePos& at, Diagnostics& diagnostics);

/// true/false; error `value.boolean`.
std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics);
/// Decimal digits with an optional minus; error `value.integer`.
std::optional<int64_t> ReadInteger(const yaml::Node& node, Diagnostics& diagnostics);
/// A scalar's text; error `value.text` for a list or a mapping.
std::optional<std::string_view> ReadText(const yaml::Node& node, Diagnostics& diagnostics);

}  // namespace kyodo
