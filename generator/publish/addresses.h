// The promise that no address dies: every page that was ever published at a target still answers, with its page, one
// that leads on (`aliases`) or one that says that it is gone (removed.yaml).
//
// What was promised stands in the ledger (publish/host_state.h). Pages that come and go by themselves
// (model/served_as.h) are remembered, but not promised; nor is what a preview showed (Manifest::preview).
#pragma once

#include <string>
#include <vector>

#include "publish/host_state.h"

namespace kyodo::publish {

/// All pages that were promised and not given up, sorted.
std::vector<std::string> PromisedPages(const HostState& host);
/// Those of `promised` that the site does not have.
std::vector<std::string> GonePages(const std::vector<std::string>& promised, const Manifest& site);

/// The lines of the ledger when the site is published; `given_up`: pages that may be gone from now on.
std::vector<std::string> NextLedger(const HostState& host, const Manifest& site,
                                    const std::vector<std::string>& given_up);

}  // namespace kyodo::publish
