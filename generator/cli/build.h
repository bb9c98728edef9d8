// The verb `build`.
#pragma once

#include "cli/options.h"
#include "kyodo/kyodo.h"

namespace kyodo::cli {

struct BuildOptions : SiteOptions {
  bool replace = false;  // also where another site is
  bool explain = false;  // say why pages were made again
};

void AddOptions(CLI::App& app, BuildOptions& options, const Words& words);

/// Makes the site and publishes it to `out`, unless nothing has changed. Returns the program's exit code.
int Build(const BuildOptions& options);

/// What the verbs that open a site share.
PortalOptions PortalOptionsOf(const SiteOptions& options);

}  // namespace kyodo::cli
