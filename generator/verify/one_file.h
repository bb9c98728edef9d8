// One file of a published site: the answer of the host against what was built.
#pragma once

#include <string>
#include <string_view>

#include "output/manifest.h"
#include "system/transfers.h"
#include "verify/findings.h"
#include "verify/promised.h"
#include "verify/verify.h"

namespace kyodo::verify {

/// A file for web servers and not for visitors: a host may keep it to itself.
bool IsForServers(std::string_view path);
/// Worth packing: text of some length.
bool IsPackable(std::string_view path, uint64_t size_bytes);

/// Looks at the answer for `entry`, asked for at `address`.
void LookAtFile(const ManifestEntry& entry, const std::string& address, const WebAnswer& answer,
                const PromisedHeaders& promised, VerifySummary& summary, Findings& findings);

/// "HTTP 404", or why there is no answer.
Message WordsOf(const WebAnswer& answer);

}  // namespace kyodo::verify
