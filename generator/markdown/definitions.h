// Definitions of links, `[label]: address`, which CommonMark takes out of the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace kyodo {

/// Where those begin, in bytes and in order, whose label no other place of the text names:
/// to their authors most of them are a line of the text ("[注意]: 雨天中止"). Notes (`[^1]:`) are none,
/// nor are comments in that shape (`[//]: # (…)`).
std::vector<size_t> FindUnusedDefinitions(std::string_view text);

}  // namespace kyodo
