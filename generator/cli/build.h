// The verbs `build` and `check`: the only place that knows the order of the stages.
#pragma once

#include "cli/options.h"

namespace kyodo::cli {

/// Loads, checks and renders the site; `build` also publishes it to `out`.
/// Returns the program's exit code.
int Build(const Options& options);

}  // namespace kyodo::cli
