// The files of terms and of readings.
#pragma once

#include <string>
#include <vector>

#include "search/files.h"
#include "search/terms.h"
#include "words/read_words.h"

namespace kyodo::search {

/// A file, and what comes after all terms (or keys) of the files before it, and not after its first.
struct Shard {
  std::u32string first;
  IndexFile file;
};

/// A file ends where the hash of the next term says so, once it is large enough: so an edit changes the files with its
/// terms and not all that follow.
std::vector<Shard> WriteTerms(const std::vector<IndexTerm>& terms);
std::vector<Shard> WriteReadings(const std::vector<words::ReadWord>& words);
/// The list of words; empty when there are none.
IndexFile WriteWords(const std::vector<IndexTerm>& terms);

}  // namespace kyodo::search
