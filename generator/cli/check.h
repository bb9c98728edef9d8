// The verb `check`.
#pragma once

#include "cli/options.h"

namespace kyodo::cli {

/// Makes the whole site and keeps nothing of it. Returns the program's exit code.
int Check(const Options& options);

}  // namespace kyodo::cli
