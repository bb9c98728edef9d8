#include "core/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/eras.h"
#include "core/text.h"

namespace kyodo {

namespace {

bool IsLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int DaysInMonth(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

/// Reads exactly `digits` decimal digits at `at`; -1 when there are others.
int ReadDigits(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

Diagnostic DateError(std::string_view rule, const SourcePos& at, Message message, Message hint) {
  Diagnostics one;
  return one.Error(rule, at, std::move(message), std::move(hint));
}

Diagnostic FormatError(std::string_view text, const SourcePos& at, bool partial) {
  if (const auto guess = GuessDate(text); guess && (partial || guess->IsFull())) {
    return DateError("date.format", at,
                     {fmt::format("日付として読めません: {}", text), fmt::format("Not a date: {}", text)},
                     {fmt::format("{} と書きます。", ToIso(*guess)), fmt::format("Write {}.", ToIso(*guess))});
  }
  // 2026-12-20必着, 2026-12-20 17:00: a day and what else there is to say.
  constexpr size_t kShortest = 8, kLongest = 64;
  for (size_t end = std::min(text.size(), kLongest); end-- > kShortest;) {
    const auto day = IsDigit(text[end - 1]) && !IsDigit(text[end]) ? GuessDate(text.substr(0, end)) : std::nullopt;
    if (!day || !day->IsFull()) continue;
    return DateError("date.format", at,
                     {fmt::format("日付として読めません: {}", text), fmt::format("Not a date: {}", text)},
                     {fmt::format("{} と書きます。ほかのことは、別の項目に書きます。", ToIso(*day)),
                      fmt::format("Write {}. What else there is to say goes into another field.", ToIso(*day))});
  }
  return DateError("date.format", at,
                   {fmt::format("日付として読めません: {}", text), fmt::format("Not a date: {}", text)},
                   partial ? Message{"西暦で、年-月-日、年-月、年のどれかで書きます。例: 2026-04-01、2026-04、2026",
                                     "Write year-month-day, year-month or year. Example: 2026-04-01, 2026-04, 2026"}
                           : Message{"西暦で、年-月-日の順に、半角の数字10文字で書きます。例: 2026-04-01",
                                     "Write year-month-day in ten characters. Example: 2026-04-01"});
}

/// The era in which the known part of the date ends, as people write 令和元年 for 2019.
const Era* EraOf(const Date& date) {
  const Date last{date.year, date.month ? date.month : uint8_t{12}, date.day ? date.day : uint8_t{31}};
  for (const Era& era : kEras) {
    if (last >= era.first) return &era;
  }
  return nullptr;
}

std::string EraYear(const Era& era, const Date& date) {
  const int year = date.year - era.before;
  return year == 1 ? fmt::format("{}元年", era.name) : fmt::format("{}{}年", era.name, year);
}

}  // namespace

Result<Date> ParseDate(std::string_view text, const SourcePos& at, bool partial) {
  const int year = ReadDigits(text, 0, 4);
  const bool has_month = text.size() >= 7 && text[4] == '-';
  const bool has_day = has_month && text.size() == 10 && text[7] == '-';
  const int month = has_month ? ReadDigits(text, 5, 2) : 0;
  const int day = has_day ? ReadDigits(text, 8, 2) : 0;
  const size_t length = has_day ? 10 : has_month ? 7 : 4;
  if (year < 0 || month < 0 || day < 0 || text.size() != length || (!partial && !has_day))
    return FormatError(text, at, partial);
  if (year < 100) {
    return DateError(
        "date.range", at,
        {fmt::format("西暦の4桁ではありません: {}", text), fmt::format("Not a year of four digits: {}", text)},
        {fmt::format("例: {}{}", 2000 + year, text.substr(4)),
         fmt::format("Example: {}{}", 2000 + year, text.substr(4))});
  }
  if (has_month && (month < 1 || month > 12)) {
    return DateError("date.range", at,
                     {fmt::format("日付がありません: {}", text), fmt::format("There is no such date: {}", text)},
                     {"月は01から12までです。例: 2026-04-01", "Months run from 01 to 12. Example: 2026-04-01"});
  }
  if (has_day && (day < 1 || day > DaysInMonth(year, month))) {
    const int last = DaysInMonth(year, month);
    return DateError(
        "date.range", at, {fmt::format("日付がありません: {}", text), fmt::format("There is no such date: {}", text)},
        {fmt::format("{}年{}月は{}日までです。例: {:04}-{:02}-{:02}", year, month, last, year, month, last),
         fmt::format("The month {:04}-{:02} ends on day {}. Example: {:04}-{:02}-{:02}", year, month, last, year, month,
                     last)});
  }
  return Date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

std::string ToIso(const Date& date) {
  if (date.day) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (date.month) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}", date.year);
}

// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
int64_t DaysSince1970(const Date& date) {
  const int month = date.month ? date.month : 1;
  const int day = date.day ? date.day : 1;
  const int64_t year = date.year - (month <= 2 ? 1 : 0);
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date FromDaysSince1970(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

Date DayAfter(const Date& date, int64_t days) { return FromDaysSince1970(DaysSince1970(date) + days); }

int DayOfWeek(const Date& date) { return static_cast<int>(((DaysSince1970(date) + 4) % 7 + 7) % 7); }

int FiscalYear(const Date& date) { return date.month != 0 && date.month < 4 ? date.year - 1 : date.year; }

std::string ToWareki(const Date& date) {
  const Era* era = EraOf(date);
  std::string out = era ? EraYear(*era, date) : fmt::format("{}年", date.year);
  if (date.month) out += fmt::format("{}月", date.month);
  if (date.day) out += fmt::format("{}日", date.day);
  return out;
}

std::string FormatDate(const Date& date, bool japanese, bool weekday) {
  constexpr std::array<const char*, 7> kJa = {"日", "月", "火", "水", "木", "金", "土"};
  constexpr std::array<const char*, 7> kEn = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                              "Thursday", "Friday", "Saturday"};
  constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const auto day_name = static_cast<size_t>(DayOfWeek(date));
  if (japanese) {
    const Era* era = EraOf(date);
    std::string out = fmt::format("{}年", date.year);
    if (era) out += fmt::format("（{}）", EraYear(*era, date));
    if (date.month) out += fmt::format("{}月", date.month);
    if (date.day) out += fmt::format("{}日", date.day);
    if (date.day && weekday) out += fmt::format("（{}）", kJa[day_name]);
    return out;
  }
  std::string out;
  if (date.day && weekday) out += fmt::format("{} ", kEn[day_name]);
  if (date.day) out += fmt::format("{} ", date.day);
  if (date.month) out += fmt::format("{} ", kMonths[static_cast<size_t>(date.month - 1)]);
  return out + fmt::format("{}", date.year);
}

std::optional<Instant> ParseInstant(std::string_view text, int default_offset_minutes) {
  const int year = ReadDigits(text, 0, 4);
  if (text.size() < 10) return std::nullopt;
  const int month = ReadDigits(text, 5, 2);
  const int day = ReadDigits(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || text[4] != '-' || text[7] != '-' ||
      day > DaysInMonth(year, month))
    return std::nullopt;
  const Date date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
  const Instant midnight = DaysSince1970(date) * 86400;
  if (text.size() == 10) return midnight - default_offset_minutes * 60;
  if ((text[10] != 'T' && text[10] != ' ') || text.size() < 16 || text[13] != ':') return std::nullopt;
  const int hour = ReadDigits(text, 11, 2);
  const int minute = ReadDigits(text, 14, 2);
  const bool has_seconds = text.size() >= 19 && text[16] == ':';
  const int second = has_seconds ? ReadDigits(text, 17, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  const std::string_view zone = text.substr(has_seconds ? 19 : 16);
  int offset = default_offset_minutes;
  if (zone == "Z") {
    offset = 0;
  } else if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
    const int zone_hour = ReadDigits(zone, 1, 2);
    const int zone_minute = ReadDigits(zone, 4, 2);
    if (zone_hour < 0 || zone_minute < 0 || zone_minute > 59) return std::nullopt;
    offset = (zone[0] == '-' ? -1 : 1) * (zone_hour * 60 + zone_minute);
  } else if (!zone.empty()) {
    return std::nullopt;
  }
  return midnight + hour * 3600 + minute * 60 + second - offset * 60;
}

Date DayOf(Instant instant, int offset_minutes) {
  const Instant local = instant + offset_minutes * 60;
  return FromDaysSince1970((local >= 0 ? local : local - 86399) / 86400);
}

std::string ToIso(Instant instant, int offset_minutes) {
  const Date day = DayOf(instant, offset_minutes);
  const int64_t second = instant + offset_minutes * 60 - DaysSince1970(day) * 86400;
  const int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", ToIso(day), second / 3600, second / 60 % 60, second % 60,
                     offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

}  // namespace kyodo
