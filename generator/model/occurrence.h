// What takes place, or closes, on which days: the fields of records that a schema's `calendar` names, expanded in time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/time_zone.h"
#include "model/record.h"

namespace kyodo {

struct Site;

/// Parts of a field of the type date_range, in their order.
namespace date_range {
enum Part { kStart, kEnd, kStartTime, kEndTime, kTimeZone };
}
/// Parts of a field of the type recurrence, and of an item of its list `changes`.
namespace recurrence {
enum Part { kRule, kExcept, kAlso, kChanges };
enum ChangePart { kDate, kStart, kEnd, kStartTime, kEndTime, kCancelled, kNote };
}  // namespace recurrence

inline constexpr int kDayMinutes = 24 * 60;

/// Days and times where the event is. Without a start time it lasts whole days.
struct EventTime {
  Date first, last;       // inclusive
  int start_minute = -1;  // of the day; -1: none
  int end_minute = -1;    // of the last day; from 1440 on after its midnight, as 25:30 is written
  const TimeZone* zone = nullptr;

  bool IsAllDay() const { return start_minute < 0; }
  /// Does it end on the day after the first, before the time at which it began?
  bool IsOvernight() const;
  /// An end at 00:00 belongs to the day before.
  void EndBeforeMidnight();
  Instant Start() const { return zone->ToInstant(first, IsAllDay() ? 0 : start_minute); }
  /// When it is over; without an end time, of a timed event, the moment at which it starts on its last day.
  Instant End() const;
};

/// How an event stands, by the `same_as` of its status: the terms of schema.org.
enum class EventState : uint8_t { kScheduled, kCancelled, kPostponed, kRescheduled, kFull };
EventState StateOf(const Term* status);

struct Occurrence {
  const Record* record = nullptr;
  bool is_deadline = false;  // it closes then; else it takes place then
  EventTime time;
  Date first_day, last_day;             // of `time` in the site's time zone
  std::optional<Date> rule_day;         // of an event that repeats: its day by the rule
  bool cancelled = false;               // this one alone
  const Datum* change = nullptr;        // of a changed one: what the record says of it
  std::optional<EventTime> moved_from;  // when it was to take place, if it then starts at another moment
  std::optional<Date> opens;            // of a deadline: from when one may apply
};

/// Of the occurrence, which may be cancelled or moved alone; else of its record.
EventState StateOf(const Occurrence& occurrence);

/// The value of a date_range, or of a date, which is one whole day.
EventTime ReadEventTime(const Datum& value, const Site& site);
/// "10:00" as minutes; -1 for other values.
int MinuteOf(const Datum& time);

/// What the schema's `calendar` says of a record.
const Datum* PeriodOf(const Record& record);
const Datum* RepeatsOf(const Record& record);
const Datum* DeadlineOf(const Record& record);
const Term* StatusOf(const Record& record);
/// Where it is: the first of the fields that is not empty, online only if there is no place. Null: not said.
const Datum* LocationOf(const Record& record);
/// The place, the address where it is online, and the area (a term) that it is in for want of something nearer: each
/// the first of the fields of its kind that is not empty, or null.
struct Locations {
  const Datum* place = nullptr;
  const Datum* online = nullptr;
  const Datum* area = nullptr;
};
Locations LocationsOf(const Record& record);

}  // namespace kyodo
