// Reads an index (files.h), as the browser does.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "search/postings.h"
#include "search/read_root.h"
#include "words/normalize.h"

namespace kyodo::search {

/// Impact of a term by entry number.
using Matches = std::map<uint32_t, uint8_t>;

/// What the index knows of words that people use for others.
struct KnownWords {
  std::map<std::u32string, std::vector<std::u32string>, std::less<>> synonyms;  // what is asked → what finds it, too
  std::set<std::u32string, std::less<>> skip;                                   // says nothing of what is looked for
};

struct EntryTitle {
  std::string path, title, section;  // no path: no such entry
  std::string area, day, state;      // of titles in files.h
  bool example = false;
  std::string text_file;  // name of the file with its text
  size_t text = 0;        // which of those in it
};

/// Belongs to one thread. A file that is missing, or is not what its name and files.h say, counts as empty; the others
/// are read as ever, and `damaged` is set.
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
  struct Reading {
    std::u32string key;
    std::vector<std::u32string> words;
  };
  /// All keys that begin so.
  std::vector<Reading> ReadingsFrom(std::u32string_view prefix) { return LookUp(prefix, true); }
  /// All terms of the letters a-z.
  const std::vector<std::u32string>& Words();
  /// For queries in Japanese, in letters or digits, or both.
  KnownWords Known(bool japanese, bool others);
  EntryTitle Title(uint32_t number);
  /// The text of an entry without its title.
  std::string Text(const EntryTitle& title);
  const IndexRoot::Range* RangeOf(uint32_t number) const;

 private:
  struct Terms {
    std::vector<std::u32string> terms;
    std::vector<std::pair<uint32_t, std::string_view>> lists;  // count, bytes
  };
  static bool AddKnown(std::string_view text, KnownWords& known);
  static std::optional<Terms> ReadTerms(std::string_view raw, uint32_t universe);

  std::optional<std::string> Open(const std::string& path) const;
  std::vector<Reading> LookUp(std::u32string_view key, bool prefix);
  const std::string& Load(const std::string& name);
  const std::string& LoadText(const std::string& name);
  const Terms& TermsOf(const std::string& name);
  void AddList(const Terms& terms, size_t at, Matches& out);
  template <class Value>
  Value Checked(std::optional<Value> value);  // an empty one when there is none, which is damage

  Read read_;
  IndexRoot root_;
  bool damaged_ = false;
  std::map<std::string, std::string> files_;
  std::map<std::string, Terms> terms_;
  std::optional<std::vector<std::u32string>> words_;
};

}  // namespace kyodo::search
