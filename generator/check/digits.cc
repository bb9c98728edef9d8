#include "check/digits.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::check {

int DigitAt(std::string_view text, size_t at, size_t& bytes) {
  if (at >= text.size()) return -1;
  if (IsDigit(text[at])) {
    bytes = 1;
    return text[at] - '0';
  }
  const std::string_view wide = text.substr(at, 3);
  if (wide.size() < 3 || wide[0] != '\xEF' || wide[1] != '\xBC') return -1;
  const int digit = static_cast<unsigned char>(wide[2]) - 0x90;
  bytes = 3;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

size_t DigitBefore(std::string_view text, size_t at) {
  size_t bytes = 0;
  if (at >= 3 && DigitAt(text, at - 3, bytes) >= 0 && bytes == 3) return 3;
  return at >= 1 && IsDigit(text[at - 1]) ? 1 : 0;
}

int NumberAt(std::string_view text, size_t& at, size_t most) {
  int number = -1;
  size_t digits = 0, bytes = 0;
  for (int digit; (digit = DigitAt(text, at, bytes)) >= 0; at += bytes) {
    if (++digits > most) return -1;
    number = std::max(number, 0) * 10 + digit;
  }
  return number;
}

}  // namespace kyodo::check
