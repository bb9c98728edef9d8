// Characters of Japanese words, as code points, and where above a word its reading belongs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::words {

bool HasKanji(std::u32string_view text);
bool IsKana(char32_t c);    // hiragana, katakana and ー
bool IsDigit(char32_t c);   // 0-9 and ０-９
bool IsLetter(char32_t c);  // Latin, of both widths
/// Katakana as hiragana; all else as it is.
char32_t ToHiragana(char32_t c);
std::u32string ToHiragana(std::u32string_view text);

/// Some characters of a text and the reading above them.
struct Piece {
  uint32_t begin = 0, end = 0;  // characters
  std::string reading;          // hiragana; empty: not known for certain
  bool operator==(const Piece&) const = default;
};

/// Where `reading` (kana) belongs above `word`, whose own kana it must repeat:
/// (取り組み, とりくみ) gives と above 取 and く above 組. Punctuation and spaces do not count.
/// None when the two do not fit, or fit in more than one way. Of a run of kanji
/// and Latin letters nothing is told: NPO法人 has no reading of its own parts.
std::optional<std::vector<Piece>> Align(std::u32string_view word, std::u32string_view reading);

/// The same for a short word: where there is more than one way, one reading for all that lies
/// between the kana at both ends.
std::optional<std::vector<Piece>> AlignWord(std::u32string_view word, std::u32string_view reading);

}  // namespace kyodo::words
