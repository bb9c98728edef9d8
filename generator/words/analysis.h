// The Japanese texts of a site, each cut into words by the dictionary once, for all that asks how they are read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/site.h"
#include "model/theme.h"
#include "words/mecab.h"

namespace kyodo::words {

/// A word as the dictionary finds it between its neighbours.
struct FoundWord {
  uint32_t begin = 0, end = 0;  // characters of the text
  std::string_view reading;     // katakana, part of the dictionary or of `readings`; empty: unknown
  float certainty = 0;          // as Morpheme has it
  bool is_number = false, is_person = false;
};

struct AnalysedText {
  std::u32string text;  // without punctuation
  std::vector<FoundWord> words;
};

/// Belongs to one thread.
class Analyser {
 public:
  explicit Analyser(const Mecab& mecab) : parser_(mecab) {}
  /// Replaces `out`.
  void FindWords(std::u32string_view text, std::vector<FoundWord>& out);

 private:
  Mecab::Parser parser_;
  std::vector<Morpheme> morphemes_;
};

/// Everything Japanese that the pages of a site are made from.
struct JapaneseAnalysis {
  std::vector<LanguageId> japanese;  // the site's languages that are Japanese: ja, ja-x-easy
  /// Every text once (site_texts.h), in the order of the site. Without a dictionary they have no words.
  std::vector<AnalysedText> texts;
  std::unique_ptr<const Mecab> mecab;  // null: there is no dictionary, or no longer
  std::unordered_set<std::string> readings{};

  /// Keeps the readings that were found, and gives the memory of the dictionary back.
  void CloseDictionary();
};

JapaneseAnalysis AnalyseJapanese(const Site& site, const Theme& theme, std::unique_ptr<const Mecab> mecab);

}  // namespace kyodo::words
