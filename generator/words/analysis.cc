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
  const std::vector<Language>& languages = site.config.languages;
  const auto found = std::find_if(languages.begin(), languages.end(), [](const Language& one) { return one.japanese; });
  JapaneseAnalysis analysis{static_cast<LanguageId>(found - languages.begin()), {}, std::move(mecab)};
  if (found == languages.end()) return analysis;
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

}  // namespace kyodo::words
