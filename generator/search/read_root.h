// The root of an index (files.h), read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kyodo::search {

struct IndexRoot {
  struct Range {
    uint32_t first = 0, count = 0;
    size_t language = 0, collection = 0;
  };
  struct Shard {
    std::u32string first;
    std::string name;
  };
  std::vector<std::string> languages;                 // codes
  std::vector<std::vector<std::string>> collections;  // id, a label for each language
  std::vector<Range> ranges;                          // ascending
  uint32_t universe = 0;
  std::map<uint32_t, uint32_t> sections;  // number of a page → how many sections follow it
  std::vector<std::pair<std::u32string, std::u32string>> variants;
  std::vector<Shard> terms, readings;
  std::vector<std::string> titles;
  std::string words;
};

/// Nothing when it is not what files.h describes. What is returned has every number within its bounds, and names of
/// files that are names and no paths.
std::optional<IndexRoot> ReadRoot(std::string_view text);

/// A whole number and nothing else.
std::optional<uint32_t> ReadNumber(std::string_view text);
bool IsName(std::string_view text);

}  // namespace kyodo::search
