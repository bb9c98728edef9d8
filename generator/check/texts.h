// The public texts of a record as their author wrote them, for the rules that read them.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "model/public_values.h"
#include "model/site.h"

namespace kyodo::check {

struct Text {
  std::string_view text;
  const Record& record;
  FieldPlace place;
  const FieldType& type;
  const Datum& datum;  // kText or kMarkdown

  /// That of a text that differs by language.
  std::optional<LanguageId> language() const;
  bool IsMarkdown() const { return datum.kind == Datum::kMarkdown; }
  /// A line or a paragraph in words: no address of the web, no mail address, no telephone number, no file.
  bool IsWords() const;
  /// Of `length` bytes at `offset`. A value may be written with escapes, or folded; then where it begins.
  SourcePos PlaceOf(size_t offset, size_t length) const;
};

/// Gives all texts in the languages of the site that are published.
void ForEachText(const Site& site, const Record& record, const std::function<void(const Text&)>& visit);

/// The words of a list in a vocabulary, between `separator` or 、: 取組、取組み, 取り組. Part of `list`.
std::vector<std::string_view> ListedWords(std::string_view list, char separator);

}  // namespace kyodo::check
