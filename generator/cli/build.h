// The verb `build`.
#pragma once

#include "cli/options.h"
#include "kyodo/kyodo.h"

namespace kyodo::cli {

/// Makes the site and publishes it to `out`, unless nothing has changed. Returns the program's exit code.
int Build(const Options& options);

/// What the verbs that open a site share.
PortalOptions PortalOptionsOf(const Options& options);

}  // namespace kyodo::cli
