#include "model/public_values.h"

#include "model/site.h"

namespace kyodo {

namespace {

/// 10:00, Asia/Tokyo and FREQ=WEEKLY, which pages show in words of their own.
bool IsWrittenTime(const FieldPlace& place) {
  if (!place.outer || place.inner->translate) return false;
  const FieldKind kind = place.outer->type.kind;
  return kind == FieldKind::kDateRange || kind == FieldKind::kRecurrence;
}

struct Walk {
  TakenLanguages taken;
  const std::function<void(const Datum&, const FieldType&, const FieldPlace&)>& visit;

  void Go(const Datum& datum, const FieldType& type, const FieldPlace& place) const {
    switch (datum.kind) {
      case Datum::kAbsent: return;
      case Datum::kLocal:
        if (taken.only) return Go(datum.In(*taken.only, taken.fallback), type, {place.outer, place.inner, taken.only});
        for (LanguageId id = 0; id < datum.count; ++id) Go(datum.items()[id], type, {place.outer, place.inner, id});
        return;
      case Datum::kList:
        for (const Datum& item : datum.items()) Go(item, *type.of, place);
        return;
      case Datum::kObject:
        for (size_t i = 0; i < type.fields.size(); ++i) {
          const Field& field = type.fields[i];
          if (!field.is_private) Go(datum.items()[i], field.type, {place.outer, &field, place.language});
        }
        return;
      case Datum::kText:
        if (!IsWrittenTime(place)) visit(datum, type, place);
        return;
      default: visit(datum, type, place);
    }
  }
};

}  // namespace

void ForEachPublicField(const Record& record, TakenLanguages taken,
                        const std::function<void(const Datum&, const FieldType&, const FieldPlace&)>& visit) {
  const Walk walk{taken, visit};
  const std::vector<Field>& fields = record.collection->schema.fields;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    if (!fields[i].is_private) walk.Go(record.fields[i], fields[i].type, {&fields[i], &fields[i]});
  }
  walk.Go(record.body, {}, {});
}

void ForEachPublicValue(const Record& record, TakenLanguages taken,
                        const std::function<void(const Datum&, const FieldType&)>& visit) {
  ForEachPublicField(record, taken,
                     [&](const Datum& datum, const FieldType& type, const FieldPlace&) { visit(datum, type); });
}

}  // namespace kyodo
