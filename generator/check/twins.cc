#include "check/twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/occurrence.h"

namespace kyodo::check {

namespace {

std::string PlaceOf(const Record& record) {
  const Datum* place = LocationsOf(record).place;
  if (!place) return {};
  if (place->kind == Datum::kRef) return place->record->slug;
  const Datum& text = place->In(record.original);
  return text.kind == Datum::kText ? std::string(text.text()) : std::string();
}

/// The first time that it takes place; null: it does not.
const Occurrence* FirstOf(const Record& record) {
  for (const Occurrence* one : record.occurrences) {
    if (!one->is_deadline) return one;
  }
  return nullptr;
}

/// What only one of them says tells them not apart.
bool AreTwins(const Record& one, const Record& other) {
  const int minute = FirstOf(one)->time.start_minute, minute_of_other = FirstOf(other)->time.start_minute;
  const std::string place = PlaceOf(one), place_of_other = PlaceOf(other);
  return (minute == minute_of_other || minute < 0 || minute_of_other < 0) &&
         (place == place_of_other || place.empty() || place_of_other.empty());
}

}  // namespace

void CheckTwins(const Collection& collection, Diagnostics& diagnostics) {
  if (collection.schema.calendar.period.empty()) return;
  std::map<std::string, std::vector<const Record*>> known;  // by title and day
  for (const Record& record : collection.records) {
    const Occurrence* first = record.hidden ? nullptr : FirstOf(record);
    if (!first) continue;
    auto& same = known[fmt::format("{}\n{}", record.Title(record.original), ToIso(first->time.first))];
    const auto twin = std::find_if(same.begin(), same.end(), [&](const Record* one) { return AreTwins(*one, record); });
    if (twin == same.end()) {
      same.push_back(&record);
      continue;
    }
    const std::string other = fmt::format("{}/{}", collection.schema.id, (*twin)->slug);
    diagnostics.Warning("record.twin", PeriodOf(record)->pos,
                        {fmt::format("名称も日も同じ記録が、もう一つあります: {}", other),
                         fmt::format("Another record has the same title and day: {}", other)},
                        {"同じものなら、一つを消します。別のものなら、名称で分かるようにします。",
                         "If it is one thing, take one away. If there are two, let their titles tell them apart."});
  }
}

}  // namespace kyodo::check
