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
//                               the words that are read so in romaji, from three letters
//   digits                      the run; else a term that begins with it
//   two of letters or digits    in quotes, also the term of the pair
// Of a phrase the entry's text has all, with its spaces, and no letter or digit goes on at its ends.
// The sections of a page and the page itself count as one where no single entry has all runs: then the page is found.
//
// When that finds fewer than five entries in the reader's language, and not all is in quotes, what is known of words
// (synonyms.h) is asked as well. Up to three runs that are asked for together there are one word, else each run is one.
// Words that say nothing of what is looked for are left out unless there are no others. An entry is found when it has
// every word:
//   itself     as above
//   synonyms   what else the word finds
//   in parts   a Japanese run is cut before and after the words that have synonyms, at words that say nothing, and at
//              one of the particles のをにがはでとへや after another part or two characters or more. An entry has it
//              that has all parts, each itself or by a synonym.
//
// Only when that finds nothing, words without a match are taken more loosely, and the answer says so:
//   letters, five or more       the nearest words with the same first letter: one slip (insertion, deletion,
//                               substitution, neighbours swapped), or two in words of eight letters or more; where
//                               there are none, from six letters, those with another first letter and one slip
//   digits, ten or more         a telephone number: its groups of digits, as terms of pairs
//   kana alone                  the words that are read nearly so: the readings that begin with the same kana and have
//                               the fewest slips, none for three kana, two from eight, else one, where marks (か for
//                               が), small kana, ー and う do not count
//   Japanese, three or more     with ケ for が between kanji or が for ケ, without ー, with デ for ディ; else its
//                               longest piece of two characters or more that is found, then those before and after
//   a run cut in parts          its parts instead
// and when still no entry has all words, those that have the most of them.
//
// The order: the reader's language first; then by score; then what one can do (files.h, range); then by number. The
// score is the sum of 1, 2, 4 or 8 for the impact 0 to 3 of each word (of several terms, the least), where words are
// known twice that for the word itself, and half of it for parts.
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
  std::vector<Hit> hits;             // all, in order
  std::vector<std::string> near;     // the terms taken for mistyped words
  std::vector<std::string> shorter;  // the pieces taken for longer runs
  bool most = false;                 // what is found has not all of the query
};

Answer Ask(Index& index, std::string_view query, size_t language);

}  // namespace kyodo::search
