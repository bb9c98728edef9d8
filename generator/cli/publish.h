// The verb `publish`.
#pragma once

#include <optional>

#include "cli/options.h"

namespace kyodo::cli {

struct PublishVerbOptions : CommonOptions {
  std::string target;  // its name in site.yaml; empty: the only one
  std::string site = "content";
  std::string out = "public";  // what `build` made
  bool dry_run = false, verify = false, replace = false, allow_gone = false, preview = false;
  std::optional<size_t> rollback;      // versions to go back
  std::optional<uint64_t> max_delete;  // addresses
  int64_t wait_seconds = 15 * 60;
  size_t jobs = 4;
};

void AddOptions(CLI::App& app, PublishVerbOptions& options, const Words& words);

/// Publishes what a build made, or an earlier version of it. Returns the program's exit code: kContentErrors where it
/// is refused, kEnvironment where the host or the network is the reason.
int RunPublish(const PublishVerbOptions& options);

}  // namespace kyodo::cli
