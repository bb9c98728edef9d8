#include "model/time_text.h"

#include <fmt/format.h>

#include "model/locale_text.h"

namespace kyodo {

namespace {

/// 10.30, 10; of twelve hours.
std::string Hours(int minute) {
  const int hour = (minute / 60 + 11) % 12 + 1;
  return minute % 60 ? fmt::format("{}.{:02}", hour, minute % 60) : std::to_string(hour);
}

/// 午後9時, 翌日の午前1時30分, 1.30 a.m. the next day.
std::string EndText(const EventTime& time, const Language& language) {
  const std::string text = TimeText(time.end_minute, language);
  if (!time.IsOvernight() || language.locale) return text;
  return language.japanese ? "翌日の" + text : text + " the next day";
}

std::string Times(const EventTime& time, const Language& language) {
  const int start = time.start_minute, end = time.end_minute;
  const std::string from = TimeText(start, language);
  if (end < 0) return from + (language.japanese ? "から" : "");
  const std::string to = EndText(time, language);
  if (language.locale) return language.locale->Range(from, to);
  if (language.japanese) return fmt::format("{}から{}まで", from, to);
  const bool same_half = !time.IsOvernight() && start / 720 == end / 720 && start % 720 != 0 && end % 720 != 0;
  return fmt::format("{} to {}", same_half ? Hours(start) : from, to);
}

/// The days of a range, the year once: in Japanese with the first, in English with the last.
std::string FirstDay(const EventTime& time, const Language& language) {
  const bool without_year = !language.japanese && !language.locale && time.first.year == time.last.year;
  return without_year ? DayText(time.first, language) : DateText(time.first, language, true);
}
std::string LastDay(const EventTime& time, const Language& language) {
  const bool without_year = language.japanese && time.first.year == time.last.year;
  return without_year ? DayText(time.last, language) : DateText(time.last, language, true);
}

std::string DaysText(const EventTime& time, const Language& language) {
  const std::string first = FirstDay(time, language), last = LastDay(time, language);
  if (language.locale) return language.locale->Range(first, last);
  return fmt::format(fmt::runtime(language.japanese ? "{}から{}まで" : "{} to {}"), first, last);
}

/// 12月12日（土）午前10時から12月13日（日）午後1時まで
std::string FromToText(const EventTime& time, const Language& language) {
  const std::string first = FirstDay(time, language), last = LastDay(time, language);
  const std::string start = TimeText(time.start_minute, language), end = TimeText(time.end_minute, language);
  if (const LocaleText* locale = language.locale.get())
    return locale->Range(locale->At(first, start), locale->At(last, end));
  return fmt::format(fmt::runtime(language.japanese ? "{}{}から{}{}まで" : "{}, {} to {}, {}"), first, start, last,
                     end);
}

/// The day, and what stands behind it.
std::string With(const std::string& day, const std::string& time, const Language& language) {
  return language.locale ? language.locale->At(day, time) : day + (language.japanese ? "" : ", ") + time;
}

std::string Zone(const EventTime& time, const Language& language, const TimeZone& usual) {
  if (time.zone->name() == usual.name()) return {};
  const char* pattern = language.japanese ? "（{} の時刻）" : language.locale ? " ({})" : " ({} time)";
  return fmt::format(fmt::runtime(pattern), time.zone->name());
}

}  // namespace

std::string DateText(const Date& date, const Language& language, bool weekday) {
  return language.locale ? language.locale->Day(date, weekday) : FormatDate(date, language.japanese, weekday);
}

std::string TimeText(int minute, const Language& language) {
  minute %= kDayMinutes;
  if (language.locale) return language.locale->Time(minute);
  if (minute == 720) return language.japanese ? "正午" : "noon";
  if (!language.japanese) return minute == 0 ? "midnight" : Hours(minute) + (minute < 720 ? " a.m." : " p.m.");
  std::string out = fmt::format("{}{}時", minute < 720 ? "午前" : "午後", minute / 60 % 12);
  if (minute % 60) out += fmt::format("{}分", minute % 60);
  return out;
}

std::string DayText(const Date& date, const Language& language) {
  if (language.locale) return language.locale->DayOfYear(date);
  const std::string full = FormatDate(date, language.japanese, true);
  if (!language.japanese) return full.substr(0, full.rfind(' '));
  // What stands before the month is the year, in both ways of counting.
  return fmt::format("{}月", date.month) + full.substr(full.find("月") + std::string_view("月").size());
}

std::string MonthText(int month, const Language& language) {
  if (language.locale) return language.locale->Month(month);
  if (language.japanese) return fmt::format("{}月", month);
  const std::string full = FormatDate({2026, static_cast<uint8_t>(month), 0}, false);
  return full.substr(0, full.find(' '));
}

std::string WeekdayMark(const Date& date, const Language& language) {
  if (language.locale) return language.locale->ShortWeekday(DayOfWeek(date));
  const std::string full = FormatDate(date, language.japanese, true);
  // With 曜, which tells the day from moon, fire and water to those who read it aloud.
  return language.japanese ? full.substr(full.rfind("（") + 3, 3) + "曜" : full.substr(0, 3);
}

std::string EventTimeText(const EventTime& time, const Language& language, const TimeZone& usual) {
  if (time.IsAllDay()) {
    const bool one_day = time.first == time.last;
    const std::string days = one_day ? DateText(time.first, language, true) : DaysText(time, language);
    return time.end_minute < 0 ? days : With(days, TimeText(time.end_minute, language), language);
  }
  const bool several = time.first != time.last && time.end_minute >= 0;
  return (several ? FromToText(time, language)
                  : With(DateText(time.first, language, true), Times(time, language), language)) +
         Zone(time, language, usual);
}

std::string TimesText(const EventTime& time, const Language& language, const TimeZone& usual) {
  return Times(time, language) + Zone(time, language, usual);
}

std::string DecimalText(double number, const Language& language) {
  std::string text = fmt::format("{}", number);
  const size_t point = language.locale ? text.find('.') : text.npos;
  return point == text.npos ? text : text.replace(point, 1, language.locale->DecimalPoint());
}

}  // namespace kyodo
