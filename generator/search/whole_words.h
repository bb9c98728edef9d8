// Words that the index has whole, besides their parts: the query 防災訓練 then takes one list that says just where
// it stands, wherever that is, and not three of which the entries in common may not have it.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/site.h"
#include "search/entries.h"
#include "words/normalize.h"
#include "words/read_words.h"

namespace kyodo::search {

class WholeWords {
 public:
  /// Normalised, of Japanese characters, three to twelve: names in the glossary and the vocabularies, runs of
  /// katakana in the entries, and words (words.h) that stand in four places or more.
  WholeWords(const Site& site, const std::vector<Entry>& entries, const std::vector<words::ReadWord>& words,
             const words::Variants& variants);

  /// Calls `take` with the number of every word that starts at `at`.
  template <class Take>
  void At(std::u32string_view text, size_t at, const Take& take) const {
    if (at + kShortest > text.size()) return;
    const auto found = by_start_.find(Start(text.substr(at)));
    if (found == by_start_.end()) return;
    for (uint32_t i = found->second.first; i < found->second.second; ++i) {
      if (text.substr(at, list_[i].size()) == list_[i]) take(i);
    }
  }

  /// Sorted by code points.
  const std::vector<std::u32string>& list() const { return list_; }

 private:
  static constexpr size_t kShortest = 3;
  static uint64_t Start(std::u32string_view text) {
    return uint64_t{text[0]} << 42 | uint64_t{text[1]} << 21 | text[2];
  }

  std::vector<std::u32string> list_;
  std::unordered_map<uint64_t, std::pair<uint32_t, uint32_t>> by_start_;  // the first three characters
};

}  // namespace kyodo::search
