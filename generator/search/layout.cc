#include "search/layout.h"

#include <algorithm>
#include <bit>

namespace kyodo::search {

Layout MakeLayout(const std::vector<Entry>& entries) {
  Layout layout;
  uint32_t next = 0;
  for (const Entry& entry : entries) {
    const Collection* collection = entry.record->collection;
    if (layout.ranges.empty() || layout.ranges.back().collection != collection ||
        layout.ranges.back().language != entry.language) {
      if (!layout.ranges.empty()) next = FirstAfter(layout.ranges.back().first, layout.ranges.back().count);
      layout.ranges.push_back({next, 0, entry.language, collection});
      if (layout.PlaceOf(*collection) == layout.collections.size()) layout.collections.push_back(collection);
    }
    ++layout.ranges.back().count;
    layout.number_of.push_back(next++);
  }
  layout.universe = std::bit_ceil(next + 1);
  return layout;
}

uint32_t FirstAfter(uint32_t first, uint32_t count) { return (first + count + count / 8 + 16) / 16 * 16; }

size_t Layout::PlaceOf(const Collection& collection) const {
  return static_cast<size_t>(std::find(collections.begin(), collections.end(), &collection) - collections.begin());
}

}  // namespace kyodo::search
