#include "model/occurrence.h"

#include "core/text.h"
#include "model/site.h"

namespace kyodo {

namespace {

/// The value of a field that a schema may name, or null.
const Datum* ValueOf(const Record& record, const std::string& key) {
  const Datum* value = key.empty() ? nullptr : record.Find(key);
  return value && !value->absent() ? value : nullptr;
}

const CalendarFields& FieldsOf(const Record& record) { return record.collection->schema.calendar; }

}  // namespace

bool EventTime::IsOvernight() const {
  if (IsAllDay() || end_minute < 0) return false;
  return first == last ? end_minute > kDayMinutes : last == DayAfter(first) && end_minute < start_minute;
}

void EventTime::EndBeforeMidnight() {
  if (IsAllDay() || end_minute != 0) return;
  if (last > first) last = DayAfter(last, -1);
  end_minute = kDayMinutes;
}

Instant EventTime::End() const {
  if (end_minute >= 0) {
    // Where the clocks skip the start, it may come to lie after the end; then it lasts as long as on other days.
    const Instant end = zone->ToInstant(last, end_minute), start = Start();
    return end >= start ? end : start + (end_minute - start_minute) * 60;
  }
  if (!IsAllDay()) return zone->ToInstant(last, start_minute);
  return zone->ToInstant(DayAfter(last), 0);
}

EventState StateOf(const Term* status) {
  if (!status) return EventState::kScheduled;
  const std::string_view same = status->same_as;
  if (EndsWith(same, "/EventCancelled")) return EventState::kCancelled;
  if (EndsWith(same, "/EventPostponed")) return EventState::kPostponed;
  if (EndsWith(same, "/EventRescheduled")) return EventState::kRescheduled;
  return EndsWith(same, "/SoldOut") ? EventState::kFull : EventState::kScheduled;
}

EventState StateOf(const Occurrence& occurrence) {
  if (occurrence.cancelled) return EventState::kCancelled;
  const EventState state = StateOf(StatusOf(*occurrence.record));
  return state == EventState::kScheduled && occurrence.moved_from ? EventState::kRescheduled : state;
}

int MinuteOf(const Datum& time) {
  if (time.kind != Datum::kText || time.count != 5) return -1;
  const std::string_view text = time.text();
  return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

EventTime ReadEventTime(const Datum& value, const Site& site) {
  EventTime time;
  time.zone = &site.Zone();
  if (value.kind == Datum::kDate) {
    time.first = time.last = value.date;
    return time;
  }
  const auto parts = value.items();
  time.first = parts[date_range::kStart].date;
  time.last = parts[date_range::kEnd].kind == Datum::kDate ? parts[date_range::kEnd].date : time.first;
  time.start_minute = MinuteOf(parts[date_range::kStartTime]);
  time.end_minute = MinuteOf(parts[date_range::kEndTime]);
  const Datum& zone = parts[date_range::kTimeZone];
  const auto other = zone.kind == Datum::kText ? site.zones.find(std::string(zone.text())) : site.zones.end();
  if (other != site.zones.end()) time.zone = &other->second;
  time.EndBeforeMidnight();
  return time;
}

const Datum* PeriodOf(const Record& record) { return ValueOf(record, FieldsOf(record).period); }
const Datum* RepeatsOf(const Record& record) { return ValueOf(record, FieldsOf(record).repeats); }
const Datum* DeadlineOf(const Record& record) { return ValueOf(record, FieldsOf(record).deadline); }

const Term* StatusOf(const Record& record) {
  const Datum* status = ValueOf(record, FieldsOf(record).status);
  return status && status->kind == Datum::kTerm ? status->term : nullptr;
}

Locations LocationsOf(const Record& record) {
  Locations found;
  const Schema& schema = record.collection->schema;
  for (const std::string& key : schema.calendar.location) {
    const Datum* value = ValueOf(record, key);
    if (!value || (value->kind == Datum::kRef && value->record->hidden)) continue;
    const bool online = schema.fields[static_cast<size_t>(schema.Find(key))].type.kind == FieldKind::kUrl;
    const Datum*& first = online ? found.online : value->kind == Datum::kTerm ? found.area : found.place;
    if (!first) first = value;
  }
  return found;
}

const Datum* LocationOf(const Record& record) {
  const Locations found = LocationsOf(record);
  return found.place ? found.place : found.online;
}

}  // namespace kyodo
