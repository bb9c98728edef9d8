#include "formats/xml.h"

#include "core/html.h"
#include "core/text.h"

namespace kyodo {

namespace {

bool IsAllowed(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

void AppendXml(std::string& out, std::string_view text) {
  std::string allowed;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    if (IsAllowed(DecodeUtf8(text, at))) allowed += text.substr(start, at - start);
  }
  AppendEscaped(out, allowed);
}

void AppendElement(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">");
  AppendXml(out, text);
  out.append("</").append(name).append(">\n");
}

}  // namespace kyodo
