#include "publish/addresses.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "model/served_as.h"

namespace kyodo::publish {

std::vector<std::string> PromisedPages(const HostState& host) {
  std::set<std::string> pages;
  const auto add = [&](const std::string& path) {
    if (EndsWith(path, ".html") && !ComesAndGoes(path) && path.front() != kGivenUp) pages.insert(path);
  };
  for (const std::string& line : host.ledger) add(line);
  if (host.manifest.preview.empty()) {
    for (const ManifestEntry& entry : host.manifest.entries()) add(entry.path);
  }
  return {pages.begin(), pages.end()};
}

std::vector<std::string> GonePages(const std::vector<std::string>& promised, const Manifest& site) {
  std::vector<std::string> gone;
  std::copy_if(promised.begin(), promised.end(), std::back_inserter(gone),
               [&](const std::string& path) { return !site.Find(path); });
  return gone;
}

std::vector<std::string> NextLedger(const HostState& host, const Manifest& site,
                                    const std::vector<std::string>& given_up) {
  std::set<std::string> lines(host.ledger.begin(), host.ledger.end());
  for (const Manifest* manifest : {&host.manifest, &site}) {
    if (!manifest->preview.empty()) continue;
    for (const ManifestEntry& entry : manifest->entries()) {
      if (IsNamedByContent(entry.path)) continue;
      lines.insert(entry.path);
      lines.erase(kGivenUp + entry.path);
    }
  }
  for (const std::string& path : given_up) {
    lines.erase(path);
    lines.insert(kGivenUp + path);
  }
  return {lines.begin(), lines.end()};
}

}  // namespace kyodo::publish
