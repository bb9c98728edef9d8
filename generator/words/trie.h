// Finds the longest of many words that starts at a place in a text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kyodo::words {

/// Words with a number each. Filled by one thread, then read by many.
class Trie {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  Trie();
  /// The number of a word; kNone when it is new. The reference stays good until the next call.
  uint32_t& operator[](std::u32string_view word);
  uint32_t Find(std::u32string_view word) const;

  struct Match {
    size_t length = 0;  // 0: no word starts there
    uint32_t value = kNone;
  };
  Match Longest(std::u32string_view text, size_t at) const;

 private:
  struct Edge {
    uint64_t key = 0;  // node << 21 | character; 0: free, as no character is 0
    uint32_t node = 0;
  };
  size_t Slot(uint64_t key) const;
  uint32_t Step(uint32_t node, char32_t c) const;
  void Grow();

  std::vector<Edge> edges_;  // a hash table with open addressing
  size_t used_ = 0;
  std::vector<uint32_t> values_;  // by node; 0 is the root
};

}  // namespace kyodo::words
