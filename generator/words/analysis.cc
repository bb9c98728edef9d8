#include "words/analysis.h"

#include <algorithm>

#include "core/parallel.h"
#include "core/text.h"
#include "words/site_texts.h"

namespace kyodo::words {

void Analyser::FindWords(std::u32string_view text, std::vector<FoundWord>& out) {
  out.clear();
  parser_.Parse(Encode(text), morphemes_);
  size_t byte = 0;
  uint32_t at = 0;
  const auto character = [&](size_t wanted) {
    for (; byte < wanted; ++at) byte += text[at] < 0x80 ? 1 : text[at] < 0x800 ? 2 : text[at] < 0x10000 ? 3 : 4;
    return at;
  };
  for (const Morpheme& one : morphemes_) {
    const uint32_t begin = character(one.begin), end = character(one.end);
    out.push_back({begin, end, one.reading, one.certainty, one.is_number, one.is_person});
  }
}

JapaneseAnalysis AnalyseJapanese(const Site& site, const Theme& theme, std::unique_ptr<const Mecab> mecab) {
  JapaneseAnalysis analysis{{}, {}, std::move(mecab)};
  for (LanguageId id = 0; id < site.config.languages.size(); ++id)
    if (site.config.languages[id].japanese) analysis.japanese.push_back(id);
  std::vector<std::u32string> texts = JapaneseTexts(site, theme, analysis.japanese);
  analysis.texts.resize(texts.size());
  constexpr size_t kParts = 8;
  ParallelFor(kParts, [&](size_t part) {
    std::optional<Analyser> analyser;
    if (analysis.mecab) analyser.emplace(*analysis.mecab);
    for (size_t i = texts.size() * part / kParts; i < texts.size() * (part + 1) / kParts; ++i) {
      AnalysedText& one = analysis.texts[i];
      one.text = std::move(texts[i]);
      if (analyser) analyser->FindWords(one.text, one.words);
      one.words.shrink_to_fit();
    }
  });
  return analysis;
}

void JapaneseAnalysis::CloseDictionary() {
  for (AnalysedText& one : texts) {
    for (FoundWord& word : one.words) {
      if (!word.reading.empty()) word.reading = *readings.emplace(word.reading).first;
    }
  }
  mecab.reset();
}

}  // namespace kyodo::words
