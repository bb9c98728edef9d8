#include "views/event_text.h"

#include <fmt/format.h>

#include <array>

#include "model/locale_text.h"
#include "model/recurrence_text.h"
#include "model/recurrence_words.h"
#include "model/time_text.h"

namespace kyodo::render {

std::string_view TextOf(const Datum& datum, LanguageId id, LanguageId* shown) {
  const Datum& value = datum.In(id, true, shown);
  return value.kind == Datum::kText ? value.text() : std::string_view();
}

namespace {

/// The field of a place, in all the languages of a document. Null: none.
const Datum* PlaceField(const Datum& location) {
  if (location.kind != Datum::kRef) return &location;
  const Record& record = *location.record;
  const std::vector<Field>& fields = record.collection->schema.fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const bool is_place = fields[i].type.kind == FieldKind::kPlace && !fields[i].is_private;
    if (is_place && !record.fields[i].absent()) return &record.fields[i];
  }
  return nullptr;
}

}  // namespace

const Datum* PlaceOf(const Datum& location, LanguageId id) {
  const Datum* field = PlaceField(location);
  const Datum* place = field ? &field->In(id) : nullptr;
  return place && place->kind == Datum::kObject ? place : nullptr;
}

std::string_view LocationName(const Datum& location, LanguageId id, LanguageId* shown) {
  return location.kind == Datum::kRef ? location.record->Title(id, shown) : TextOf(location, id, shown);
}

std::string LocationText(const Datum& location, LanguageId id) {
  std::string text(LocationName(location, id));
  const Datum* place = PlaceOf(location, id);
  const std::string_view address = place ? TextOf(place->items()[0], id) : std::string_view();
  if (!text.empty() && !address.empty()) text += ", ";
  return text.append(address);
}

std::optional<std::pair<double, double>> PointOf(const Datum& location) {
  const Datum* field = PlaceField(location);
  if (!field) return std::nullopt;
  const auto parts = field->kind == Datum::kLocal ? field->items() : std::span(field, 1);
  for (const Datum& place : parts) {
    if (place.kind != Datum::kObject) continue;
    const auto items = place.items();
    if (items[1].kind == Datum::kDecimal && items[2].kind == Datum::kDecimal)
      return std::pair(items[1].decimal, items[2].decimal);
  }
  return std::nullopt;
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

namespace {

std::string JoinDays(const std::vector<Date>& days, const Language& language) {
  std::vector<std::string> texts;
  for (const Date& day : days) texts.push_back(DayText(day, language));
  if (language.locale) return language.locale->List(texts);
  return fmt::format("{}", fmt::join(texts, language.japanese ? "、" : ", "));
}

/// The rule and the days left out in one language; empty when it has no words for it.
std::string RepeatsIn(const RecurrenceRule& rule, const Date& first, const std::vector<Date>& except,
                      const Views& views, LanguageId id) {
  const Language& language = views.languages()[id];
  const std::string days = JoinDays(except, language);
  if (!language.locale) {
    const std::string text = RecurrenceText(rule, first, language.japanese);
    if (days.empty() || text.empty()) return text;
    return text + fmt::format(fmt::runtime(language.japanese ? "。{}は休み" : "; not on {}"), days);
  }
  const auto find = [&](std::string_view name) {
    const Theme::Word word = views.Word(std::string(kRepeatWords).append(name), id);
    return word.language.empty() ? std::string(word.text) : std::string();
  };
  const std::string text = RecurrenceText(rule, first, *language.locale, find);
  if (days.empty() || text.empty()) return text;
  return language.locale->Fill(find("not_on"), {{"rule", text}, {"days", days}}, {});
}

}  // namespace

RepeatsWords RepeatsText(const Record& record, const Views& views, LanguageId id) {
  const Datum *repeats = RepeatsOf(record), *period = PeriodOf(record);
  if (!repeats || !period) return {};
  const auto rule = ParseRecurrence(repeats->items()[recurrence::kRule].text());
  if (!rule) return {};
  // What is left out is told while it lies ahead.
  std::vector<Date> days;
  const Datum& except = repeats->items()[recurrence::kExcept];
  for (const Datum& day : except.kind == Datum::kList ? except.items() : std::span<const Datum>()) {
    if (day.date >= views.site().today) days.push_back(day.date);
  }
  const Date first = ReadEventTime(*period, views.site()).first;
  for (const LanguageId in : {id, LanguageId{1}, LanguageId{0}}) {
    if (in >= views.languages().size()) continue;
    std::string text = RepeatsIn(*rule, first, days, views, in);
    if (!text.empty()) return {std::move(text), in};
  }
  return {};
}

std::string_view NoteOf(const Occurrence& occurrence, LanguageId id, LanguageId* shown) {
  return occurrence.change ? TextOf(occurrence.change->items()[recurrence::kNote], id, shown) : std::string_view();
}

}  // namespace kyodo::render
