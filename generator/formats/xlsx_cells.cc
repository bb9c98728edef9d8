#include "formats/xlsx_cells.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "core/date.h"
#include "core/text.h"

namespace kyodo {

namespace {

/// Letters of a date outside of quotes, brackets and what a backslash makes plain; [h] counts hours.
bool HasDateLetters(std::string_view code) {
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      const std::string inside = Fold(code.substr(i + 1, end - i - 1));
      if (!inside.empty() && inside.find_first_not_of("hms") == inside.npos) return true;
      i = end;
    } else if (std::string_view("ymdhseYMDHSE").find(c) != std::string_view::npos) {
      // The E of 0.00E+00 is an exponent.
      const bool exponent = (c == 'E' || c == 'e') && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-');
      if (!exponent) return true;
    } else if (c == ';') {
      return false;  // what follows is for negative numbers
    }
  }
  return false;
}

constexpr int64_t kDayZero = -25569;      // 1899-12-30, from which 1900-03-01 is day 61
constexpr int64_t kDayZero1904 = -24107;  // 1904-01-01
constexpr int64_t kLastDay = 2958465;     // 9999-12-31

std::string TextOfDay(double value, bool from_1904) {
  auto day = static_cast<int64_t>(std::floor(value));
  auto minute = static_cast<int>(std::lround((value - std::floor(value)) * 24 * 60));
  if (minute == 24 * 60) {
    ++day;
    minute = 0;
  }
  const std::string time = fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  if (day == 0 && !from_1904) return time;
  // Excel takes 1900 for a leap year, so the days before its 29 February are one too early.
  if (!from_1904 && day < 60) ++day;
  const std::string date = ToIso(FromDaysSince1970(day + (from_1904 ? kDayZero1904 : kDayZero)));
  return minute == 0 ? date : date + "T" + time;
}

}  // namespace

NumberFormat FormatOf(uint32_t id, std::string_view code) {
  NumberFormat format;
  if (code.empty()) {
    format.is_percent = id == 9 || id == 10;
    format.is_date =
        (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return format;
  }
  if (code.find_first_not_of('0') == code.npos) format.digits = code.size();
  format.is_date = !StartsWith(Fold(code), "general") && HasDateLetters(code);
  format.is_percent = !format.is_date && EndsWith(code.substr(0, code.find(';')), "%");
  return format;
}

std::string TextOfNumber(std::string_view number, const NumberFormat& format, bool from_1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::string(number);
  if (format.is_date && value >= 0 && value < static_cast<double>(kLastDay)) return TextOfDay(value, from_1904);
  if (format.is_percent) value *= 100;
  // A double has 15 digits that are sure, and Excel shows no more.
  std::string text = fmt::format("{:.15g}", value);
  if (text.find('e') != text.npos && std::abs(value) >= 1) text = fmt::format("{:.0f}", value);
  if (text.find('e') != text.npos) text = fmt::format("{:.15f}", value);
  const bool whole = text.find_first_not_of("0123456789") == text.npos;
  if (whole && text.size() < format.digits && format.digits < 40) text.insert(0, format.digits - text.size(), '0');
  return format.is_percent ? text + "%" : text;
}

uint32_t NumberIn(std::string_view text) {
  uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int ColumnOf(std::string_view place) {
  int column = 0;
  for (const char c : place) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
    if (column > 16384) return -1;
  }
  return column - 1;
}

std::string NameOfColumn(size_t column) {
  std::string name;
  for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return name;
}

std::string WithoutEscapes(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t code = 0;
    const bool shaped = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_';
    const char* const digits = text.data() + i + 2;
    if (shaped && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4 && (code < 0xD800 || code > 0xDFFF)) {
      if (code != '\r') AppendUtf8(out, code);
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace kyodo
