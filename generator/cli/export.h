// The verb `export`.
#pragma once

#include <string>

#include "cli/options.h"

namespace kyodo::cli {

struct ExportOptions : SiteOptions {
  std::string collection;
  std::string file;                              // empty: the standard output, but not of a workbook
  bool csv = false, xlsx = false, json = false;  // one of them; none: by the ending of `file`
  bool with_private = false;
};

void AddOptions(CLI::App& app, ExportOptions& options, const Words& words);

/// Writes the records of a collection as a table that `import table` reads without loss. Returns the program's exit
/// code.
int Export(const ExportOptions& options);

}  // namespace kyodo::cli
