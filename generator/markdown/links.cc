#include "markdown/links.h"

#include <string>

namespace kyodo {

namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSchemeCharacter(char c) { return IsLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; }
bool IsSlash(char c) { return c == '/' || c == '\\'; }

/// The scheme in lower case without ':'; empty for a relative address.
std::string SchemeOf(std::string_view address) {
  if (address.empty() || !IsLetter(address[0])) return {};
  std::string scheme;
  for (const char c : address) {
    if (c == ':') return scheme;
    if (!IsSchemeCharacter(c)) return {};
    scheme.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return {};
}

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
