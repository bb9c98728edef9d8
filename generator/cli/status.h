// The verb `status`.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct StatusOptions : SiteOptions {
  bool json = false, csv = false;
  std::string html;   // a file to write; empty: none
  int64_t days = 30;  // that count as soon
  std::vector<std::string> fail_on;
  std::vector<std::string> accept, minor;  // files, as given
};

void AddOptions(CLI::App& app, StatusOptions& options, const Words& words);

/// Tells what wants attention, or writes down that translations are up to date. Returns the program's exit code:
/// kContentErrors also when there is something of what `fail_on` names.
int ShowStatus(const StatusOptions& options);

}  // namespace kyodo::cli
