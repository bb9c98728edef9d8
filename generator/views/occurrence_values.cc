// What templates see of when things take place or close.
#include <fmt/format.h>

#include "model/taking_part.h"
#include "model/time_text.h"
#include "views/event_text.h"
#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

namespace {

std::string Clock(int minute) { return fmt::format("{}:{:02}", minute / 60 % 24, minute % 60); }

/// 18:30–20:00, where there is no room for more.
std::string ClockText(const EventTime& time) {
  return Clock(time.start_minute) + (time.end_minute < 0 ? "" : "–" + Clock(time.end_minute));
}

}  // namespace

void Views::FindAllTopics() {
  std::vector<const Record*> dated;
  for (const auto& [name, collection] : site_.collections) {
    has_calendar_ = has_calendar_ || !collection.schema.calendar.empty();
    for (const Record& record : collection.records) {
      if (!record.occurrences.empty()) dated.push_back(&record);
      if (collection.schema.listing.enabled && !record.hidden) feed_records_.push_back(&record);
    }
  }
  calendar_topics_ = FindTopics(site_, site_.config.calendar_by, dated);
  feed_topics_ = FindTopics(site_, site_.config.feeds_by, feed_records_);
}

void Views::FillOccurrences(LanguageId id) {
  tmpl::Arena& arena = NewArena();
  for (const Occurrence& one : site_.occurrences) in_[id].occurrences[&one] = MakeOccurrence(one, id, arena);
}

Value Views::MakeOccurrence(const Occurrence& one, LanguageId id, tmpl::Arena& arena) const {
  const Record& record = *one.record;
  Fields fields(types_, types_.occurrence, arena);
  fields.Set("record", RecordValue(record, id));
  fields.Set("title", TitleValue(record, id, arena));
  fields.Set("url", Value::Url(arena.Keep(record.PathIn(languages()[id]))));
  fields.Set("collection", CollectionValue(record.collection->schema.id, id));
  fields.Set("kind", Value::Of(std::string_view(one.is_deadline ? "deadline" : "event")));
  fields.Set("start", Value::Of(one.first_day));
  fields.Set("end", Value::Of(one.last_day));
  const std::string text = EventTimeText(one.time, languages()[id], site_.Zone());
  fields.Set("text", Value::Of(arena.Keep(text)));
  if (!one.time.IsAllDay() && (one.first_day == one.last_day || one.time.IsOvernight())) {
    // The day is said already, by the calendar, unless it is another one where the event is.
    const bool same_day = one.time.first == one.first_day && one.time.last == one.last_day;
    fields.SetText("times", arena.Keep(same_day ? TimesText(one.time, languages()[id], site_.Zone()) : text));
  }
  if (!one.time.IsAllDay()) fields.SetText("clock", arena.Keep(ClockText(one.time)));
  fields.Set("all_day", Value::Of(one.time.IsAllDay()));
  fields.Set("repeats", Value::Of(one.rule_day.has_value()));
  fields.Set("state", Value::Of(StateName(StateOf(one))));
  const auto set = [&](std::string_view name, std::string_view words, LanguageId shown) {
    if (!words.empty()) fields.Set(name, MakeText(words, id, shown, arena));
  };
  LanguageId shown = id;
  const std::string_view note = NoteOf(one, id, &shown);
  set("note", note, shown);
  if (const Datum* location = LocationOf(record)) {
    const std::string_view where = LocationName(*location, id, &shown);
    set("location", where, shown);
  }
  if (one.opens) fields.Set("opens", Value::Of(*one.opens));
  fields.Set("example", Value::Of(record.example));
  return fields.Done();
}

Value Views::OccurrencesOf(const Record& record, LanguageId id, tmpl::Arena& arena) const {
  std::vector<Value> items;
  for (const Occurrence* one : record.occurrences) items.push_back(OccurrenceValue(*one, id));
  return MakeList(items, arena);
}

Value Views::TakingPartOf(const Record& record, tmpl::Arena& arena, LanguageId id) const {
  const TakingPart part = TakingPartIn(record, site_);
  Fields fields(types_, types_.taking_part, arena);
  fields.Set("state", Value::Of(TakingPartName(part.state)));
  if (part.opens) fields.Set("opens", Value::Of(*part.opens));
  if (part.closes) {
    const LocalTime& closes = *part.closes;
    fields.Set("closes", Value::Of(closes.day));
    EventTime time;
    time.first = time.last = closes.day;
    time.end_minute = closes.minute;
    fields.SetText("closes_text", arena.Keep(EventTimeText(time, languages()[id], site_.Zone())));
    const std::string minute =
        closes.minute < 0 ? "" : fmt::format(" {:02}:{:02}", closes.minute / 60, closes.minute % 60);
    fields.SetText("closes_at", arena.Keep(ToIso(closes.day) + minute));
  }
  return fields.Done();
}

void Views::SetComing(Fields& fields, LanguageId id, tmpl::Arena& arena) const {
  std::vector<Value> coming, closing;
  for (const Occurrence& one : site_.occurrences) {
    if (one.last_day < site_.today || one.record->apart) continue;
    if (!one.is_deadline) {
      coming.push_back(OccurrenceValue(one, id));
    } else if (TakingPartIn(*one.record, site_).IsPossible()) {
      closing.push_back(OccurrenceValue(one, id));
    }
  }
  fields.Set("coming", MakeLasting(coming, arena));
  fields.Set("closing", MakeLasting(closing, arena));
}

}  // namespace kyodo::render
