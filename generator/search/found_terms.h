// Which terms stand in some entries that follow each other. Terms are numbers here from end to end: a text is made of
// one only when all are known.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/entries.h"
#include "search/postings.h"
#include "search/whole_words.h"
#include "words/normalize.h"

namespace kyodo::search {

/// Stands for a term, the same wherever it is found: two characters, or one and 0; or, with a bit of kind, the number
/// of a whole word or the hash of a run of letters or digits, or of a pair of them. Never 0.
using TermKey = uint64_t;

/// Dense numbers for keys, in the order in which they come.
class KeyNumbers {
 public:
  uint32_t NumberOf(TermKey key) {
    if (keys_.size() * 2 >= slots_.size()) Grow();
    for (size_t at = Spread(key) >> shift_;; at = (at + 1) & (slots_.size() - 1)) {
      const uint32_t number = slots_[at];
      if (number == kFree) {
        slots_[at] = static_cast<uint32_t>(keys_.size());
        keys_.push_back(key);
        return slots_[at];
      }
      if (keys_[number] == key) return number;
    }
  }

  const std::vector<TermKey>& keys() const { return keys_; }
  /// To be used again for about as many.
  void Clear();

  static uint64_t Spread(TermKey key) { return key * 0x9E3779B97F4A7C15; }

 private:
  static constexpr uint32_t kFree = UINT32_MAX;

  void Resize(size_t slots);
  void Grow();

  std::vector<TermKey> keys_;
  std::vector<uint32_t> slots_;
  int shift_ = 64;
};

/// Every key belongs to one of these, so that each can be made an index of by itself.
constexpr size_t kPartitions = 64;
inline size_t PartitionOf(TermKey key) { return KeyNumbers::Spread(key) >> 20 & (kPartitions - 1); }

class FoundTerms {
 public:
  struct Place {
    uint32_t term;  // its number in its partition
    uint32_t entry : 30, impact : 2;

    Posting posting() const { return {entry, static_cast<uint8_t>(impact)}; }
  };

  FoundTerms(const WholeWords& whole, const words::Variants& variants) : whole_(whole), variants_(variants) {}

  /// Entries come in the order of their numbers.
  void Add(const Entry& entry, uint32_t number);

  /// Of the terms of a partition, by their numbers.
  const std::vector<TermKey>& KeysOf(size_t partition) const { return partitions_[partition].numbers.keys(); }
  std::u32string TextOf(size_t partition, uint32_t term) const;
  /// Gives up the places of a partition, by entry.
  std::deque<Place> Take(size_t partition) { return std::exchange(partitions_[partition].places, {}); }

 private:
  struct Word {
    std::u32string term;
    uint64_t hash;
  };
  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::u32string_view text) const { return std::hash<std::u32string_view>()(text); }
  };
  /// What a term of letters or digits is made of; 1 more than places in `words_`, 0: none.
  struct MadeOf {
    uint32_t first, second;
  };
  struct Partition {
    KeyNumbers numbers;
    std::vector<MadeOf> made_of;
    std::deque<Place> places;
  };
  /// What is known of a term in the entry at hand.
  struct Term {
    MadeOf made_of;
    uint32_t times = 0;
    Impact impact = kInText;
  };

  void AddText(const Entry::Part& part);
  void AddJapanese(std::u32string_view text, const words::Run& run, Impact impact);
  uint32_t WordOf(std::u32string_view run, words::RunClass kind);
  TermKey PairKey(const Word& first, const Word& second) const;
  void Count(TermKey key, Impact impact, MadeOf made_of = {});

  const WholeWords& whole_;
  const words::Variants& variants_;
  // Of the entry at hand: most characters of a text are looked up here, where all is near.
  KeyNumbers in_entry_;
  std::vector<Term> terms_;
  std::deque<Word> words_;
  std::unordered_map<std::u32string, uint32_t, TextHash, std::equal_to<>> word_of_run_;  // as in MadeOf
  std::array<Partition, kPartitions> partitions_;
};

}  // namespace kyodo::search
