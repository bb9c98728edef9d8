// Calendar dates without a time zone, Japanese eras and fiscal years.
// Text form: RFC 3339 section 5.6, full-date.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace kyodo {

/// A day, or a month or a year whose day is not known.
struct Date {
  int16_t year = 0;   // Gregorian
  uint8_t month = 0;  // 1–12; 0: only the year is known
  uint8_t day = 0;    // 1–31; 0: only year and month are known

  auto operator<=>(const Date&) const = default;
  bool IsFull() const { return day != 0; }
};

/// Reads YYYY-MM-DD; with `partial`, also YYYY-MM and YYYY.
/// Error `date.format`: another shape.
/// Error `date.range`: the shape is right, but there is no such day, or the year is before 100.
Result<Date> ParseDate(std::string_view text, const SourcePos& at, bool partial = false);

/// What people write for a date: R9.4.2, 令和9年4月2日（金）, 2027/4/2, 20270402, 2 April 2027; a month or a year
/// alone is one that is not full. Nothing where it could be another, or where there is no such day.
std::optional<Date> GuessDate(std::string_view text);

std::string ToIso(const Date& date);      // 2014-03-31, 2014-03, 2014
int DayOfWeek(const Date& date);          // 0 Sunday … 6 Saturday
int64_t DaysSince1970(const Date& date);  // unknown parts count as 1
Date FromDaysSince1970(int64_t days);
Date DayAfter(const Date& date, int64_t days = 1);
int FiscalYear(const Date& date);  // April to March, as in Japan

/// 平成26年3月31日, 令和元年5月1日; before Meiji 6 (1873) the Gregorian year.
std::string ToWareki(const Date& date);
/// ja: 2014年3月31日（平成26年）… the day of the week in brackets when `weekday`.
/// en: 31 March 2014; "Monday 31 March 2014" when `weekday`.
std::string FormatDate(const Date& date, bool japanese, bool weekday = false);

/// A moment in UTC: seconds since 1970-01-01T00:00:00Z.
using Instant = int64_t;
/// Reads RFC 3339 date-time, or a full date, which is midnight in `offset`.
std::optional<Instant> ParseInstant(std::string_view text, int default_offset_minutes = 0);
/// The day of a moment where clocks are `offset_minutes` ahead of UTC.
Date DayOf(Instant instant, int offset_minutes);
std::string ToIso(Instant instant, int offset_minutes);  // 2026-11-21T09:00:00+09:00

}  // namespace kyodo
