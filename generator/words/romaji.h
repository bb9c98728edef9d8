// Readings as people type them in Latin letters, by Hepburn's or another romanisation.
//
// The key of such a word: sh is sy, ch ty, j zy, then yi is i, ts t, f h, wo o, and m before b, m and p is n; then
// letters that repeat stand once (so no っ, no aa ii uu ee oo), and ou is o. kyodo, kyoudou and kyôdô
// (whose marks Normalize takes off) all have the key kyodo, shimbun and sinbun the key sinbun. A word whose key is not
// made of a consonant or none, y or none, and a vowel, or of n, again and again, is no Japanese.
#pragma once

#include <string>
#include <string_view>

namespace kyodo::words {

inline bool IsVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// Of a word in a-z; empty when it cannot be Japanese.
std::string RomajiKey(std::string_view letters);

/// Of a reading in hiragana: what people type for it has the same key.
std::string RomajiKeyOfKana(std::u32string_view reading);

}  // namespace kyodo::words
