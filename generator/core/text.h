// UTF-8 text: validity, width, folding and distance.
#pragma once

#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

/// Byte offset of the first sequence that is not UTF-8 (RFC 3629: no
/// surrogates, no overlong forms), or npos.
size_t FindInvalidUtf8(std::string_view text);

/// Decodes one code point at `offset` and moves `offset` past it. The text
/// must be valid UTF-8.
char32_t DecodeUtf8(std::string_view text, size_t& offset);
void AppendUtf8(std::string& out, char32_t code_point);
std::u32string Decode(std::string_view utf8);
std::string Encode(std::u32string_view text);
size_t CountCharacters(std::string_view text);

/// Columns of a terminal that the text takes: 2 for wide and full-width
/// characters (UAX #11), 0 for combining marks.
int DisplayWidth(std::string_view text);

/// Han, hiragana, katakana, CJK punctuation, full-width forms: characters
/// between which a Japanese text has no spaces.
bool IsCjk(char32_t code_point);
/// Han, 々, 〆 and 〇.
bool IsKanji(char32_t code_point);

/// A byte of UTF-8 with which no character begins.
inline bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Of ASCII alone.
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAscii(std::string_view text);

/// A to Z in small letters, all else as it is.
std::string SmallLetters(std::string_view text);
/// NFKC and simple case folding, for comparing.
std::string Fold(std::string_view text);

std::string_view Trim(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);
bool StartsWith(std::string_view text, std::string_view prefix);
bool EndsWith(std::string_view text, std::string_view suffix);

/// The number of bytes of the first of `choices` that `text` starts with; 0: none.
size_t Leading(std::string_view text, std::initializer_list<std::string_view> choices);
/// The number of digits at the start.
size_t LeadingDigits(std::string_view text);

void ReplaceAll(std::string& text, std::string_view from, std::string_view to);

/// The whole text is a number that its type can hold, as std::from_chars reads it.
template <class Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// Distance in bytes, cut off at `limit` + 1: insertions, deletions, substitutions and
/// transpositions of neighbours count one each (optimal string alignment).
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

/// "1.2 MB", "340 KB": powers of 1000.
std::string FormatBytes(uint64_t bytes);

}  // namespace kyodo
