#include "check/written_amounts.h"

#include <fmt/format.h>

#include "check/digits.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr size_t kGroup = 3;  // digits between commas

/// 1,00円: digits with separators, before a unit.
struct Grouped {
  std::string digits;   // half-width, without separators
  size_t first = 0;     // digits before the first separator
  size_t odd = kGroup;  // digits of the first later group that has not three
  bool points = false;  // . for the separators
  bool commas = false;
  size_t end = 0;
};

Grouped GroupedAt(std::string_view text, size_t at) {
  Grouped number;
  size_t count = 0, groups = 0, bytes = 0;
  const auto close = [&] {
    if (groups == 0)
      number.first = count;
    else if (count != kGroup && number.odd == kGroup)
      number.odd = count;
  };
  for (;; at += bytes) {
    if (const int digit = DigitAt(text, at, bytes); digit >= 0) {
      number.digits += static_cast<char>('0' + digit);
      ++count;
      continue;
    }
    const size_t comma = Leading(text.substr(at), {",", "，"}),
                 point = comma ? 0 : Leading(text.substr(at), {".", "．"});
    size_t next = 0;
    if (!(comma || point) || DigitAt(text, at + comma + point, next) < 0) break;
    close();
    number.commas = number.commas || comma;
    number.points = number.points || point;
    bytes = comma + point;
    ++groups;
    count = 0;
  }
  close();
  number.end = at;
  return number;
}

std::string WithCommas(const std::string& digits) {
  std::string out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % kGroup == 0) out += ',';
    out += digits[i];
  }
  return out;
}

void Tell(const Text& text, size_t begin, size_t end, Message found, std::string_view better,
          Diagnostics& diagnostics) {
  diagnostics.Warning("text.number", text.PlaceOf(begin, end - begin), std::move(found),
                      {fmt::format("数を確かめ、{} のように書きます。", better),
                       fmt::format("See what the number is, and write it like {}.", better)});
}

/// The bytes of the comma or point that ends at `end`; 0: none.
size_t SeparatorBefore(std::string_view text, size_t end) {
  for (const std::string_view sign : {",", ".", "，", "．"}) {
    if (EndsWith(text.substr(0, end), sign)) return sign.size();
  }
  return 0;
}

void CheckYen(const Text& text, size_t unit, Diagnostics& diagnostics) {
  const std::string_view all = text.text;
  size_t begin = unit;
  while (begin > 0) {
    const size_t digit = DigitBefore(all, begin);
    const size_t sign = digit ? 0 : SeparatorBefore(all, begin);
    if (!digit && !(sign && DigitBefore(all, begin - sign))) break;
    begin -= digit + sign;
  }
  if (begin == unit) return;
  const Grouped number = GroupedAt(all, begin);
  if (number.end != unit) return;
  const std::string_view written = all.substr(begin, unit + std::string_view("円").size() - begin);
  // 1.5円 is a rate, 3.000円 is none; 1,2円 may be two of them.
  const bool point = number.points && !number.commas && number.odd == kGroup && number.first <= kGroup;
  const bool comma = number.commas && !number.points && (number.odd != kGroup ? number.odd > 1 : number.first > kGroup);
  if (point || comma)
    Tell(text, begin, begin + written.size(),
         {fmt::format("{}の位置が正しくありません: {}", point ? "小数点" : "コンマ", written),
          fmt::format("The {} is not where it belongs: {}", point ? "point" : "comma", written)},
         WithCommas(number.digits) + "円", diagnostics);
}

}  // namespace

void CheckWrittenAmounts(const Text& text, Diagnostics& diagnostics) {
  const std::string_view all = text.text;
  constexpr std::string_view kYen = "円";
  for (size_t at = 1; at < all.size(); ++at) {
    if (static_cast<unsigned char>(all[at]) < 0x80 || DigitBefore(all, at) == 0) continue;
    const std::string_view rest = all.substr(at);
    if (StartsWith(rest, kYen)) CheckYen(text, at, diagnostics);
    const size_t twice = Leading(rest, {"人人", "名名", "円円", "歳歳"});
    // 3人 人形, 20名 名簿
    if (!twice || Leading(rest.substr(twice), {"形", "材", "権", "員", "口", "物", "簿", "前", "刺", "札"})) continue;
    Tell(text, at, at + twice,
         {fmt::format("単位が二つ続いています: {}", rest.substr(0, twice)),
          fmt::format("The unit stands twice: {}", rest.substr(0, twice))},
         fmt::format("10{}", rest.substr(0, twice / 2)), diagnostics);
  }
}

}  // namespace kyodo::check
