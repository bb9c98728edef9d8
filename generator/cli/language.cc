#include "cli/language.h"

#include <fmt/format.h>

#include <algorithm>

namespace kyodo::cli {

std::optional<size_t> FindLanguage(const std::string& code, const std::vector<std::string>& known,
                                   Diagnostics& diagnostics) {
  if (code.empty()) return 0;
  const auto found = std::find(known.begin(), known.end(), code);
  if (found != known.end()) return static_cast<size_t>(found - known.begin());
  const std::string all = fmt::format("{}", fmt::join(known, ", "));
  diagnostics.FileError(
      "usage.language", "",
      {fmt::format("このサイトにない言語です: --in {}（あるのは {}）", code, all),
       fmt::format("Not a language of this site: --in {} (it has {})", code, all)},
      Suggest(Nearest(code, {known.begin(), known.end()}),
              {fmt::format("例: --in {}", known.front()), fmt::format("Example: --in {}", known.front())}));
  return std::nullopt;
}

}  // namespace kyodo::cli
