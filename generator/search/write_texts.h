// The files of titles, of texts and of facets.
#pragma once

#include <string>
#include <vector>

#include "search/entries.h"
#include "search/files.h"
#include "search/layout.h"

namespace kyodo::search {

std::vector<IndexFile> WriteTexts(const std::vector<Entry>& entries, const Layout& layout, std::vector<size_t>& begins);
/// For each 64 numbers one; without a name where none is used. `texts` begin at the entries `begins` and have names of
/// so many `digits`.
std::vector<IndexFile> WriteTitles(const Site& site, const std::vector<Entry>& entries, const Layout& layout,
                                   const std::vector<IndexFile>& texts, const std::vector<size_t>& begins,
                                   size_t digits);

struct FacetFile {
  std::string id;
  LocalText label;
  IndexFile file;
};

/// What results can be narrowed to: `collection` and `language`; the vocabularies and collections that are facets of a
/// listing and that fields of two collections or more take values from; `year`, the year in which something took place
/// or began. The theme has labels for the three that are named here.
std::vector<FacetFile> WriteFacets(const Site& site, const std::vector<Entry>& entries, const Layout& layout);

/// The name of a language of the site in each of them.
LocalText NamesOf(const Site& site, LanguageId language);

}  // namespace kyodo::search
