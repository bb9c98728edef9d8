#include "model/public_values.h"

#include "model/site.h"

namespace kyodo {

namespace {

struct Walk {
  TakenLanguages taken;
  const std::function<void(const Datum&, const FieldType&)>& visit;

  void Go(const Datum& datum, const FieldType& type) const {
    switch (datum.kind) {
      case Datum::kAbsent: return;
      case Datum::kLocal:
        if (taken.only) return Go(datum.In(*taken.only, taken.fallback), type);
        for (const Datum& part : datum.items()) Go(part, type);
        return;
      case Datum::kList:
        for (const Datum& item : datum.items()) Go(item, *type.of);
        return;
      case Datum::kObject:
        for (size_t i = 0; i < type.fields.size(); ++i) {
          if (!type.fields[i].is_private) Go(datum.items()[i], type.fields[i].type);
        }
        return;
      default: visit(datum, type);
    }
  }
};

}  // namespace

void ForEachPublicValue(const Record& record, TakenLanguages taken,
                        const std::function<void(const Datum&, const FieldType&)>& visit) {
  const Walk walk{taken, visit};
  const std::vector<Field>& fields = record.collection->schema.fields;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    if (!fields[i].is_private) walk.Go(record.fields[i], fields[i].type);
  }
  walk.Go(record.body, {});
}

}  // namespace kyodo
