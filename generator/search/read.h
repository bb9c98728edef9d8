// Reads an index (files.h), as the browser does.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/normalize.h"
#include "search/postings.h"

namespace kyodo::search {

/// Impact of a term by entry number.
using Matches = std::map<uint32_t, uint8_t>;

struct IndexRoot {
  struct Range {
    uint32_t first = 0, count = 0;
    size_t language = 0, collection = 0;
  };
  struct Shard {
    std::u32string first;
    std::string hash;
  };
  std::vector<std::string> languages;
  std::vector<std::vector<std::string>> collections;  // id, labels
  std::vector<Range> ranges;
  uint32_t universe = 0;
  std::map<uint32_t, uint32_t> sections;  // number of a page → how many sections follow it
  std::vector<std::pair<std::u32string, std::u32string>> variants;
  std::vector<Shard> terms, readings;
  std::vector<std::string> titles;
  std::string words;
};

struct EntryTitle {
  std::string path, title, section;  // no path: no such entry
  std::string text_hash;             // of the file with its text
};

/// Belongs to one thread. A file that is missing or damaged counts as empty, and `damaged` is set.
class Index {
 public:
  /// `read` gives the bytes of a site path.
  using Read = std::function<std::optional<std::string>(const std::string& path)>;
  Index(const std::string& root_path, Read read);

  const IndexRoot& root() const { return root_; }
  bool damaged() const { return damaged_; }

  /// Entries with just that term.
  Matches Find(std::u32string_view term);
  /// Entries with a term that begins so.
  Matches FindPrefix(std::u32string_view prefix);
  /// The words that are read so, or whose reading begins so.
  std::vector<std::u32string> Readings(std::u32string_view key, bool prefix);
  /// All terms of the letters a-z.
  const std::vector<std::u32string>& Words();
  EntryTitle Title(uint32_t number);
  /// The text of an entry without its title.
  std::string Text(const EntryTitle& title);
  const IndexRoot::Range* RangeOf(uint32_t number) const;

 private:
  struct Terms {
    std::vector<std::u32string> terms;
    std::vector<std::pair<uint32_t, std::string_view>> lists;  // count, bytes
  };
  const std::string& Load(const std::string& hash);
  const Terms& TermsOf(const std::string& hash);
  void AddList(const Terms& terms, size_t at, Matches& out) const;

  Read read_;
  IndexRoot root_;
  bool damaged_ = false;
  std::map<std::string, std::string> files_;
  std::map<std::string, Terms> terms_;
  std::vector<std::u32string> words_;
};

}  // namespace kyodo::search
