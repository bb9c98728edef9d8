// The files of the index: what they hold and how they are named. All are gzip members, named search/<name>.bin by their
// content, so that they can be kept for ever; browsers open them with DecompressionStream. The ending says
// nothing of gzip on purpose: servers would unpack .gz by themselves, or not.
//
// A name is the first 10 hexadecimal digits of the hash of what the file holds, unpacked: 40 bits. It says nothing of
// other files, so an edit renames what it changes and no more. The root names most files, and digits of a hash do not
// pack: with 64 bits the root of a large site would be half as large again. With 32 bits two of the 12,000 files of
// 99,000 pages meet in one build of 60; with 40 in one of 15,000, and a browser that keeps a thousand files of earlier
// builds takes one of them for a new one after some eighty million edits. When two files of a site do meet, all its
// names become longer by two digits until none do.
//
// Tables are lines of cells with a tab between; a cell has no character that lines or cells are divided by.
//
// root     search/index.<name>.bin, which the search page names: parts, each a line with its name and then a line for
//          each row, a tab before each value:
//            language    code, its name in each language; in the site's order
//            collection  id, its label in each language
//            range       count, language, collection: entries that stand together; 1 when their pages say what one can
//                        do, else 0. The first number follows from the row before, see layout.h
//            universe    of the lists, see postings.h
//            section     number of a page, from the last section of the row before; how many sections follow it
//            variant     spelling, what it becomes; in the order in which they are tried, see normalize.h
//            synonyms    names of the files of synonyms for what is asked in Japanese, and in letters or digits; empty
//                        where there are none
//            term        for each file of terms, in order: a text that is not after its first term, and after all those
//                        of the file before
//            reading     the same for files of readings and their keys
//            title       name; a row for each 64 numbers, without a name where none of them is used
//            terms, readings, titles
//                        where there are more than 256 such rows (of readings more than 32), they stand in files, 32
//                        in each, with their names, and here are those files
//            names       names of the files of term, terms, reading and readings, with nothing between
//            facet       id, name, its label in each language, empty for those that the theme names
//            words       name of the list of words
// terms    a varint (postings.h): how many bytes of text follow; the text: a line for each term, a digit for
//          how many characters it shares with the one before (at most 9), then the rest; for each term two varints, the
//          count of its list and its size in bytes; then the lists.
// readings lines "key\tword\tword…", in order; the key is a reading in hiragana, or its romaji (kana.h); at most twelve
//          words, the commonest first.
// titles   line 1: "number name" for each file of texts that has some of these entries, and the first number in it;
//          then a line for each number, or an empty one: path, section, title, area (a term with a code of a
//          municipality), day ("on 2026-12-19" or "until 2026-12-25"), state (taking_part.h; empty: always), 1 for an
//          invented example; empty cells at its end are left out. Tabs between. A section whose page, or another
//          section of it, is on the line before has its anchor, with the #, and its heading alone.
// texts    of each entry, without the title or heading; between two as many form feeds as their numbers are apart.
// facet    lines "id\tnumbers\tlabel\tlabel…": the entries' numbers as differences to the one before, with spaces;
//          labels in each language.
// synonyms line 1: terms that say nothing of what is looked for; then rows: two
//          numbers, a and b, then words: who asks for one of those from the a-th on (counted from 0) finds also what
//          has one of the first b. Words are terms with a space between, see synonyms.h.
// words    every term of the letters a-z, a line each, front-coded as in terms: for words that are mistyped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/derived.h"

namespace kyodo::search {

constexpr size_t kNameDigits = 10;
constexpr uint32_t kTitlesInFile = 64;  // numbers of entries

/// Its path is given last, when it is known how long names are.
struct IndexFile : DerivedFile {
  std::string long_name;  // 32 digits; empty: there is no such file

  std::string NameOf(size_t digits) const { return long_name.substr(0, digits); }
};

/// All digits of the name of a file that holds `content`; any beginning of them is a name of it.
std::string LongName(std::string_view content);
/// A file that is all text; packed hard, what most queries load and is little of the index.
IndexFile MakeFile(std::string content, bool hard = false);

/// `text` as a cell of a table: where it has line ends, tabs or other control characters, there is one space; none at
/// its ends.
std::string Cell(std::string_view text);

}  // namespace kyodo::search
