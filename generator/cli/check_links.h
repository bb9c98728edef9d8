// `check --external`: links that leave the site.
#pragma once

#include "cli/check.h"
#include "cli/report.h"

namespace kyodo::cli {

/// Addresses of links that leave the site.
struct LinkCounts {
  size_t asked = 0;
  size_t kept = 0;          // answered well a while ago, and were not asked again
  int64_t oldest_days = 0;  // of those answers
  size_t known_dead = 0;    // listed in site.yaml
};

/// Asks for each address once, but for those that answered well less than `options.max_age_days` ago, and keeps the
/// answers beside the site. Warnings `link.external`, `link.private`, `link.moved`; notes `link.redirect`,
/// `link.known-dead`.
LinkCounts CheckExternalLinks(FileSystem& files, const CheckOptions& options, const Site& site, Report& report,
                              Diagnostics& diagnostics);

}  // namespace kyodo::cli
