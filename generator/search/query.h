// What a query finds. The browser follows the same rules (themes/kyodo/assets/search.js), so that both give the same
// results in the same order.
//
// A query is cut at its quotation marks (" “ ”) into plain parts and phrases, then into runs (normalize.h). An
// entry is found when it has every run:
//   Japanese, one character     a term that begins with it
//   two                         that term
//   more                        the whole word, if the index has it; else every two neighbours
//   kana alone, not in quotes   also the words that are read so; when neither is there, those whose reading begins so
//   letters                     the stem; else a term that begins with the run, as while typing. Not in quotes, also
//   the
//                               words that are read so in romaji, from three letters
//   digits                      the run; else a term that begins with it
//   two of letters or digits    in quotes, also the term of the pair
// Of a phrase the entry's text has all, with its spaces, and no letter or digit goes on at its ends.
// The sections of a page and the page itself count as one where no single entry has all runs: then the page is found.
//
// Only when that finds nothing, each run without a match is taken more loosely, and the answer says so:
//   letters, four or more       the nearest words: one slip (insertion, deletion, substitution, neighbours swapped) in
//                               words of up to five letters, two in longer ones
//   Japanese, three or more     entries with six of ten of its neighbours
//
// The order: the reader's language first; then by score, the sum of 1, 2, 4 or 8 for the impact 0 to 3 of each run (of
// a run taken apart, the least of its parts); then by number.
#pragma once

#include <string>
#include <vector>

#include "search/read.h"

namespace kyodo::search {

struct Answer {
  struct Hit {
    uint32_t number = 0;
    uint32_t score = 0;
  };
  std::vector<Hit> hits;          // all, in order
  std::vector<std::string> near;  // the terms taken for mistyped words
  bool most = false;              // only most of a Japanese run
};

Answer Ask(Index& index, std::string_view query, size_t language);

}  // namespace kyodo::search
