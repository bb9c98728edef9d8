// The verb `import calendar`.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct ImportCalendarOptions : SiteOptions {
  std::string source;              // an address or a file
  std::string into;                // the collection; empty: the one that events belong to
  std::vector<std::string> fixed;  // "field=value", in every record
  bool allow_private = false;      // also from addresses that are not public
  std::string language;            // of the calendar's texts; empty: the site's first
};

void AddOptions(CLI::App& app, ImportCalendarOptions& options, const Words& words);

/// Reads an iCalendar file or address and writes a record for each event, as a draft for review. Files that are there
/// already are left as they are. Returns the program's exit code.
int Import(const ImportCalendarOptions& options);

}  // namespace kyodo::cli
