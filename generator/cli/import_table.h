// `import table`: records from a spreadsheet.
#pragma once

#include "cli/import.h"

namespace kyodo::cli {

void AddTableOptions(CLI::App& app, ImportVerbOptions& options, const Words& words);

/// Shows what a table (CSV, an Excel workbook, JSON) would make of a collection: new records, changes field by field,
/// and what is wrong, by sheet, row and column. With `write`, and nothing wrong, the files are written: all of them, or
/// none. Returns the program's exit code.
int ImportTable(const ImportVerbOptions& options);

}  // namespace kyodo::cli
