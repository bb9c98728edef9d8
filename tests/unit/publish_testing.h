// Small sites to publish, and a clock that a test moves.
#pragma once

#include <map>
#include <string>

#include "core/hash.h"
#include "doubles/memory_host.h"
#include "publish/publish.h"

namespace kyodo::testing {

using SiteFiles = std::map<std::string, std::string>;

inline publish::Tree TreeOf(const SiteFiles& files, const std::string& owner = "https://example.jp/") {
  std::vector<ManifestEntry> entries;
  for (const auto& [path, bytes] : files) entries.push_back({path, bytes.size(), Hash(bytes), {}});
  return {Manifest(std::move(entries), owner),
          [files](const ManifestEntry& entry) { return Result<std::string>(files.at(entry.path)); }};
}

/// Each look at the clock takes a while, so that a short run writes down how far it is, too.
struct TestClock {
  int64_t now = 0, step = 1500, slept = 0;
  publish::Clock clock{[this] { return now += step; },
                       [this](int64_t ms) {
                         now += ms;
                         slept += ms;
                       }};
};

inline publish::PublishOptions Asked(std::string token, std::vector<std::string> dead = {}) {
  publish::PublishOptions options;
  options.token = std::move(token);
  options.dead_tokens = std::move(dead);
  options.gone = publish::GoneRule::kTell;  // what becomes of addresses has tests of its own
  return options;
}

/// The files on the host that visitors are to see.
inline SiteFiles SeenFiles(const HostDisk& disk) {
  SiteFiles files;
  for (const auto& [path, bytes] : disk.files) {
    if (path.rfind("_kyodo/", 0) != 0) files[path] = bytes;
  }
  return files;
}

/// Publishes without a fault.
inline Result<publish::PublishSummary> PublishTo(HostDisk& disk, const SiteFiles& site,
                                                 publish::PublishOptions options = Asked("one")) {
  MemoryHost host(disk);
  const TestClock clock;
  return publish::Publish(host, TreeOf(site), options, clock.clock);
}

}  // namespace kyodo::testing
