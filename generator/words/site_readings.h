// The readings of all Japanese texts of a site, as the script that furigana.js loads.
#pragma once

#include <string>

#include "model/site.h"
#include "words/analysis.h"

namespace kyodo::words {

/// `kyodoReadings = ` and a Table as a template literal; nothing in it needs an escape.
/// A script, because pages opened from a disc can load one but cannot fetch a file.
/// Texts that no page shows (private fields, hidden records) are not among what it was made from.
/// Empty when no language of the site is Japanese, or no text has kanji.
/// `analysis` is that of the site, with a dictionary.
std::string MakeReadings(const Site& site, const JapaneseAnalysis& analysis);

}  // namespace kyodo::words
