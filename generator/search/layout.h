// Which number each entry has in the index.
#pragma once

#include <cstdint>
#include <vector>

#include "search/entries.h"

namespace kyodo::search {

/// Numbers are given by language and collection, with some left free after each, so that a page added at the end of
/// one (they are in the order of publication) moves no other, and unchanged lists keep their bytes.
struct Layout {
  struct Range {
    uint32_t first = 0, count = 0;
    LanguageId language = 0;
    const Collection* collection = nullptr;
  };
  std::vector<uint32_t> number_of;  // by entry, ascending
  std::vector<Range> ranges;
  std::vector<const Collection*> collections;  // in the order in which they first come
  uint32_t universe = 0;                       // a power of two above every number

  size_t PlaceOf(const Collection& collection) const;  // in `collections`
};

Layout MakeLayout(const std::vector<Entry>& entries);

/// Where the range after one begins: there is room for one more in eight.
uint32_t FirstAfter(uint32_t first, uint32_t count);

}  // namespace kyodo::search
