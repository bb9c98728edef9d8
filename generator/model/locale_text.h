// Dates, times, numbers and lists as CLDR has them for a language (ICU), always in the Gregorian calendar and in
// Western digits, which the rest of a page has. Japanese and English have their own: model/time_text.h.
#pragma once

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace kyodo {

/// "zh-Hans" as ICU names it; private use has no part in it.
icu::Locale LocaleOf(std::string_view code);

/// Never changed after it is made; read by many threads.
class LocaleText {
 public:
  explicit LocaleText(std::string_view code);

  /// 2026년 12월 12일 토요일; of a date without day or month, what is known.
  std::string Day(const Date& date, bool weekday) const;
  std::string DayOfYear(const Date& date) const;  // 12월 12일 토요일
  std::string DayAndMonth(const Date& date) const;
  std::string Month(int month) const { return months_[static_cast<size_t>(month - 1)]; }
  std::string Weekday(int day) const { return weekdays_[static_cast<size_t>(day)]; }
  std::string ShortWeekday(int day) const { return short_weekdays_[static_cast<size_t>(day)]; }
  std::string Time(int minute) const;  // of the day: 오전 10:30
  std::string Range(const std::string& from, const std::string& to) const;
  std::string At(const std::string& day, const std::string& time) const;
  std::string List(const std::vector<std::string>& texts) const;  // A, B e C
  std::string Yen(int64_t amount) const;
  std::string Number(double value) const;  // 1,2: one decimal at the most
  const std::string& DecimalPoint() const { return decimal_point_; }

  using Arguments = std::map<std::string, std::string>;
  /// Fills a pattern of ICU's MessageFormat. `numbers` are arguments that plurals are chosen by. Empty when the pattern
  /// is none.
  std::string Fill(const std::string& pattern, const Arguments& texts, const std::map<std::string, int>& numbers) const;

 private:
  /// A date or time by a pattern of CLDR: "y년 MMMM d일 EEEE".
  std::string Expand(const std::string& pattern, const Date& date, int minute) const;
  std::string Letters(char letter, size_t count, const Date& date, int minute) const;

  icu::Locale locale_;
  std::array<std::string, 12> months_, months_in_date_, short_months_;
  std::array<std::string, 7> weekdays_, short_weekdays_;
  std::array<std::string, 2> halves_;  // a.m., p.m.
  std::string full_, with_weekday_, month_, year_, day_of_year_, day_and_month_, time_, range_, at_, decimal_point_;
};

/// Is it a pattern that LocaleText::Fill can fill?
bool IsMessagePattern(const std::string& pattern);

}  // namespace kyodo
