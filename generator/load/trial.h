// The site as it would be with files that are not written yet.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "load/load.h"

namespace kyodo {

/// All that is told of the site with `texts`, by their paths, in place of or besides what is on the disk, and without
/// the files `gone`. `site`, if given, gets what was read.
Diagnostics TryFiles(FileReader& disk, const std::map<std::string, std::string>& texts, const LoadOptions& options,
                     MarkdownPool& markdown, const std::set<std::string>& gone = {},
                     std::unique_ptr<const Site>* site = nullptr);

}  // namespace kyodo
