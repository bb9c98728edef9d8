// `--in LANG`: one of the site's languages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kyodo::cli {

/// The place of `code` among the codes of a site's languages; 0 when it is empty.
/// Error `usage.language`: the site has no such language. A mistake in the command: exit code kUsage.
Result<size_t> FindLanguage(const std::string& code, const std::vector<std::string>& languages);

}  // namespace kyodo::cli
