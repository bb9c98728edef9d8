#include "import/cell_text.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo {

std::string_view TrimCell(std::string_view cell) {
  constexpr std::string_view kBlanks[] = {"　", "\u00A0", "\u200B", "\uFEFF"};
  for (bool cut = true; cut;) {
    cell = Trim(cell);
    cut = false;
    for (const std::string_view blank : kBlanks) {
      if (StartsWith(cell, blank)) cell.remove_prefix(blank.size()), cut = true;
      if (EndsWith(cell, blank)) cell.remove_suffix(blank.size()), cut = true;
    }
  }
  return cell;
}

std::string WithWideKana(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    std::string run;
    size_t start = at;
    for (char32_t c = 0; at < text.size() && (c = DecodeUtf8(text, at)) >= 0xFF61 && c <= 0xFF9F; start = at)
      AppendUtf8(run, c);
    out += Fold(run);
    out += text.substr(start, at - start);
  }
  return out;
}

bool IsNumberWithUnit(const std::string& text) {
  const std::string plain = Fold(text);
  std::string_view rest = plain;
  while (const size_t sign = Leading(rest, {"¥", "\\", " "})) rest.remove_prefix(sign);
  rest.remove_prefix(std::min(rest.find_first_not_of("0123456789,. "), rest.size()));
  for (const std::string_view more :
       {"以",   "未満", "超", "程度", "前後", "約", "ほど", "くらい", "ぐらい", "まで", "弱", "強", "から",
        "ずつ", "毎",   "/",  "(",    "・",   "~",  "-",    "+",      "?",      "%",    "、", ":"}) {
    if (rest.find(more) != rest.npos) return false;
  }
  return rest.size() == plain.size() ? plain == "無料" || plain == "なし" || plain == "free" : true;
}

}  // namespace kyodo
