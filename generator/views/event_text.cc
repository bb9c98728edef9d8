#include "views/event_text.h"

#include <fmt/format.h>

#include <array>

#include "model/recurrence_text.h"
#include "model/time_text.h"

namespace kyodo::render {

std::string_view TextOf(const Datum& datum, LanguageId id) {
  const Datum& value = datum.In(id);
  return value.kind == Datum::kText ? value.text() : std::string_view();
}

const Datum* PlaceOf(const Datum& location) {
  if (location.kind == Datum::kObject) return &location;
  if (location.kind != Datum::kRef) return nullptr;
  const Record& record = *location.record;
  const std::vector<Field>& fields = record.collection->schema.fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const bool is_place = fields[i].type.kind == FieldKind::kPlace && !fields[i].is_private;
    if (is_place && !record.fields[i].absent()) return &record.fields[i];
  }
  return nullptr;
}

std::string_view LocationName(const Datum& location, LanguageId id) {
  return location.kind == Datum::kRef ? location.record->Title(id) : TextOf(location, id);
}

std::string LocationText(const Datum& location, LanguageId id) {
  std::string text(LocationName(location, id));
  const Datum* place = PlaceOf(location);
  const std::string_view address = place ? TextOf(place->items()[0], id) : std::string_view();
  if (!text.empty() && !address.empty()) text += ", ";
  return text.append(address);
}

std::optional<std::pair<double, double>> PointOf(const Datum& location) {
  const Datum* place = PlaceOf(location);
  if (!place || place->items()[1].kind != Datum::kDecimal || place->items()[2].kind != Datum::kDecimal)
    return std::nullopt;
  return std::pair(place->items()[1].decimal, place->items()[2].decimal);
}

std::string_view StateName(EventState state) {
  constexpr std::array<std::string_view, 5> kNames = {"scheduled", "cancelled", "postponed", "rescheduled", "full"};
  return kNames[static_cast<size_t>(state)];
}

std::string StateMark(const Views& views, EventState state, LanguageId id) {
  const std::string_view text = views.String("state_" + std::string(StateName(state)), id);
  if (text.empty()) return {};
  return views.languages()[id].japanese ? "【" + std::string(text) + "】" : std::string(text) + ": ";
}

std::string RepeatsText(const Record& record, const Site& site, bool japanese) {
  const Datum *repeats = RepeatsOf(record), *period = PeriodOf(record);
  if (!repeats || !period) return {};
  const auto rule = ParseRecurrence(repeats->items()[recurrence::kRule].text());
  if (!rule) return {};
  std::string text = RecurrenceText(*rule, ReadEventTime(*period, site).first, japanese);
  // What is left out is told while it lies ahead.
  const Datum& except = repeats->items()[recurrence::kExcept];
  std::string days;
  for (const Datum& day : except.kind == Datum::kList ? except.items() : std::span<const Datum>()) {
    if (day.date < site.today) continue;
    if (!days.empty()) days += japanese ? "、" : ", ";
    days += DayText(day.date, japanese);
  }
  if (!days.empty() && !text.empty()) text += fmt::format(fmt::runtime(japanese ? "。{}は休み" : "; not on {}"), days);
  return text;
}

std::string_view NoteOf(const Occurrence& occurrence, LanguageId id) {
  return occurrence.change ? TextOf(occurrence.change->items()[recurrence::kNote], id) : std::string_view();
}

}  // namespace kyodo::render
