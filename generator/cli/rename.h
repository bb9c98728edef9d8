// The verbs `rename` and `remove`: a record under another name, and a record that goes.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct RenameOptions : SiteOptions {
  std::string record;  // "events/park"
  std::string to;      // "events/garden", "garden"
  bool yes = false;    // write; else the change is shown, and asked for on a terminal
};

struct RemoveOptions : SiteOptions {
  std::string record;
  std::vector<std::string> reasons;  // why, for a page at its address: in the site's first language, or "en=…"
  bool with_broken = false;          // although others refer to it
  bool yes = false;
};

void AddOptions(CLI::App& app, RenameOptions& options, const Words& words);
void AddOptions(CLI::App& app, RemoveOptions& options, const Words& words);

/// Moves the record's files, mends all that refers to it and keeps its old address, in one change of all files or none.
/// Returns the program's exit code.
int Rename(const RenameOptions& options);

/// Lists who refers to it, with file and line, and refuses then unless `with_broken`. Returns the program's exit code.
int Remove(const RemoveOptions& options);

}  // namespace kyodo::cli
