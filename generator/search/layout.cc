#include "search/layout.h"

#include <algorithm>
#include <bit>

namespace kyodo::search {

Layout MakeLayout(const std::vector<Entry>& entries) {
  constexpr uint32_t kStep = 16;
  Layout layout;
  uint32_t next = 0;
  for (const Entry& entry : entries) {
    const Collection* collection = entry.record->collection;
    if (layout.ranges.empty() || layout.ranges.back().collection != collection ||
        layout.ranges.back().language != entry.language) {
      // Room for one more in eight.
      const uint32_t room = layout.ranges.empty() ? 0 : layout.ranges.back().count / 8 + 1;
      next = (next + room + kStep - 1) / kStep * kStep;
      layout.ranges.push_back({next, 0, entry.language, collection});
      if (layout.PlaceOf(*collection) == layout.collections.size()) layout.collections.push_back(collection);
    }
    ++layout.ranges.back().count;
    layout.number_of.push_back(next++);
  }
  layout.universe = std::bit_ceil(next + 1);
  return layout;
}

size_t Layout::PlaceOf(const Collection& collection) const {
  return static_cast<size_t>(std::find(collections.begin(), collections.end(), &collection) - collections.begin());
}

}  // namespace kyodo::search
