// Writes the index of a site (files.h).
#pragma once

#include "model/site.h"
#include "readings/analysis.h"
#include "search/files.h"

namespace kyodo::search {

/// The same site gives the same bytes. Without a dictionary in the analysis, only words with `kana` and kyodo's
/// own are found by their reading.
IndexFiles MakeIndex(const Site& site, const readings::JapaneseAnalysis& analysis);

}  // namespace kyodo::search
