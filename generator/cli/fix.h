// `check --fix`: the changes that can only be right are shown, and made when that is wanted.
#pragma once

#include "cli/check.h"
#include "system/file_system.h"

namespace kyodo::cli {

/// Shows what would change as a diff. On a terminal it asks, for files that git cannot give back apart from the others;
/// elsewhere nothing is written unless `yes`. Only plain files inside the site are written, each whole or not at all.
/// Returns kFine, or kEnvironment when one could not be written, which is told.
int Fix(const CheckOptions& options, FileSystem& files);

}  // namespace kyodo::cli
