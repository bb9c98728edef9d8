// Files that are made from the whole site at once, and named by their content.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/lazy.h"

namespace kyodo {

struct DerivedFile {
  enum Packing : uint8_t { kPlain, kGzip, kGzipHard };

  std::string path;     // site path, with a hash of the content
  std::string content;  // what it holds, unpacked
  Packing packing = kPlain;
  size_t text_begin = 0, text_end = SIZE_MAX;  // the part of `content` that is text

  std::string_view Text() const { return std::string_view(content).substr(text_begin, text_end - text_begin); }
  /// Packed, which takes longer than all else that is done with the file.
  std::string Bytes() const;
};

struct DerivedFiles {
  std::string root;  // path of the one that pages name; empty: there are none
  std::vector<DerivedFile> files;
  Diagnostics diagnostics;  // of making them
};

/// Each is made when a page or the plan first asks for it.
struct Derived {
  /// The readings of the site's Japanese texts (words/site_readings.h), named in `page.readings`. Of one name: all
  /// Japanese pages have it, and a sentence more changes the list. Browsers ask whether theirs is still good.
  Lazy<DerivedFiles> readings;
  /// The search index (search/files.h), named in `page.search_index`.
  Lazy<DerivedFiles> search;
  /// Pages name the roots before they are made, by paths that do not depend on their content: for previews.
  bool late = false;

  std::string_view ReadingsPath() const { return late ? kReadings : readings().root; }
  std::string_view SearchPath() const { return late ? kLateSearch : search().root; }
  /// What has one of these paths; null: nothing, or another path.
  const DerivedFiles* FindLate(std::string_view path) const {
    return !late ? nullptr : path == kReadings ? &readings() : path == kLateSearch ? &search() : nullptr;
  }

  static constexpr std::string_view kReadings = "readings.js";
  static constexpr std::string_view kLateSearch = "search/index.bin";
};

}  // namespace kyodo
