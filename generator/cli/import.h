// The verb `import calendar`.
#pragma once

#include "cli/options.h"

namespace kyodo::cli {

/// Reads an iCalendar file or address and writes a record for each event, as a draft for review. Files that are there
/// already are left as they are. Returns the program's exit code.
int Import(const Options& options);

}  // namespace kyodo::cli
