// Words of the site's Japanese texts and how they are read: きょうどう finds 協働.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"
#include "words/analysis.h"
#include "words/normalize.h"

namespace kyodo::words {

/// A word, or up to four that stand together (防災, 防災訓練), normalised, with a reading in hiragana.
struct ReadWord {
  std::u32string reading, surface;
  uint32_t count = 0;  // places in the site's texts, each different text once
};

/// Every word with kanji, and words of kana alone (for romaji) from three characters; by reading, then surface.
/// Readings come from the `kana` of records, then from the civic words that kyodo ships, then from the dictionary.
/// Without one the first two remain.
std::vector<ReadWord> CollectWords(const Site& site, const JapaneseAnalysis& analysis, const Variants& variants);

}  // namespace kyodo::words
