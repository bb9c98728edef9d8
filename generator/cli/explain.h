// The verb `explain`.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct ExplainOptions : CommonOptions {
  std::vector<std::string> rules;  // names, or the part before the dot; none: all are listed
  bool markdown = false;           // a page of all of them
};

void AddOptions(CLI::App& app, ExplainOptions& options, const Words& words);

/// Prints what rules mean. Returns the program's exit code.
int Explain(const ExplainOptions& options);

}  // namespace kyodo::cli
