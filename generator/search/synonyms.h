// What people say for what pages say: 助成金 finds pages with 補助金, “kids” those with “children”.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"
#include "search/files.h"
#include "search/terms.h"
#include "words/normalize.h"

namespace kyodo::search {

struct Synonyms {
  /// Who asks for one of the words from `asked` on finds also what has one of the first `found`. A word is one term or
  /// more with a space between; an entry has it that has all of them.
  struct Row {
    size_t asked = 0, found = 0;
    std::vector<std::u32string> words;
  };
  std::vector<Row> rows;
  std::vector<std::u32string> skip;  // terms; a query is cut at those of Japanese
};

/// Of the site's settings; of its officialese, which finds the plain words for it; and of its glossary: a title that
/// names several words (町会・自治会・町内会), or one with another in brackets (NPO (non-profit organisation)).
/// Only what stands in the index is to be found; a row that finds nothing is left out.
Synonyms MakeSynonyms(const Site& site, const words::Variants& variants, const std::vector<IndexTerm>& terms);

/// Whether some text may have all of `text`, normalised: its terms stand in the index, which are sorted.
bool MayStand(std::u32string_view text, const std::vector<IndexTerm>& terms);

/// The files of what is asked in Japanese, and in letters or digits.
std::array<IndexFile, 2> WriteSynonyms(const Synonyms& synonyms);

}  // namespace kyodo::search
