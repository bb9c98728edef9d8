// Ids of headings, figures, tables and notes: readable, stable, unique in a text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

/// The words of a heading as an id: compatibility forms and Latin case folded,
/// letters, digits and marks kept (Japanese as it is), spaces as '-',
/// punctuation dropped. "（１）背景と目的" → "1背景と目的". "section" when nothing is left.
std::string Slug(std::string_view plain_text);

/// Whether an author may write it as `{#id}`: letters, digits, - and _.
bool IsAuthorId(std::string_view id);

/// "h-" before "why" gives "h-why", and before "h-why" the same: both are right in `{#…}`.
std::string WithPrefix(std::string_view prefix, std::string_view id);

class IdRegistry {
 public:
  /// False when the id is taken.
  bool Take(const std::string& id) { return taken_.emplace(id, 1).second; }
  /// `wanted`, or the first of wanted-2, wanted-3 … that is free; it is then taken.
  std::string TakeUnique(const std::string& wanted);
  std::vector<std::string> Sorted() const;

 private:
  std::map<std::string, int> taken_;  // with the last number that was put after it
};

}  // namespace kyodo
