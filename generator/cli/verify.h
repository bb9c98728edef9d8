// The verb `verify`.
#pragma once

#include <string>

#include "cli/options.h"

namespace kyodo::cli {

struct VerifyVerbOptions : CommonOptions {
  std::string url;             // empty: base_url of the site
  std::string out = "public";  // the built site
  std::string ca_file;
  size_t jobs = 4;
};

void AddOptions(CLI::App& app, VerifyVerbOptions& options, const Words& words);

/// Compares a published site with the one that was built. Returns the program's exit code: 1 for an error of the host,
/// 3 when it cannot be reached.
int RunVerify(const VerifyVerbOptions& options);

}  // namespace kyodo::cli
