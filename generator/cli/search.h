// `kyodo search`: what the search of a built site finds, without a browser.
#pragma once

#include <string>

#include "cli/options.h"

namespace kyodo::cli {

struct SearchOptions : CommonOptions {
  std::string query;           // "-": a query on each line of the standard input
  std::string out = "public";  // the folder of the built site
  std::string language;        // the reader's; empty: the site's first
  size_t limit = 10;           // results to show
};

void AddOptions(CLI::App& app, SearchOptions& options, const Words& words);

int Search(const SearchOptions& options);

}  // namespace kyodo::cli
