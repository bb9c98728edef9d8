#include "model/time_text.h"

#include <fmt/format.h>

namespace kyodo {

namespace {

/// 10.30, 10; of twelve hours.
std::string Hours(int minute) {
  const int hour = (minute / 60 + 11) % 12 + 1;
  return minute % 60 ? fmt::format("{}.{:02}", hour, minute % 60) : std::to_string(hour);
}

std::string TimesText(const EventTime& time, bool japanese) {
  const int start = time.start_minute, end = time.end_minute;
  if (end < 0) return TimeText(start, japanese) + (japanese ? "から" : "");
  if (japanese) return fmt::format("{}から{}まで", TimeText(start, true), TimeText(end, true));
  const bool same_half = start / 720 == end / 720 && start % 720 != 0 && end % 720 != 0;
  return fmt::format("{} to {}", same_half ? Hours(start) : TimeText(start, false), TimeText(end, false));
}

/// The days of a range, the year once: in Japanese with the first, in English with the last.
std::string FirstDay(const EventTime& time, bool japanese) {
  const bool without_year = !japanese && time.first.year == time.last.year;
  return without_year ? DayText(time.first, false) : FormatDate(time.first, japanese, true);
}
std::string LastDay(const EventTime& time, bool japanese) {
  const bool without_year = japanese && time.first.year == time.last.year;
  return without_year ? DayText(time.last, true) : FormatDate(time.last, japanese, true);
}

std::string DaysText(const EventTime& time, bool japanese) {
  return fmt::format(fmt::runtime(japanese ? "{}から{}まで" : "{} to {}"), FirstDay(time, japanese),
                     LastDay(time, japanese));
}

/// 12月12日（土）午前10時から12月13日（日）午後1時まで
std::string FromToText(const EventTime& time, bool japanese) {
  return fmt::format(fmt::runtime(japanese ? "{}{}から{}{}まで" : "{}, {} to {}, {}"), FirstDay(time, japanese),
                     TimeText(time.start_minute, japanese), LastDay(time, japanese),
                     TimeText(time.end_minute, japanese));
}

}  // namespace

std::string TimeText(int minute, bool japanese) {
  if (minute == 720) return japanese ? "正午" : "noon";
  if (!japanese) return minute == 0 ? "midnight" : Hours(minute) + (minute < 720 ? " a.m." : " p.m.");
  std::string out = fmt::format("{}{}時", minute < 720 ? "午前" : "午後", minute / 60 % 12);
  if (minute % 60) out += fmt::format("{}分", minute % 60);
  return out;
}

std::string DayText(const Date& date, bool japanese) {
  const std::string full = FormatDate(date, japanese, true);
  if (!japanese) return full.substr(0, full.rfind(' '));
  // What stands before the month is the year, in both ways of counting.
  return fmt::format("{}月", date.month) + full.substr(full.find("月") + std::string_view("月").size());
}

std::string EventTimeText(const EventTime& time, bool japanese, const TimeZone& usual) {
  std::string out;
  if (time.IsAllDay()) {
    out = time.first == time.last ? FormatDate(time.first, japanese, true) : DaysText(time, japanese);
    return time.end_minute < 0 ? out : out + (japanese ? "" : ", ") + TimeText(time.end_minute, japanese);
  }
  if (time.first != time.last && time.end_minute >= 0) {
    out = FromToText(time, japanese);
  } else {
    out = FormatDate(time.first, japanese, true) + (japanese ? "" : ", ") + TimesText(time, japanese);
  }
  if (time.zone->name() != usual.name())
    out += fmt::format(fmt::runtime(japanese ? "（{} の時刻）" : " ({} time)"), time.zone->name());
  return out;
}

}  // namespace kyodo
