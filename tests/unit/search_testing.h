// A small site in memory with its search index, for tests of search/.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/query.h"
#include "search/write.h"
#include "testing.h"

namespace kyodo::search {

/// By site path.
using IndexBytes = std::map<std::string, std::string>;

/// A group, a town association, a group with hostile names and a guideline with a chapter, in Japanese and English.
struct Found {
  /// `changes`: files of the site, without "site/".
  explicit Found(const std::map<std::string, std::string>& changes = {}, size_t digits = kNameDigits);

  /// Paths of the results, in order.
  std::vector<std::string> Paths(std::string_view query, size_t language = 0);

  testing::Loaded loaded;
  DerivedFiles made;
  IndexBytes bytes;
  std::unique_ptr<Index> index;  // reads `bytes`
};

/// An index over `bytes`, which must outlive it.
Index OpenIndex(const std::string& root, const IndexBytes& bytes);

}  // namespace kyodo::search
