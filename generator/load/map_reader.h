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

struct Site;

class MapReader {
 public:
  /// `node` should be a mapping: error `yaml.mapping`, with the example, when it is not.
  MapReader(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics,
            std::string_view example = "label: 事例");

  bool ok() const { return node_ != nullptr; }
  /// The keys are fields, so that one may be found by its label.
  void KnowLabels(const std::vector<Field>& fields) { fields_ = &fields; }
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
  const std::vector<Field>* fields_ = nullptr;
  std::vector<std::pair<std::string, std::string>> missing_;  // keys, examples
};

/// A key outside `known` may be meant for the key `wanted`, which is not there: by its letters, or by a field's label.
bool HasSlipOf(const yaml::Node& map, std::string_view wanted, const std::vector<std::string_view>& known,
               const std::vector<Field>* fields = nullptr);

/// `{ja: …, en: …}` or a single text. Errors `language.unknown`, `value.text`.
/// A text with this key is English for a site without it (LocalText::Lend). No author can write such a key.
constexpr std::string_view kLentKey = "*en";
LocalText ReadLocalText(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics);

/// Adds `key.unknown` with the nearest of `known`.
void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics,
                const std::vector<Field>* fields = nullptr);
/// Adds `language.unknown`: the key should be a language of the site.
void UnknownLanguage(const yaml::Entry& entry, const std::vector<Language>& languages, Diagnostics& diagnostics);

/// Errors `yaml.mapping`, `value.list` and `value.text`: the value has another
/// shape than the one that the example shows.
void NotMapping(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);
void NotList(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);
void NotText(const yaml::Node& node, std::string_view example, Diagnostics& diagnostics);

/// How a value of the type may be written: "2026-04-01". With a site, a term is one of its vocabularies, and a
/// reference one of its records. Where a text belongs stands what the field is called.
std::string ExampleOf(const FieldType& type, const std::vector<Language>& languages, const Site* site = nullptr,
                      const Field* field = nullptr);
/// The same for a field, "{ja: 名称, en: Name}"; in documents texts are not `by_language`.
std::string ExampleOf(const Field& field, const std::vector<Language>& languages, bool by_language,
                      const Site* site = nullptr);
/// `ja: 港区` or `en: Minato`: a text below the first language of the site that it can be of.
std::string InItsLanguage(std::string_view text, const std::vector<Language>& languages);
/// The text as it can stand between brackets: in quotes where it needs them.
std::string FlowText(std::string_view text);
/// The terms of a vocabulary for a sentence: "shiba（芝地区）, azabu（麻布地区）".
Message NamesOfTerms(const std::string& vocabulary, const Site& site);
/// The slugs of a collection, the first few of many; empty: it has no record.
std::string NamesOfRecords(const std::string& collection, const Site& site);
/// How a text is to be written: in the schema's words for the field, if it has any, else the pattern.
Message FormHint(const Field* field, const FieldType& type, const std::vector<Language>& languages);
std::vector<std::string_view> KeysOf(const std::vector<Field>& fields);
/// The value as it should be written: "Write 2026-04-01."
Message WriteHint(std::string_view value);
/// "name（名称）" and "name (Name)".
Message NamedField(const Field& field, const std::vector<Language>& languages);
/// Adds `field.required`.
void MissingField(const Field& field, const SourcePos& at, const std::vector<Language>& languages, bool by_language,
                  Diagnostics& diagnostics, const Site* site = nullptr);
/// The text in the two languages of messages, or in the first that it has.
Message InTongues(const LocalText& text, const std::vector<Language>& languages);

/// Adds `rule`: no time zone of the IANA database has this name.
void UnknownTimeZone(std::string_view rule, std::string_view name, const SourcePos& at, Diagnostics& diagnostics);

/// true/false; error `value.boolean`.
std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics, bool secret = false);
/// Decimal digits with an optional minus; error `value.integer`. `secret`: no hint is made of what is written.
std::optional<int64_t> ReadInteger(const yaml::Node& node, Diagnostics& diagnostics, bool secret = false);
/// A scalar's text; error `value.text` for a list or a mapping.
std::optional<std::string_view> ReadText(const yaml::Node& node, Diagnostics& diagnostics);

}  // namespace kyodo
