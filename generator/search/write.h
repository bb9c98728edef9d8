// Writes the index of a site (files.h).
#pragma once

#include "model/site.h"
#include "search/files.h"
#include "words/analysis.h"

namespace kyodo::search {

/// The same site gives the same bytes; without a root there is nothing to find. Without a dictionary in the analysis,
/// only words with `kana` and kyodo's own are found by their reading. Names have `digits`, or two more, or four …
/// until no two files have one name.
DerivedFiles MakeIndex(const Site& site, const words::JapaneseAnalysis& analysis, size_t digits = kNameDigits);

}  // namespace kyodo::search
