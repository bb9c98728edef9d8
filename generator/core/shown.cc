#include "core/shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "core/text.h"

namespace kyodo {

std::string Shown(std::string_view text, std::string_view but) {
  const auto leads_astray = [](char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  };
  std::string out;
  while (!text.empty()) {
    const size_t wrong = std::min(FindInvalidUtf8(text), text.size());
    for (size_t at = 0; at < wrong;) {
      const size_t start = at;
      const char32_t c = DecodeUtf8(text, at);
      const bool stays = !leads_astray(c) || (c < 0x80 && but.find(static_cast<char>(c)) != but.npos);
      out += stays ? std::string(text.substr(start, at - start)) : fmt::format("\\u{{{:x}}}", static_cast<uint32_t>(c));
    }
    if (wrong < text.size()) out += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(text[wrong]));
    text.remove_prefix(std::min(wrong + 1, text.size()));
  }
  return out;
}

}  // namespace kyodo
