// The report of what wants attention, as people and programs read it.
#pragma once

#include <string>
#include <vector>

#include "status/attention.h"

namespace kyodo::status {

struct Attention {
  const Site& site;
  std::vector<Item> items;
  int64_t soon_days;

  size_t Count(Kind kind) const;
  /// There are translations to compare with what git keeps of their originals; and there is no git.
  bool AskedGit() const;
  bool LacksGit() const;
};

/// For a terminal: one group for each kind that there is.
std::string TextOf(const Attention& attention, Tongue tongue);
/// An object on one line; texts for people in both languages.
std::string JsonOf(const Attention& attention);
/// A row for each item, for spreadsheets.
std::string CsvOf(const Attention& attention, Tongue tongue);
/// A page that needs no other file and runs nothing.
std::string HtmlOf(const Attention& attention, Tongue tongue);

/// 〔4月1日→4月15日〕 with the words about it, on one line.
std::string ChangeText(const WordChange& change);
/// On one line, without control characters.
std::string OneLine(std::string_view text);

}  // namespace kyodo::status
