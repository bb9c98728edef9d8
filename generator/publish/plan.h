// What a publication has to do: the difference between a site and what is known of the host.
#pragma once

#include <string>
#include <vector>

#include "output/manifest.h"
#include "publish/host_state.h"

namespace kyodo::publish {

struct PublishPlan {
  std::vector<ManifestEntry> puts;  // in the order of publish/file_order.h
  size_t kept = 0;                  // files that are there
  uint64_t put_bytes = 0;
  /// Where a file takes the name of a folder, or a folder that of a file, the old one has to go first: these files and
  /// folders, just before `late_puts`, the last of `puts`.
  std::vector<std::string> early_removals, early_folders;
  size_t late_puts = 0;
  std::vector<std::string> removals;  // pages before what they use
  std::vector<std::string> folders;   // that are then empty, the innermost first

  size_t removed() const { return removals.size() + early_removals.size(); }
  bool nothing() const { return puts.empty() && removed() == 0; }
  /// Pages and whatever else is not named by its content; what is goes whenever its content does.
  size_t removed_addresses() const;
};

PublishPlan MakePlan(const Manifest& wanted, const HostState& state);

/// The same paths with the same bytes.
bool SameFiles(const Manifest& a, const Manifest& b);

/// Paths that differ only in capital letters: those of `wanted` among each other, and each of `removals` with one of
/// `wanted`.
struct CaseTwins {
  std::vector<std::string> wanted;    // "A.html", when "a.html" is there too
  std::vector<std::string> removals;  // to remove one is to remove a file of the site, where case is ignored
};
CaseTwins FindCaseTwins(const Manifest& wanted, const PublishPlan& plan);

}  // namespace kyodo::publish
