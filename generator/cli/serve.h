// The verb `serve`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

struct ServeVerbOptions : SiteOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;               // 0: the usual one, or the next that is free
  bool edit = false;               // records can be edited
  std::vector<std::string> hosts;  // names that browsers may ask with, besides this machine's own
};

void AddOptions(CLI::App& app, ServeVerbOptions& options, const Words& words);

/// Shows the site to a browser until it is told to end. Returns the program's exit code.
int RunServe(const ServeVerbOptions& options);

}  // namespace kyodo::cli
