#include <algorithm>
#include <array>
#include <vector>

#include "core/date.h"
#include "core/eras.h"
#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

/// Without `(金)`, `金曜日` and blanks.
std::string WithoutWeekday(std::string text) {
  if (const size_t open = text.find('('); open != text.npos && text.back() == ')') text.resize(open);
  for (const std::string_view day : {"日", "月", "火", "水", "木", "金", "土"}) {
    const std::string weekday = std::string(day) + "曜日";
    if (EndsWith(text, weekday)) text.resize(text.size() - weekday.size());
  }
  std::erase_if(text, [](char c) { return c == ' '; });
  return text;
}

/// Numbers and what stands between them, in turns: {"", 9, "年", 4, "月", 2, "日"}.
struct Pieces {
  std::vector<int> numbers;
  std::vector<std::string> between{""};
};

std::optional<Pieces> Take(std::string_view text) {
  Pieces pieces;
  for (size_t at = 0; at < text.size();) {
    if (!IsDigit(text[at])) {
      pieces.between.back() += text[at++];
      continue;
    }
    int value = 0;
    const size_t start = at;
    for (; at < text.size() && IsDigit(text[at]); ++at) {
      if (at - start >= 8) return std::nullopt;
      value = value * 10 + (text[at] - '0');
    }
    pieces.numbers.push_back(value);
    pieces.between.emplace_back();
  }
  return pieces;
}

std::optional<Date> Existing(int year, int month, int day) {
  const Date date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
  if (year < 1800 || year > 2200 || month > 31 || day > 31) return std::nullopt;
  return ParseDate(ToIso(date), {}, true).ok() ? std::optional(date) : std::nullopt;
}

/// `2 april 2027`, `april 2, 2027`.
std::optional<Date> WithEnglishMonth(const Pieces& pieces) {
  if (pieces.numbers.size() != 2 || pieces.numbers[1] < 1000) return std::nullopt;
  const std::string& word = pieces.between[0].empty() ? pieces.between[1] : pieces.between[0];
  for (size_t month = 0; month < kMonths.size(); ++month) {
    if (StartsWith(word, kMonths[month]))
      return Existing(pieces.numbers[1], static_cast<int>(month) + 1, pieces.numbers[0]);
  }
  return std::nullopt;
}

bool IsSeparator(std::string_view text, std::string_view word) {
  return text == word || text == "-" || text == "/" || text == "." || text == "‐" || text == "−" || text == "–" ||
         text == "—" || text == "ー";
}

}  // namespace

std::optional<Date> GuessDate(std::string_view text) {
  std::string plain = WithoutWeekday(Fold(text));
  if (const size_t first = plain.find("元年"); first != plain.npos)
    plain.replace(first, std::string_view("元").size(), "1");
  const std::optional<Pieces> pieces = Take(plain);
  if (!pieces || pieces->numbers.empty()) return std::nullopt;
  const std::vector<int>& numbers = pieces->numbers;
  const std::vector<std::string>& between = pieces->between;
  if (const auto english = WithEnglishMonth(*pieces)) return english;
  if (plain.size() == 8 && numbers.size() == 1)
    return Existing(numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100);
  const auto era = std::find_if(kEras.begin(), kEras.end(), [&](const Era& one) {
    return between[0] == one.name || between[0] == one.letter || between[0] == std::string(one.letter) + ".";
  });
  if (era == kEras.end() && (!between[0].empty() || numbers[0] < 1000)) return std::nullopt;
  const int year = numbers[0] + (era == kEras.end() ? 0 : era->before);
  static constexpr std::array<std::string_view, 3> kWords = {"年", "月", "日"};
  if (numbers.size() > 3) return std::nullopt;
  for (size_t i = 1; i < between.size(); ++i) {
    const bool last = i + 1 == between.size();
    if (last ? !between[i].empty() && between[i] != kWords[i - 1] : !IsSeparator(between[i], kWords[i - 1]))
      return std::nullopt;
  }
  return Existing(year, numbers.size() > 1 ? numbers[1] : 0, numbers.size() > 2 ? numbers[2] : 0);
}

}  // namespace kyodo
