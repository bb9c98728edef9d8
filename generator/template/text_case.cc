#include "template/text_case.h"

#include <unicode/uchar.h>

#include "core/text.h"

namespace kyodo::tmpl {

namespace {

char32_t ToLower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

}  // namespace

void AppendUpper(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    AppendUtf8(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(DecodeUtf8(text, at)))));
  }
}

void AppendLower(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) AppendUtf8(out, ToLower(DecodeUtf8(text, at)));
}

int CompareLower(std::string_view a, std::string_view b) {
  size_t at_a = 0, at_b = 0;
  while (at_a < a.size() && at_b < b.size()) {
    const char32_t left = ToLower(DecodeUtf8(a, at_a));
    const char32_t right = ToLower(DecodeUtf8(b, at_b));
    if (left != right) return left < right ? -1 : 1;
  }
  return at_a < a.size() ? 1 : at_b < b.size() ? -1 : 0;
}

bool IsWhiteSpace(char32_t code_point) { return u_isUWhiteSpace(static_cast<UChar32>(code_point)); }

bool IsWordCharacter(char32_t code_point) { return code_point == '_' || u_isalnum(static_cast<UChar32>(code_point)); }

}  // namespace kyodo::tmpl
