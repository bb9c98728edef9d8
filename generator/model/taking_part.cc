#include "model/taking_part.h"

#include <algorithm>
#include <array>

#include "model/site.h"

namespace kyodo {

namespace {

/// Places in time compare by the minute, whole days by their end.
std::tuple<Date, int> Order(const LocalTime& time) { return {time.day, time.minute < 0 ? kDayMinutes : time.minute}; }

bool IsPast(const LocalTime& time, const Site& site) {
  if (time.minute < 0 || site.today != time.day) return site.today > time.day;
  return site.Zone().ToLocal(site.now).minute >= time.minute;
}

/// When an occurrence is over; of one without an end, its day.
LocalTime EndOf(const Occurrence& one, const Site& site) {
  if (one.time.IsAllDay() || one.time.end_minute < 0) return {one.last_day, -1};
  const LocalTime end = site.Zone().ToLocal(one.time.End());
  return end.day > one.last_day ? LocalTime{one.last_day, -1} : end;
}

struct Days {
  std::optional<LocalTime> last;   // of those that take place
  bool cancelled_is_left = false;  // one that is cancelled alone is not over yet
};

/// The days on which it takes place.
Days DaysOf(const Record& record, const Site& site) {
  Days days;
  bool any = false;
  for (const Occurrence* one : record.occurrences) {
    if (one->is_deadline) continue;
    any = true;
    const LocalTime end = EndOf(*one, site);
    if (one->cancelled) {
      days.cancelled_is_left = days.cancelled_is_left || !IsPast(end, site);
    } else if (!days.last || Order(end) > Order(*days.last)) {
      days.last = end;
    }
  }
  // A month or a year alone has no occurrence.
  const Datum* period = any ? nullptr : PeriodOf(record);
  if (!period) return days;
  const Datum* day = period;
  if (period->kind == Datum::kObject) {
    const auto parts = period->items();
    day = parts[date_range::kEnd].kind == Datum::kDate ? &parts[date_range::kEnd] : &parts[date_range::kStart];
  }
  if (day->kind == Datum::kDate) days.last = LocalTime{LastDayOf(day->date), -1};
  return days;
}

void ReadWindow(const Datum& deadline, const Site& site, TakingPart& part) {
  if (deadline.kind == Datum::kDate) {
    part.closes = LocalTime{LastDayOf(deadline.date), -1};
    return;
  }
  const auto parts = deadline.items();
  if (parts[date_range::kStart].kind == Datum::kDate) {
    part.opens = parts[date_range::kStart].date;
    if (part.opens->month == 0) part.opens->month = 1;
    if (part.opens->day == 0) part.opens->day = 1;
  }
  if (parts[date_range::kEnd].kind != Datum::kDate) return;
  const EventTime time = ReadEventTime(deadline, site);
  if (time.end_minute < 0 || !time.last.IsFull()) {
    part.closes = LocalTime{LastDayOf(time.last), -1};
    return;
  }
  const LocalTime end = site.Zone().ToLocal(time.zone->ToInstant(time.last, time.end_minute));
  part.closes = end.minute == 0 ? LocalTime{DayAfter(end.day, -1), -1} : end;
}

}  // namespace

Date LastDayOf(const Date& date) {
  if (date.IsFull()) return date;
  if (date.month == 0) return {date.year, 12, 31};
  const bool december = date.month == 12;
  const Date next{static_cast<int16_t>(date.year + december), static_cast<uint8_t>(december ? 1 : date.month + 1), 1};
  return DayAfter(next, -1);
}

TakingPart TakingPartIn(const Record& record, const Site& site) {
  TakingPart part;
  const Datum* deadline = DeadlineOf(record);
  if (deadline) ReadWindow(*deadline, site, part);
  const Days days = DaysOf(record, site);
  if (days.last && part.closes && Order(*part.closes) > Order(*days.last)) part.closes = days.last;
  const EventState state = StateOf(StatusOf(record));
  if (state == EventState::kCancelled || state == EventState::kPostponed) {
    part.state = state == EventState::kCancelled ? TakingPart::kCancelled : TakingPart::kPostponed;
    return part;
  }
  const bool over = days.last && IsPast(*days.last, site);
  if ((over || !days.last) && days.cancelled_is_left) {
    part.state = TakingPart::kCancelled;
  } else if (over) {
    part.state = TakingPart::kOver;
  } else if (state == EventState::kFull) {
    part.state = TakingPart::kFull;
  } else if (deadline) {
    part.state = part.closes && IsPast(*part.closes, site) ? TakingPart::kClosed
                 : part.opens && *part.opens > site.today  ? TakingPart::kLater
                                                           : TakingPart::kOpen;
  }
  return part;
}

std::string_view TakingPartName(TakingPart::State state) {
  constexpr std::array<std::string_view, 8> kNames = {"open", "later",     "always",    "closed",
                                                      "full", "cancelled", "postponed", "over"};
  return kNames[static_cast<size_t>(state)];
}

}  // namespace kyodo
