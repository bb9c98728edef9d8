#include "load/contacts.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "core/text.h"

namespace kyodo::load {

namespace {

std::string Without(std::string text, std::string_view characters) {
  std::erase_if(text, [&](char c) { return characters.find(c) != characters.npos; });
  return text;
}

/// The address within （代表）kyodo@example.jp。, if there is just one.
std::string AddressIn(std::string_view text) {
  const size_t at = text.find('@');
  if (at == text.npos || text.find('@', at + 1) != text.npos) return {};
  const auto part = [](char c) { return IsLetter(c) || IsDigit(c) || c == '.' || c == '-' || c == '_' || c == '+'; };
  size_t begin = at, end = at + 1;
  while (begin > 0 && part(text[begin - 1])) --begin;
  while (end < text.size() && part(text[end])) ++end;
  while (end > at && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
  const std::string_view found = text.substr(begin, end - begin);
  return found != text && IsMailAddress(found) ? std::string(found) : std::string();
}

bool IsDomainLabel(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return IsLetter(c) || IsDigit(c) || c == '-'; });
}

Advice Propose(std::string_view what_ja, std::string_view what_en, std::string_view text, const std::string& better) {
  return {{fmt::format("{}: {}", what_ja, text), fmt::format("{}: {}", what_en, text)},
          {fmt::format("{} と書きます。", better), fmt::format("Write {}", better)}};
}

/// 03-1234-5678（内線2345） → 03-1234-5678
std::string FirstNumber(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool part = IsDigit(c) || c == '-' || ((c == '+' || c == '#') && out.empty());
    if (!part && !out.empty()) break;
    if (part) out += c;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

/// 03(1234)5678, 03 1234 5678, 03.1234.5678 → 03-1234-5678
std::string Joined(std::string_view text) {
  std::string out;
  for (const char c : Trim(text)) {
    const bool between = std::string_view("() ./").find(c) != std::string_view::npos;
    const char joined = between ? '-' : c;
    if (joined == '-' && (out.empty() || out.back() == '-')) continue;
    out += joined;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace

std::string HalfWidth(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(std::string(text));
  if (U_SUCCESS(status)) wide = nfkc->normalize(wide, status);
  std::string out;
  wide.toUTF8String(out);
  for (const std::string_view dash : {"‐", "‑", "–", "—", "−", "ー", "―", "ｰ"}) {
    for (size_t at; (at = out.find(dash)) != out.npos;) out.replace(at, dash.size(), "-");
  }
  return out;
}

bool IsTelephone(std::string_view text) {
  if (StartsWith(text, "#"))
    return text.size() >= 4 && text.size() <= 6 && std::all_of(text.begin() + 1, text.end(), IsDigit);
  const std::string_view number = StartsWith(text, "+") ? text.substr(1) : text;
  const auto digits = std::count_if(number.begin(), number.end(), IsDigit);
  return digits >= 3 && digits <= 15 && IsDigit(number.front()) && IsDigit(number.back()) &&
         std::all_of(number.begin(), number.end(), [](char c) { return IsDigit(c) || c == '-'; });
}

bool IsMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  if (at == text.npos || at == 0) return false;
  const std::string_view local = text.substr(0, at);
  const auto taken = [](char c) {
    return IsLetter(c) || IsDigit(c) || std::string_view(".!#$%&'*+/=?^_`{|}~-").find(c) != std::string_view::npos;
  };
  if (!std::all_of(local.begin(), local.end(), taken)) return false;
  if (local.front() == '.' || local.back() == '.' || local.find("..") != local.npos) return false;
  const std::vector<std::string_view> labels = Split(text.substr(at + 1), '.');
  return labels.size() > 1 && std::all_of(labels.begin(), labels.end(), IsDomainLabel);
}

Advice AboutTelephone(std::string_view text) {
  const std::string half = HalfWidth(text);
  if (IsTelephone(half)) return Propose("全角の文字があります", "There are full-width characters", text, half);
  for (const std::string_view label : {"tel:", "TEL:", "Tel:", "TEL", "tel", "Tel", "電話:", "電話"}) {
    if (!StartsWith(half, label)) continue;
    const std::string rest = Joined(half.substr(label.size()));
    if (IsTelephone(rest)) return Propose("番号だけを書きます", "Only the number goes here", text, rest);
  }
  const std::string joined = Joined(half);
  constexpr std::ptrdiff_t kMostDigits = 13;  // of a number of Japan with +81, or of two
  if (IsTelephone(joined) && std::count_if(joined.begin(), joined.end(), IsDigit) < kMostDigits)
    return Propose("番号の間は、半角のハイフンで分けます", "Hyphens go between the digits", text, joined);
  const std::string first = FirstNumber(half);
  const bool extension =
      half.find("内線") != half.npos || half.find("ext") != half.npos || half.find("代表") != half.npos;
  if (IsTelephone(first) && extension)
    return {{fmt::format("内線や「代表」は、番号とは別に書きます: {}", text),
             fmt::format("An extension does not go into the number: {}", text)},
            {fmt::format("{} と書き、内線は内線の項目に移します。", first),
             fmt::format("Write {}, and put the extension into its own field.", first)}};
  if (IsTelephone(first) && half.size() > first.size() + 4)
    return {{fmt::format("番号は一つだけ書きます: {}", text), fmt::format("One number alone goes here: {}", text)},
            {fmt::format("{} と書きます。ほかのことは、文章の項目に書きます。", first),
             fmt::format("Write {}. What else there is to say goes into a text.", first)}};
  return {{fmt::format("電話番号ではありません: {}", text), fmt::format("Not a telephone number: {}", text)},
          {"半角の数字とハイフンで書きます。例: 03-1234-5678", "Digits and hyphens. Example: 03-1234-5678"}};
}

Advice AboutMailAddress(std::string_view text) {
  const std::string half = HalfWidth(text);
  if (IsMailAddress(half)) return Propose("全角の文字があります", "There are full-width characters", text, half);
  if (const size_t open = half.find('<'); open != half.npos) {
    const std::string inside = half.substr(open + 1, half.find('>', open) - open - 1);
    if (IsMailAddress(inside))
      return Propose("名前は書かず、アドレスだけを書きます", "Only the address, without a name", text, inside);
  }
  if (StartsWith(half, "mailto:") && IsMailAddress(half.substr(7)))
    return Propose("mailto: は要りません", "Without mailto:", text, half.substr(7));
  for (const std::string_view at : {"(at)", "[at]", "<at>", "(アットマーク)", "★", "☆", "◎", "●", "■"}) {
    const size_t found = half.find(at);
    if (found == half.npos) continue;
    const std::string better = Without(half.substr(0, found) + "@" + half.substr(found + at.size()), " ");
    if (IsMailAddress(better))
      return Propose("@ の代わりの印があります", "Something else stands in place of @", text, better);
  }
  if (const std::string joined = Without(half, " "); IsMailAddress(joined))
    return Propose("途中に空白があります", "There is a space in it", text, joined);
  std::string dotted = half;
  std::replace(dotted.begin(), dotted.end(), ',', '.');
  if (dotted != half && IsMailAddress(dotted))
    return Propose("点（.）の代わりの印があります", "Something else stands in place of a dot", text, dotted);
  if (const std::string inside = AddressIn(half); !inside.empty())
    return Propose("アドレスだけを書きます", "Only the address goes here", text, inside);
  if (std::count(half.begin(), half.end(), '@') > 1)
    return {{fmt::format("アドレスは一つだけ書きます: {}", text), fmt::format("One address alone goes here: {}", text)},
            {"2つめからは、文章の項目に書きます。例: kyodo@example.jp", "Example: kyodo@example.jp"}};
  const size_t at = half.find('@');
  const std::string_view local = std::string_view(half).substr(0, std::min(at, half.size()));
  const char* ja = "メールアドレスではありません";
  const char* en = "Not an e-mail address";
  if (at == half.npos && !half.empty()) {
    ja = "@ がありません";
    en = "There is no @";
  } else if (EndsWith(local, ".") || StartsWith(local, ".") || local.find("..") != local.npos) {
    ja = "@ の前の点（.）の場所が誤っています";
    en = "A dot before the @ is in the wrong place";
  } else if (at != half.npos && half.find('.', at) == half.npos) {
    ja = "@ の後に点（.）がありません";
    en = "There is no dot after the @";
  }
  return {{fmt::format("{}: {}", ja, text), fmt::format("{}: {}", en, text)},
          {"半角で書きます。例: kyodo@example.jp", "Half-width letters. Example: kyodo@example.jp"}};
}

}  // namespace kyodo::load
