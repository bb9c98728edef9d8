// One form for all ways to write the same text, and its cut into terms. The browser follows the same rules
// (themes/kyodo/assets/search.js); tests/search/agreement.mjs compares the two.
//
// Normalize, in this order:
//   1. NFKC: ｷｮｳﾄﾞｳ is キョウドウ, ２ is 2, ㈱ is (株). Invisible characters (default ignorable) are dropped.
//   2. Each code point in lower case (its simple mapping); Latin letters lose their marks: kyōdō is kyodo.
//   3. Katakana is hiragana: U+30A1-30F6 and U+30FD-30FE, 96 lower. ー stays: only romaji ignores long vowels.
//   4. (株) is 株式会社, (有) 有限会社.
//   5. What is neither of these three classes becomes one space, or one '\n' where a line ends:
//        Japanese  the scripts Han, Hiragana and Katakana (UAX #24; 々 and 〇 are Han), ー, 〆
//        digit     0-9
//        letter    any other letter
//      None at the ends of the text.
//   6. Other spellings become the usual one (`variants` in search.yaml), from left to right, the longest first.
//
// A run is what stands together in one class. Its terms:
//   Japanese  every two neighbours, and the last character alone; so one character is the start of a term
//             wherever it stands. Longer words that the index knows whole are terms besides (whole_words.h).
//   digit     the run
//   letter    the stem of the run when it is all a-z (stem.h), else the run
// Of two runs of digits or letters with one space or nothing between them there is a term besides, for phrases: a
// space, the first's term, a space, the second's. Of a term of digits or letters the first 40 characters count.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kyodo::words {

enum class RunClass { kNone, kJapanese, kDigit, kLetter };
RunClass ClassOf(char32_t c);

struct Run {
  RunClass kind = RunClass::kNone;
  size_t begin = 0, end = 0;  // characters
};

/// Other spellings and what they become, both normalised and not empty.
class Variants {
 public:
  Variants() = default;
  /// Each list has the usual spelling first; one without a letter or digit counts for nothing.
  explicit Variants(const std::vector<std::vector<std::string>>& lists);
  /// As pairs() gives them.
  explicit Variants(std::vector<std::pair<std::u32string, std::u32string>> pairs);
  void Apply(std::u32string& text) const;
  /// From and to, the longest `from` first.
  const std::vector<std::pair<std::u32string, std::u32string>>& pairs() const { return pairs_; }

 private:
  void MakeFirst();
  bool MayStart(char32_t c) const { return first_[c % first_.size()]; }

  std::vector<std::pair<std::u32string, std::u32string>> pairs_;
  std::bitset<4096> first_;  // by the lowest bits of a character: whether a spelling may start with it
};

std::u32string Normalize(std::string_view text, const Variants& variants);
/// Steps 1 to 3 alone.
std::u32string FoldCharacters(std::string_view text);

std::vector<Run> RunsOf(std::u32string_view normalized);
constexpr size_t kLongestWord = 40;  // characters of a term

/// The term of a run of digits or letters.
std::u32string WordTerm(std::u32string_view run, RunClass kind);
/// Whether two runs of a text that follow each other have a term together; of their terms, that term.
bool ArePair(std::u32string_view text, const Run& first, const Run& second);
std::u32string PairTerm(std::u32string_view first, std::u32string_view second);

/// Terms are sorted as JavaScript compares strings: by UTF-16 units.
bool TermLess(std::u32string_view a, std::u32string_view b);

}  // namespace kyodo::words
