// What a schema says of days: when its records take place or close, and when somebody has to look at them again.
#include <algorithm>

#include "load/schema_reader.h"

namespace kyodo::load {

void SchemaReader::ReadCalendar(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics(), "calendar: {deadline: applications}");
  if (!map.ok()) return;
  CalendarFields& calendar = schema.calendar;
  const auto read = [&](const char* key, std::string& to, std::initializer_list<FieldKind> kinds) {
    const yaml::Node* name = map.Get(key);
    if (!name) return;
    to = name->text;
    NeedFieldOf(name->text, kinds, name->pos);
  };
  read("period", calendar.period, {FieldKind::kDate, FieldKind::kDateRange});
  read("repeats", calendar.repeats, {FieldKind::kRecurrence});
  read("deadline", calendar.deadline, {FieldKind::kDate, FieldKind::kDateRange});
  read("status", calendar.status, {FieldKind::kTerm});
  calendar.location = map.Texts("location");
  map.Finish();
  const yaml::Node* location = node.Find("location");
  for (const yaml::Node* name : location ? location->items : std::vector<const yaml::Node*>())
    NeedFieldOf(name->text, {FieldKind::kRef, FieldKind::kPlace, FieldKind::kString, FieldKind::kUrl, FieldKind::kTerm},
                name->pos);
  if (!calendar.repeats.empty() && calendar.period.empty()) {
    diagnostics().Error("schema.calendar", node.pos,
                        {"繰り返す予定（repeats）には、最初の日の項目（period）が必要です",
                         "What repeats needs a field that says its first day"},
                        {"例: calendar: {period: when, repeats: recurrence}",
                         "Example: calendar: {period: when, repeats: recurrence}"});
  }
}

void SchemaReader::ReadUpkeep(const yaml::Node& node) {
  MapReader map(node, languages(), diagnostics(), "upkeep: {months: 12}");
  if (!map.ok()) return;
  Upkeep& upkeep = schema.upkeep;
  const auto read = [&](const char* key, std::string& to) {
    const yaml::Node* name = map.Get(key);
    if (!name) return;
    to = name->text;
    NeedKind(name->text, {FieldKind::kDate, FieldKind::kDateRange}, name->pos);
  };
  read("review", upkeep.review);
  read("expires", upkeep.expires);
  read("checked", upkeep.checked);
  constexpr int64_t kYear = 12, kMost = 1200;
  upkeep.months = std::clamp<int64_t>(map.Integer("months").value_or(upkeep.checked.empty() ? 0 : kYear), 0, kMost);
  map.Finish();
}

}  // namespace kyodo::load
