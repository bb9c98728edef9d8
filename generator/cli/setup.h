// The verb `setup`.
#pragma once

#include <string>

#include "cli/options.h"

namespace kyodo::cli {

struct SetupOptions : CommonOptions {
  std::string recipe;  // "github"
  std::string site = "content";
};

void AddOptions(CLI::App& app, SetupOptions& options, const Words& words);

/// Writes a recipe beside the site's folder, and never over another file. Returns the program's exit code: 1 when a
/// file of its name is there and says something else.
int RunSetup(const SetupOptions& options);

}  // namespace kyodo::cli
