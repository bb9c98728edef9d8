// How much of one thing a site may have: past it a build would take longer and more memory than others should wait
// for. The manual has a table of all limits (content/README.md).
#pragma once

#include <cstddef>

namespace kyodo::load {

inline constexpr size_t kMostMarkdownBytes = 512 * 1024;  // of a text
inline constexpr size_t kMostOccurrences = 100'000;       // of a site, in its calendar

}  // namespace kyodo::load
