// The verb `new`: a new record, from answers, from options or from another record.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct NewOptions : SiteOptions {
  std::string collection;
  std::vector<std::string> given;  // "name.ja=冬の料理会"
  std::string from;                // "events/example-park": a record to begin with
};

void AddOptions(CLI::App& app, NewOptions& options, const Words& words);

/// On a terminal asks for what is needed and not given; elsewhere what is missing is told with the whole command to
/// type. What comes of it is read as a part of the site first and written only when nothing is wrong with it. Never
/// overwrites. Returns the program's exit code.
int New(const NewOptions& options);

}  // namespace kyodo::cli
