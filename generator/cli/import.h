// The verb `import`: calendars and tables.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct TableOptions {
  bool chosen = false;  // `import table`
  std::string sheet;    // of a workbook; empty: the first
  std::string mapping;  // a file; empty: imports/COLLECTION.yaml of the site, if there is one
  bool write = false;
};

struct ImportVerbOptions : SiteOptions {
  std::string source;              // an address or a file
  std::string into;                // the collection; empty: of a calendar the one that events belong to
  std::vector<std::string> fixed;  // "field=value", in every record
  bool with_private = false;       // also events that are marked as private
  bool allow_private = false;      // also from addresses that are not public
  std::string language;            // of the calendar's texts; empty: the site's first
  TableOptions table;
};

void AddOptions(CLI::App& app, ImportVerbOptions& options, const Words& words);

/// `import calendar` reads an iCalendar file or address and writes a record for each event, as a draft for review. Each
/// is read as a part of the site first: what has an error is not written, and told. Its UID stands in a remark at the
/// top, by which it is found again wherever it was moved; what is there already is left as it is.
/// `import table`: see cli/import_table.h. Returns the program's exit code.
int Import(const ImportVerbOptions& options);

}  // namespace kyodo::cli
