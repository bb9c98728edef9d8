// Many words looked for in a text at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kyodo {

class WordFinder {
 public:
  struct Hit {
    size_t offset;  // bytes
    size_t word;    // its place in the list
  };

  WordFinder() = default;
  /// What the words are parts of must live as long. Empty ones are never found.
  explicit WordFinder(std::vector<std::string_view> words);

  const std::vector<std::string_view>& words() const { return words_; }
  /// All places of all words, also those within others, in their order; of what begins at one place the longest first.
  /// `hits` is overwritten.
  void Find(std::string_view text, std::vector<Hit>& hits) const;

 private:
  static constexpr size_t kHead = 3, kSlots = 4096;  // bytes: a character of Japanese
  static size_t SlotOf(const char* head);

  std::vector<std::string_view> words_;
  std::vector<uint32_t> by_slot_;  // words of at least kHead bytes, those of a slot together, the longest first
  std::array<uint32_t, kSlots + 1> begins_ = {};  // in by_slot_
  std::vector<size_t> short_;
};

}  // namespace kyodo
