// How the kanji of a Japanese text are read in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "words/analysis.h"
#include "words/kana.h"
#include "words/known_words.h"

namespace kyodo::words {

/// Belongs to one thread. Known words win over the dictionary:
/// * one of three characters or more wherever it stands;
/// * one of two where the dictionary, too, starts a word, or knows none;
/// * one of a single character where the dictionary finds just that word.
/// What the dictionary knows counts when it is certain enough, and is no name of a person:
/// no reading is better than a wrong one.
class Reader {
 public:
  Reader(const Mecab& mecab, const KnownWords& words);

  /// Every kanji of the text is in one piece, in order.
  void Read(const AnalysedText& text, std::vector<Piece>& out);

 private:
  struct Word {
    size_t begin = 0, end = 0;  // characters
    std::string_view reading;
    bool is_number = false, is_unknown = false;
  };
  struct Known {
    size_t begin = 0, end = 0;
    const KnownWords::Word* word = nullptr;
  };

  /// With `parsed_`, the words of the text.
  void ReadParsed(std::u32string_view text, std::vector<Piece>& out);
  /// Without words that are all of `text`.
  void ReadPart(std::u32string_view text, std::vector<Piece>& out);
  /// The pieces of a known word, cut into smaller words where these give the same reading.
  const std::vector<Piece>& Parts(std::u32string_view text, const KnownWords::Word& word);
  void Parse(std::u32string_view text, size_t offset, std::vector<Word>& out);
  static void TakeWords(const std::vector<FoundWord>& found, size_t offset, std::vector<Word>& out);
  KnownWords::Match LongestThatCounts(std::u32string_view text, size_t at) const;
  void FindKnown(std::u32string_view text);
  bool Counts(std::u32string_view text, size_t at, size_t length) const;
  bool StartsWord(size_t at) const;
  bool IsWord(size_t begin, size_t end) const;
  void ReadBetween(std::u32string_view text, size_t begin, size_t end, std::vector<Piece>& out);
  void AddWord(std::u32string_view text, const Word& word, const Word* before, std::vector<Piece>& out);

  const Mecab& mecab_;
  Analyser analyser_;
  const KnownWords& words_;
  std::vector<FoundWord> found_;
  std::vector<Word> parsed_, part_;
  std::vector<Known> known_;
  std::unique_ptr<Reader> inner_;  // for what stands in a known word
  size_t known_most_ = 0;          // characters of a known word
  std::unordered_map<const KnownWords::Word*, std::vector<Piece>> parts_;
  /// By the place of the reading in the dictionary, which is one for each of its words.
  std::unordered_map<const char*, std::vector<Piece>> aligned_;
};

}  // namespace kyodo::words
