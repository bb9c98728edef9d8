// Reads the keys of a mapping, and complains about those that nobody asked for.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "formats/yaml.h"
#include "model/language.h"

namespace kyodo {

class MapReader {
 public:
  /// `node` should be a mapping: error `yaml.mapping` when it is not.
  MapReader(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics);

  bool ok() const { return node_ != nullptr; }
  /// The value of the key, or null when absent or empty.
  const yaml::Node* Get(std::string_view key);
  /// Error `field.required` when absent.
  const yaml::Node* Need(std::string_view key, std::string_view example);

  std::string Text(std::string_view key, std::string_view otherwise = {});
  bool Flag(std::string_view key, bool otherwise = false);
  std::optional<int64_t> Integer(std::string_view key);
  std::vector<std::string> Texts(std::string_view key);  // a list of strings
  LocalText Local(std::string_view key);                 // {ja: …, en: …}, or one text for the first language

  /// Error `key.unknown`, with did-you-mean, for every key not asked for above.
  void Finish();

 private:
  const yaml::Node* node_;
  const std::vector<Language>& languages_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> asked_;
};

/// `{ja: …, en: …}` or a single text. Errors `language.unknown`, `value.text`.
LocalText ReadLocalText(const yaml::Node& node, const std::vector<Language>& languages, Diagnostics& diagnostics);

/// Adds `key.unknown` with the nearest of `known`.
void UnknownKey(const yaml::Entry& entry, const std::vector<std::string_view>& known, Diagnostics& diagnostics);

/// true/false; error `value.boolean`.
std::optional<bool> ReadBoolean(const yaml::Node& node, Diagnostics& diagnostics);
/// Decimal digits with an optional minus; error `value.integer`.
std::optional<int64_t> ReadInteger(const yaml::Node& node, Diagnostics& diagnostics);
/// A scalar's text; error `value.text` for a list or a mapping.
std::optional<std::string_view> ReadText(const yaml::Node& node, Diagnostics& diagnostics);

}  // namespace kyodo
