// The files of the index: what they hold and how they are named. All are gzip members, named search/<hash>.bin by their
// content, so that they can be kept for ever; browsers open them with DecompressionStream. The ending says
// nothing of gzip on purpose: servers would unpack .gz by themselves, or not.
//
// root     search/index.<hash>.bin, which the search page names: parts, each a line with its name and then a line for
//          each row, a tab before each value:
//            language    code, its name in each language; in the site's order
//            collection  id, its label in each language
//            range       first number, count, language, collection: entries that stand together, see layout.h
//            universe    of the lists, see postings.h
//            section     number of a page, how many sections follow it
//            variant     spelling, what it becomes; in the order in which they are tried, see normalize.h
//            term        for each file of terms, in order: a text that is not after its first term, and after all those
//                        of the file before; the file's hash
//            reading     the same for files of readings and their keys
//            title       hash; a row for each 32 numbers, without a hash where none of them is used
//            facet       id, hash, its label in each language, empty for those that the theme names
//            words       hash of the list of words
// terms    a varint (postings.h): how many bytes of text follow; the text: a line for each term, a digit for
//          how many characters it shares with the one before (at most 9), then the rest; for each term two varints, the
//          count of its list and its size in bytes; then the lists.
// readings lines "key\tword\tword…", in order; the key is a reading in hiragana, or its romaji (kana.h); at most twelve
//          words, the commonest first.
// titles   line 1: "number hash" for each file of texts that has some of these entries, the first number that it has
//          from here on; then a line for each number: "path\ttitle\tsection", or empty.
// texts    "path\ttext" for each entry, with a form feed between; without the title or heading.
// facet    lines "id\tnumbers\tlabel\tlabel…": the entries' numbers as differences to the one before, with spaces;
//          labels in each language.
// words    every term of the letters a-z, a line each, front-coded as in terms: for words that are mistyped.
#pragma once

#include "model/derived.h"

namespace kyodo::search {

using IndexFile = DerivedFile;
using IndexFiles = DerivedFiles;  // without a root the site has nothing to find

}  // namespace kyodo::search
