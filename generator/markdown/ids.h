// Ids of headings, figures, tables and notes: readable, stable, unique in a text.
#pragma once

#include <map>
#include <set>
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
  /// `ids`, one to a line, belong to other texts of the page.
  void Reserve(std::string_view ids);
  /// False when the id is taken, or reserved.
  bool Take(const std::string& id) { return !IsReserved(id) && taken_.insert(id).second; }
  bool IsReserved(const std::string& id) const { return reserved_.contains(id); }
  /// `wanted`, or the first of wanted-2, wanted-3 … that is free; it is then taken.
  std::string TakeUnique(const std::string& wanted);
  /// Those that were taken.
  std::vector<std::string> Sorted() const { return {taken_.begin(), taken_.end()}; }

 private:
  std::set<std::string> taken_, reserved_;
  std::map<std::string, int> numbers_;  // the last one that was put after an id, less one
};

}  // namespace kyodo
