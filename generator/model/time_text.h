// Days, times and numbers as people write them.
#pragma once

#include <string>

#include "model/language.h"
#include "model/occurrence.h"

namespace kyodo {

/// 2026年（令和8年）12月12日（土）; Saturday 12 December 2026; 2026년 12월 12일 토요일. Of a date without day or month,
/// what is known.
std::string DateText(const Date& date, const Language& language, bool weekday = false);
/// 12月12日（土）; Saturday 12 December.
std::string DayText(const Date& date, const Language& language);
/// 12月; December.
std::string MonthText(int month, const Language& language);
/// 土曜; Sat.
std::string WeekdayMark(const Date& date, const Language& language);
/// 午前10時30分, 正午; 10.30 a.m., noon.
std::string TimeText(int minute, const Language& language);
/// 2026年（令和8年）12月12日（土）午前10時から午後1時まで; Saturday 12 December 2026, 10 a.m. to 1 p.m. Another time
/// zone than `usual` is named.
std::string EventTimeText(const EventTime& time, const Language& language, const TimeZone& usual);
/// The same without the day, of an event that begins and ends on one.
std::string TimesText(const EventTime& time, const Language& language, const TimeZone& usual);
/// 1.5; 1,5.
std::string DecimalText(double number, const Language& language);

}  // namespace kyodo
