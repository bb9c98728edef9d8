#include "markdown/links.h"

#include <string>

#include "core/web_address.h"

namespace kyodo {

namespace {

bool IsSlash(char c) { return c == '/' || c == '\\'; }

}  // namespace

AddressKind KindOfAddress(std::string_view address, bool image) {
  for (const char c : address) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return AddressKind::kRefused;
  }
  const size_t start = address.find_first_not_of(' ');
  if (start == std::string_view::npos) return AddressKind::kRelative;
  address.remove_prefix(start);
  // "//host" and "\\host" would leave this site without saying so.
  if (address[0] == '\\' || (address.size() > 1 && address[0] == '/' && IsSlash(address[1])))
    return AddressKind::kRefused;
  const std::string scheme = SchemeOf(address);
  if (scheme.empty()) return AddressKind::kRelative;
  if (scheme == "http" || scheme == "https") return AddressKind::kWeb;
  if (!image && (scheme == "mailto" || scheme == "tel" || scheme == "term")) return AddressKind::kOther;
  return AddressKind::kRefused;
}

}  // namespace kyodo
