// What can be found: the pages of records and documents, and the sections of guidelines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/site.h"

namespace kyodo::search {

/// How much a place in a page says about what the page is about.
enum Impact : uint8_t {
  kInText = 0,   // fields of weight 1, the body
  kWeighty = 1,  // fields of weight 2 and more, readings of titles; what stands in the text three times or more
  kInTitle = 2,  // the title of a page, the heading of a section
  kIsTitle = 3,  // at least half of its characters
};

/// A result. Texts are as people see them, without markup; all but the path are the site's own.
struct Entry {
  const Record* record = nullptr;
  LanguageId language = 0;
  std::string path;          // site path, with #anchor for a section
  std::string_view title;    // of the page
  std::string_view section;  // the heading; empty: the page itself
  struct Part {
    Impact impact;
    std::string_view text;  // blocks separated by '\n'
  };
  std::vector<Part> parts;
};

/// Whether its pages say what one can do: desks, and what has days and deadlines.
bool IsToAct(const Site& site, const Collection& collection);

/// All entries, by language, then by collection, then by the day of publication: what is new comes last,
/// so that it moves no other. Collections that say what one can do come first, those of chapters last: results lie
/// near each other then. The sections of a page follow it. A page that shows another language's text
/// is left out, as are private fields, fields with `search: 0`, unlisted and hidden records, and the pages of the
/// search and for addresses that do not exist.
std::vector<Entry> MakeEntries(const Site& site);

}  // namespace kyodo::search
