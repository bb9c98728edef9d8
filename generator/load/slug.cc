#include "load/slug.h"

#include <fmt/format.h>

namespace kyodo::load {

bool CheckSlug(std::string_view slug, const SourcePos& at, Diagnostics& diagnostics) {
  bool good = !slug.empty() && slug.size() <= 80 && slug.front() != '-' && slug.back() != '-' && slug.find("--") == std::string_view::npos;
  for (const char c : slug) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (good) return true;
  diagnostics.Error("slug.format", at, {fmt::format("名前に使えない文字があります: {}", slug), fmt::format("Not usable as a name: {}", slug)},
                    {"ページのアドレスになるので、半角の小文字、数字、ハイフンで書きます。例: shiba-clean-campaign",
                     "It becomes the page's address: lower-case letters, digits and hyphens. Example: shiba-clean-campaign"});
  return false;
}

}  // namespace kyodo::load
