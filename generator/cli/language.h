// The option --in, which names a language of the site.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::cli {

/// Where `code` stands among the languages of the site, `known`; the first when it is empty.
/// Error `usage.language`: not there.
std::optional<size_t> FindLanguage(const std::string& code, const std::vector<std::string>& known,
                                   Diagnostics& diagnostics);

}  // namespace kyodo::cli
