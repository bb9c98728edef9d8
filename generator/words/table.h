// The readings of a whole site in one list that a browser can look words up in: it takes
// the longest entry that starts where it stands, and goes on after the last word in it.
// Which entries make it find just the readings that the texts have in their context is
// worked out here: a word with its usual reading, and where that is wrong the word
// with as much of its neighbours as it takes (行っ with た, 人 after 0).
#pragma once

#include <string>
#include <vector>

#include "words/kana.h"

namespace kyodo::words {

/// A text without punctuation and how its kanji are read; each kanji is in a piece.
struct Clause {
  std::u32string text;
  std::vector<Piece> pieces;
};

struct Table {
  /// One entry a line, sorted. An entry is its parts with commas between: words with their
  /// readings, and what stands beside them:
  ///   取/と,り,組/く,み     行/い,った
  /// A word without a reading has none there, though its characters have one elsewhere: 方/,が
  std::string text;
  size_t entries = 0;
  /// Pieces that the list does not give as the clauses have them.
  size_t wrong = 0;
};

/// The same clauses in the same order give the same bytes.
Table MakeTable(const std::vector<Clause>& clauses);

/// What the list says of a text: the pieces with a reading. For tests, and the same as what
/// furigana.js does.
std::vector<Piece> Look(const std::string& table, std::u32string_view text);

}  // namespace kyodo::words
