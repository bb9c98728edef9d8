// The terms of all entries, and where each stands.
#pragma once

#include <string>
#include <vector>

#include "search/entries.h"
#include "search/layout.h"
#include "search/postings.h"
#include "search/whole_words.h"
#include "words/normalize.h"

namespace kyodo::search {

struct IndexTerm {
  std::u32string text;
  std::vector<Posting> postings;  // by entry
};

/// Sorted with TermLess. A term's impact in an entry is that of the best place where it stands; what stands in plain
/// text three times or more counts as kWeighty, a pair of words always as kInText.
std::vector<IndexTerm> MakeTerms(const std::vector<Entry>& entries, const Layout& layout, const WholeWords& whole,
                                 const words::Variants& variants);

}  // namespace kyodo::search
