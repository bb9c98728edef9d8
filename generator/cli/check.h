// The verb `check`.
#pragma once

#include "cli/options.h"

namespace kyodo::cli {

struct CheckOptions : SiteOptions {
  bool external = false;  // ask the servers of links that leave the site
  int max_age_days = 7;   // of answers that are good enough
  bool fix = false;       // make the changes that can only be right (cli/fix.h)
  bool yes = false;       // without asking
};

void AddOptions(CLI::App& app, CheckOptions& options, const Words& words);

/// Makes the whole site and keeps nothing of it. Returns the program's exit code.
int Check(const CheckOptions& options);

}  // namespace kyodo::cli
