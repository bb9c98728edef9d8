#include "core/web_address.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo {

std::string SchemeOf(std::string_view url) {
  const auto is_part = [](char c) { return IsLetter(c) || IsDigit(c) || c == '+' || c == '-' || c == '.'; };
  url.remove_prefix(static_cast<size_t>(
      std::find_if(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }) - url.begin()));
  std::string scheme;
  for (const char c : url) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == ':') return SmallLetters(scheme);
    if (scheme.empty() ? !IsLetter(c) : !is_part(c)) return {};
    scheme += c;
  }
  return {};
}

std::string WithoutCredentials(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const size_t start = scheme + 3;
  const std::string_view server = url.substr(start, url.find_first_of("/?#\\", start) - start);
  const size_t at = server.rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, start)).append(url.substr(start + at + 1));
}

std::string_view HostOf(std::string_view url) {
  const size_t start = std::min(url.find("://"), url.size());
  const std::string_view rest = url.substr(std::min(start + 3, url.size()));
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#\\"));
  return host.substr(0, host.find(':', host.find(']') == host.npos ? 0 : host.find(']')));
}

std::string PercentEncode(std::string_view text, std::string_view others) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos || others.find(c) != others.npos;
    if (plain) {
      out += c;
    } else {
      out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
    }
  }
  return out;
}

}  // namespace kyodo
