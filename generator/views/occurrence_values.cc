// What templates see of when things take place or close.
#include "model/time_text.h"
#include "views/event_text.h"
#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

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
  const bool japanese = languages()[id].japanese;
  Fields fields(types_, types_.occurrence, arena);
  fields.Set("record", RecordValue(record, id));
  fields.Set("title", MakeText(record.Title(id), id, record.IsFallback(id) ? record.original : id, arena));
  fields.Set("url", Value::Url(arena.Keep(record.PathIn(languages()[id]))));
  fields.Set("collection", CollectionValue(record.collection->schema.id, id));
  fields.Set("kind", Value::Of(std::string_view(one.is_deadline ? "deadline" : "event")));
  fields.Set("start", Value::Of(one.first_day));
  fields.Set("end", Value::Of(one.last_day));
  const std::string text = EventTimeText(one.time, japanese, site_.Zone());
  fields.Set("text", Value::Of(arena.Keep(text)));
  if (!one.time.IsAllDay() && one.first_day == one.last_day) {
    // The day is said already, by the calendar, unless it is another one where the event is.
    const bool same_day = one.time.first == one.first_day && one.time.last == one.last_day;
    const std::string day = FormatDate(one.time.first, japanese, true);
    const size_t said = same_day ? day.size() + (japanese ? 0 : 2) : 0;
    fields.SetText("times", arena.Keep(std::string_view(text).substr(said)));
  }
  fields.Set("all_day", Value::Of(one.time.IsAllDay()));
  fields.Set("repeats", Value::Of(one.rule_day.has_value()));
  fields.Set("state", Value::Of(StateName(StateOf(one))));
  fields.SetText("note", NoteOf(one, id));
  if (const Datum* location = LocationOf(record)) fields.SetText("location", LocationName(*location, id));
  if (one.opens) fields.Set("opens", Value::Of(*one.opens));
  fields.Set("example", Value::Of(record.example));
  return fields.Done();
}

Value Views::OccurrencesOf(const Record& record, LanguageId id, tmpl::Arena& arena) const {
  std::vector<Value> items;
  for (const Occurrence* one : record.occurrences) items.push_back(OccurrenceValue(*one, id));
  return MakeList(items, arena);
}

void Views::SetComing(Fields& fields, LanguageId id, tmpl::Arena& arena) const {
  std::vector<Value> coming, closing;
  for (const Occurrence& one : site_.occurrences) {
    if (one.last_day < site_.today) continue;
    if (!one.is_deadline) {
      coming.push_back(OccurrenceValue(one, id));
    } else if (!one.opens || *one.opens <= site_.today) {
      closing.push_back(OccurrenceValue(one, id));
    }
  }
  fields.Set("coming", MakeLasting(coming, arena));
  fields.Set("closing", MakeLasting(closing, arena));
}

}  // namespace kyodo::render
