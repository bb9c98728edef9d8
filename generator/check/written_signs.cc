#include "check/written_signs.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kBytes = 3;  // of ｱ, and of 〒

/// U+FF65 to U+FF9F: the letters of half width, and the dot between them.
bool IsHalfKana(std::string_view text, size_t at) {
  if (at + kBytes > text.size() || text[at] != '\xEF') return false;
  const auto second = static_cast<unsigned char>(text[at + 1]), third = static_cast<unsigned char>(text[at + 2]);
  return (second == 0xBD && third >= 0xA5) || (second == 0xBE && third <= 0x9F);
}

size_t DigitsAt(std::string_view text, size_t& at) {
  size_t count = 0, bytes = 0;
  for (; DigitAt(text, at, bytes) >= 0; at += bytes) ++count;
  return count;
}

}  // namespace

void CheckHalfKana(const Text& text, Diagnostics& diagnostics) {
  const std::string_view all = text.text;
  for (size_t at = all.find('\xEF'); at != all.npos; at = all.find('\xEF', at + 1)) {
    size_t end = at;
    while (IsHalfKana(all, end)) end += kBytes;
    if (end < at + 2 * kBytes) continue;  // a mark of a list
    const std::string_view run = all.substr(at, end - at);
    diagnostics.Warning("text.half-kana", text.PlaceOf(at, end - at),
                        {fmt::format("半角カタカナです: {}", run), fmt::format("Katakana of half width: {}", run)},
                        {fmt::format("{} と書きます。検索と読み上げでは、全角が確かです。", Fold(run)),
                         fmt::format("Write {}: searches and screen readers want the full width.", Fold(run))});
    return;
  }
}

void CheckPostalCodes(const Text& text, Diagnostics& diagnostics) {
  constexpr std::string_view kSign = "〒";
  constexpr size_t kFirst = 3, kSecond = 4;
  const std::string_view all = text.text;
  for (size_t sign = all.find(kSign); sign != all.npos; sign = all.find(kSign, sign + kSign.size())) {
    size_t at = sign + kSign.size();
    while (const size_t blank = Leading(all.substr(at), {" ", "　"})) at += blank;
    const size_t start = at, first = DigitsAt(all, at);
    if (first == 0) continue;  // of a form
    const size_t hyphen = Leading(all.substr(at), {"-", "－", "‐", "−", "–", "ー", "―"});
    size_t behind = at + hyphen;
    const size_t second = hyphen ? DigitsAt(all, behind) : 0;
    if (hyphen && second > 0) at = behind;
    const bool fine = hyphen ? first == kFirst && second == kSecond : first == kFirst + kSecond;
    if (fine) continue;
    const std::string_view code = all.substr(start, at - start);
    diagnostics.Warning(
        "text.postal-code", text.PlaceOf(sign, at - sign),
        {fmt::format("郵便番号は7けたです: {}", code), fmt::format("A postal code has seven digits: {}", code)},
        {"3けた、ハイフン、4けたで書きます。例: 〒105-8511",
         "Write three digits, a hyphen and four. Example: 〒105-8511"});
  }
}

}  // namespace kyodo::check
