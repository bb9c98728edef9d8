// Words whose reading is known and need not be guessed: the civic words that kyodo ships,
// and the names of a site's records with their `kana`.
#pragma once

#include <string_view>
#include <vector>

#include "words/kana.h"
#include "words/trie.h"

namespace kyodo::words {

/// What civic_readings.csv says, in its own words. Lines `word,reading`; # starts a remark.
std::string_view CivicReadings();

class KnownWords {
 public:
  struct Word {
    std::vector<Piece> pieces;  // by place in the word; empty: no reading is certain
  };

  /// The lines of a list as CivicReadings() has them:
  ///   協働,きょうどう       a word
  ///   方,                 no reading, when the dictionary finds just this word
  ///   0人,にん             a counter: after any number; the reading is that of what follows it
  /// Lines whose reading does not fit are left out.
  void AddList(std::string_view csv);
  /// A name with its kana; takes the place of what was known. False when the two do not fit.
  bool AddName(std::string_view name, std::string_view kana);

  struct Match {
    size_t length = 0;  // 0: none
    const Word* word = nullptr;
  };
  /// The longest known word that starts at `at`.
  Match Longest(std::u32string_view text, size_t at) const;
  const Word* Find(std::u32string_view text) const;
  /// What follows a number that ends before `at`.
  Match Counter(std::u32string_view text, size_t at) const;

 private:
  void Add(Trie& trie, std::u32string_view text, std::vector<Piece> pieces);
  Match Look(const Trie& trie, std::u32string_view text, size_t at) const;

  std::vector<Word> words_;
  Trie by_text_, counters_;
};

}  // namespace kyodo::words
