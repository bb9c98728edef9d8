// Feeds of what is new: Atom (RFC 4287).
#pragma once

#include <string>
#include <vector>

#include "views/views.h"

namespace kyodo::render {

/// The newest `records` by `updated`, at most kFeedEntries. Records without a date, without a translation into the
/// language, or unlisted, and examples that stand apart, have no entry. `path` is the feed's, `page` that of the page
/// it belongs to; ids are addresses of pages on the published site.
std::string MakeFeed(const Views& views, LanguageId id, std::string_view title, std::string_view path,
                     std::string_view page, const std::vector<const Record*>& records);

constexpr size_t kFeedEntries = 30;

}  // namespace kyodo::render
