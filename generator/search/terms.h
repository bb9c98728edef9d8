// The terms of all entries, and where each stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/entries.h"
#include "search/layout.h"
#include "search/whole_words.h"
#include "words/normalize.h"

namespace kyodo::search {

struct IndexTerm {
  std::u32string text;
  uint32_t count = 0;     // entries that have it
  std::string_view list;  // of them, as PostingWriter gives it
};

struct IndexTerms {
  std::vector<IndexTerm> list;     // sorted with TermLess
  std::vector<std::string> coded;  // what their lists lie in
};

/// A term's impact in an entry is that of the best place where it stands; what stands in plain text three times or more
/// counts as kWeighty, a pair of words always as kInText.
IndexTerms MakeTerms(const std::vector<Entry>& entries, const Layout& layout, const WholeWords& whole,
                     const words::Variants& variants);

}  // namespace kyodo::search
