#include "check/repeated.h"

#include <fmt/format.h>

#include <set>

namespace kyodo::check {

namespace {

/// Empty: of another kind.
std::string NameOf(const Datum& item) {
  switch (item.kind) {
    case Datum::kText: return std::string(item.text());
    case Datum::kTerm: return item.term->id;
    case Datum::kRef: return item.record->slug;
    default: return {};
  }
}

void Look(const Datum& datum, Diagnostics& diagnostics) {
  if (datum.kind == Datum::kLocal || datum.kind == Datum::kObject) {
    for (const Datum& part : datum.items()) Look(part, diagnostics);
  }
  if (datum.kind != Datum::kList) return;
  std::set<std::string> seen;
  for (const Datum& item : datum.items()) {
    Look(item, diagnostics);
    const std::string name = NameOf(item);
    if (name.empty() || seen.insert(name).second) continue;
    diagnostics.Warning(
        "value.twice", item.pos,
        {fmt::format("同じものが二つあります: {}", name), fmt::format("It is in the list twice: {}", name)},
        {"片方を消します。", "Delete one of them."});
  }
}

}  // namespace

void CheckRepeated(const Record& record, Diagnostics& diagnostics) {
  const std::vector<Field>& fields = record.collection->schema.fields;
  for (size_t i = 0; i < fields.size(); ++i)
    if (!fields[i].is_private) Look(record.fields[i], diagnostics);
}

}  // namespace kyodo::check
