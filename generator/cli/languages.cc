#include "cli/languages.h"

#include <fmt/format.h>

#include <algorithm>

namespace kyodo::cli {

namespace {

/// "EN", "en-US" and "en_US.UTF-8" mean en.
std::string Primary(std::string_view code) {
  std::string primary(code.substr(0, code.find_first_of("-_.")));
  for (char& c : primary) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return primary;
}

}  // namespace

Result<size_t> FindLanguage(const std::string& code, const std::vector<std::string>& languages) {
  const auto found = std::find(languages.begin(), languages.end(), code);
  if (code.empty()) return size_t{0};
  if (found != languages.end()) return static_cast<size_t>(found - languages.begin());
  const std::string wanted = Primary(code);
  const std::string near(Nearest(wanted, {languages.begin(), languages.end()}));
  Diagnostics one;
  return one.FileError(
      "usage.language", "",
      {fmt::format("このサイトにない言語です: --in {}（サイトの言語: {}）", code, fmt::join(languages, "、")),
       fmt::format("The site has no such language: --in {} (it has {})", code, fmt::join(languages, ", "))},
      Suggest(near, {fmt::format("例: --in {}", languages.back()), fmt::format("Example: --in {}", languages.back())}));
}

}  // namespace kyodo::cli
