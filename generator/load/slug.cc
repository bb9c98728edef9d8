#include "load/slug.h"

#include <fmt/format.h>

namespace kyodo::load {

bool CheckSlug(std::string_view slug, const SourcePos& at, Diagnostics& diagnostics) {
  bool good = !slug.empty() && slug.size() <= 80 && slug.front() != '-' && slug.back() != '-' &&
              slug.find("--") == std::string_view::npos;
  for (const char c : slug) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (good) return true;
  diagnostics.Error(
      "slug.format", at, {fmt::format("この名前は使えません: {}", slug), fmt::format("Not usable as a name: {}", slug)},
      {"ページのアドレスになるので、半角の小文字、数字、ハイフンだけで、80文字までにします。例: shiba-clean-campaign",
       "It becomes the page's address: lower-case letters, digits and single hyphens, at most 80. Example: "
       "shiba-clean-campaign"});
  return false;
}

}  // namespace kyodo::load
