// The root of an index (files.h), read.
#pragma once

#include <array>
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
    bool acts = false;  // its pages say what one can do
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
  std::array<std::string, 2> synonyms;  // of what is asked in Japanese, and in letters or digits
  std::vector<Shard> terms, readings;
  std::vector<std::string> titles;
  /// Names of files with the rows of those three, where there are many.
  std::vector<std::string> term_directories, reading_directories, title_directories;
  std::string words;
};

/// Nothing when it is not what files.h describes. What is returned has every number within its bounds, and names of
/// files that are names and no paths.
std::optional<IndexRoot> ReadRoot(std::string_view text);

/// Adds the rows of a directory of terms or readings, or of titles. False when it is not what files.h describes.
bool AddShards(std::string_view text, std::vector<IndexRoot::Shard>& shards);
bool AddNames(std::string_view text, std::vector<std::string>& names);

/// A whole number and nothing else.
std::optional<uint32_t> ReadNumber(std::string_view text);
bool IsName(std::string_view text);

}  // namespace kyodo::search
