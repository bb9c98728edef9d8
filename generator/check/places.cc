#include "check/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kyodo::check {

namespace {

constexpr size_t kLatitude = 1, kLongitude = 2;  // of the parts of a place
constexpr double kFarDegrees = 10;

void TellHalf(const Datum& place, bool latitude, Diagnostics& diagnostics) {
  diagnostics.Warning(
      "place.half", place.items()[latitude ? kLatitude : kLongitude].pos,
      {fmt::format("{}だけがあり、地図に出ません", latitude ? "緯度" : "経度"),
       fmt::format("There is a {} alone, so that no map shows it", latitude ? "latitude" : "longitude")},
      {"latitude と longitude の両方を書くか、両方を消します。", "Write both latitude and longitude, or neither."});
}

void Collect(const Datum& datum, const FieldType& type, std::vector<const Datum*>& places, Diagnostics& diagnostics) {
  if (datum.kind == Datum::kList) {
    for (const Datum& item : datum.items()) Collect(item, *type.of, places, diagnostics);
  } else if (datum.kind == Datum::kObject && type.kind == FieldKind::kPlace) {
    const bool latitude = datum.items()[kLatitude].kind == Datum::kDecimal;
    const bool longitude = datum.items()[kLongitude].kind == Datum::kDecimal;
    if (latitude && longitude) places.push_back(&datum);
    if (latitude != longitude) TellHalf(datum, latitude, diagnostics);
  } else if (datum.kind == Datum::kObject) {
    for (size_t i = 0; i < type.fields.size(); ++i) {
      if (!type.fields[i].is_private) Collect(datum.items()[i], type.fields[i].type, places, diagnostics);
    }
  }
}

double Middle(const std::vector<const Datum*>& places, size_t part) {
  std::vector<double> all;
  for (const Datum* place : places) all.push_back(place->items()[part].decimal);
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

}  // namespace

void TellFarPlaces(const Site& site, Diagnostics& diagnostics) {
  std::vector<const Datum*> places;
  for (const auto& [id, collection] : site.collections) {
    const std::vector<Field>& fields = collection.schema.fields;
    for (const Record& record : collection.records) {
      for (size_t i = 0; i < record.fields.size() && !record.hidden; ++i) {
        if (!fields[i].is_private) Collect(record.fields[i], fields[i].type, places, diagnostics);
      }
    }
  }
  if (places.empty()) return;
  constexpr size_t kSome = 3;
  const bool some = places.size() >= kSome;
  for (const size_t part : {kLatitude, kLongitude}) {
    const double middle = Middle(places, part);
    for (const Datum* place : places) {
      const Datum& own = place->items()[part];
      const bool far = some && std::abs(own.decimal - middle) > kFarDegrees;
      if (!far && own.decimal != 0) continue;
      const bool latitude = part == kLatitude;
      diagnostics.Warning(
          "place.far", own.pos,
          {fmt::format("ほかの場所から遠く離れた{}です: {}", latitude ? "緯度" : "経度", own.decimal),
           fmt::format("A {} far from all other places: {}", latitude ? "latitude" : "longitude", own.decimal)},
          some ? Message{fmt::format("地図で確かめて書き直します。ほかの場所は {:.3f} の近くです。", middle),
                         fmt::format("Look it up on a map. The others are near {:.3f}.", middle)}
               : Message{"地図で確かめて書き直します。", "Look it up on a map."});
    }
  }
}

}  // namespace kyodo::check
