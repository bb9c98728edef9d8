#include "plan/json_ld.h"

#include <fmt/format.h>

#include "core/text.h"
#include "data/open_data.h"
#include "model/taking_part.h"
#include "plan/page.h"
#include "views/addresses.h"
#include "views/event_text.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

/// An object that grows.
class Object {
 public:
  Object(tmpl::Arena& arena, std::string_view type) : arena_(arena), dict_(arena.New<tmpl::Dict>()) {
    if (!type.empty()) Text("@type", type);
  }
  Object& Set(std::string_view key, Value value) {
    dict_->entries.emplace_back(key, value);
    return *this;
  }
  /// Nothing when empty.
  Object& Text(std::string_view key, std::string_view text) {
    return text.empty() ? *this : Set(key, Value::Of(arena_.Keep(text)));
  }
  const Value* Find(std::string_view key) const {
    for (const auto& [name, value] : dict_->entries) {
      if (name == key) return &value;
    }
    return nullptr;
  }
  bool Has(std::string_view key) const { return Find(key); }
  Value Done() const { return Value::Of(static_cast<const tmpl::Dict*>(dict_)); }

 private:
  tmpl::Arena& arena_;
  tmpl::Dict* dict_;
};

class Maker {
 public:
  Maker(const Views& views, std::string_view path, const Page& page, tmpl::Arena& arena)
      : views_(views), site_(views.site()), path_(path), page_(page), arena_(arena), id_(page.language) {}

  Value Of(const Record& record) {
    const Schema& schema = record.collection->schema;
    Object out(arena_, schema.json_ld.type);
    const std::string url = Address(record.PathIn(language()));
    out.Text("@id", url);
    out.Text(schema.json_ld.type == "Article" ? "headline" : "name", record.Title(id_));
    const Datum* summary = record.Find(schema.summary);
    out.Text("description", summary ? TextOf(*summary, id_) : std::string_view());
    out.Text("url", url);
    if (IsWork(schema.json_ld.type)) {
      out.Text("inLanguage", views_.languages()[record.shown[id_]].code);
      if (record.published) out.Text("datePublished", ToIso(*record.published));
      if (record.updated) out.Text("dateModified", ToIso(*record.updated));
    }
    for (const auto& [property, key] : schema.json_ld.properties) {
      const int at = schema.Find(key);
      if (at < 0 || schema.fields[size_t(at)].is_private) continue;
      const Value value = PropertyValue(property, record.fields[size_t(at)], schema.fields[size_t(at)].type);
      if (value.kind != Value::kNone && !out.Has(property)) out.Set(property, value);
    }
    // An event (EducationEvent and the like) without a day or a place is none.
    const std::string& type = schema.json_ld.type;
    if ((EndsWith(type, "Event") || type == "Festival") && !AddEvent(record, out)) return Value::None();
    return out.Done();
  }

  /// The records of a listing, when all are one thing together.
  Value OfListing(const Collection& collection) {
    const std::string& type = collection.schema.json_ld.type;
    const bool questions = type == "Question";
    if (!questions && type != "DefinedTerm") return Value::None();
    Object out(arena_, questions ? "FAQPage" : "DefinedTermSet");
    out.Text("@id", Address(path_)).Text("name", collection.schema.label.In(id_)).Text("inLanguage", language().code);
    std::vector<Value> items;
    for (const Record* record : views_.Order(collection.schema.id, id_)) {
      if (!record->apart) items.push_back(Of(*record));
    }
    return out.Set(questions ? "mainEntity" : "hasDefinedTerm", MakeList(items, arena_)).Done();
  }

  /// The records of a listing as open data.
  Value OfData(const Collection& collection) {
    const Schema& schema = collection.schema;
    Object out(arena_, "Dataset");
    out.Text("name", schema.label.In(id_)).Text("description", schema.description.In(id_)).Text("url", Address(path_));
    out.Text("license", site_.config.license.In(id_));
    if (const auto day = collection.Changed()) out.Text("dateModified", ToIso(*day));
    std::vector<Value> files;
    const auto add = [&](const char* ending, const char* type) {
      Object file(arena_, "DataDownload");
      file.Text("encodingFormat", type).Text("contentUrl", Address("open-data/" + schema.id + ending));
      files.push_back(file.Done());
    };
    add(".csv", "text/csv");
    add(".json", "application/json");
    return out.Set("distribution", MakeList(files, arena_)).Done();
  }

  Value OfCrumbs(const std::vector<Crumb>& crumbs) {
    std::vector<Value> items;
    for (const Crumb& crumb : crumbs) {
      Object item(arena_, "ListItem");
      item.Set("position", Value::Of(static_cast<int64_t>(items.size() + 1))).Text("name", crumb.label);
      if (!crumb.path.empty()) item.Text("item", Address(crumb.path));
      items.push_back(item.Done());
    }
    return Object(arena_, "BreadcrumbList").Set("itemListElement", MakeList(items, arena_)).Done();
  }

 private:
  const Language& language() const { return views_.languages()[id_]; }
  std::string Address(std::string_view path) const { return Canonical(site_, path); }
  static bool IsWork(std::string_view type) {
    return type == "Article" || type == "WebPage" || type == "Dataset" || type == "CreativeWork" ||
           type == "DigitalDocument";
  }

  /// A place is a Place, but as an address or a point the part of it that is one.
  Value PropertyValue(std::string_view property, const Datum& whole, const FieldType& type) {
    const Datum& datum = whole.In(id_);
    const bool is_place = type.kind == FieldKind::kPlace && datum.kind == Datum::kObject;
    if (property == "address" && is_place) return AddressValue(TextOf(datum.items()[0], id_));
    if (property == "address" && datum.kind == Datum::kText) return AddressValue(datum.text());
    if (property == "geo" && is_place) return PointValue(datum);
    return ValueOf(whole, type);
  }

  Value AddressValue(std::string_view address) {
    if (address.empty()) return Value::None();
    Object out(arena_, "PostalAddress");
    return out.Text("streetAddress", address).Text("addressCountry", site_.Zone().Country()).Done();
  }

  Value PointValue(const Datum& place) {
    const auto point = PointOf(place);
    if (!point) return Value::None();
    return Object(arena_, "GeoCoordinates")
        .Set("latitude", Value::Of(point->first))
        .Set("longitude", Value::Of(point->second))
        .Done();
  }

  Value ValueOf(const Datum& whole, const FieldType& type) {
    const Datum& datum = whole.In(id_);
    switch (datum.kind) {
      case Datum::kText:
        return TextValue(type.kind == FieldKind::kFile ? Address(datum.text()) : std::string(datum.text()));
      case Datum::kInteger: return Value::Of(datum.integer);
      case Datum::kDecimal: return Value::Of(datum.decimal);
      case Datum::kBoolean: return Value::Of(datum.boolean);
      case Datum::kDate: return TextValue(ToIso(datum.date));
      case Datum::kMarkdown: return AnswerOrText(datum.markdown->result.plain);
      case Datum::kTerm:
        return TextValue(datum.term->same_as.empty() ? datum.term->label.In(id_) : datum.term->same_as);
      case Datum::kRef: return RefValue(*datum.record);
      case Datum::kImage: return TextValue(Address(datum.image->Address()));
      case Datum::kObject: return type.kind == FieldKind::kPlace ? PlaceValue(datum, {}) : ImageValue(datum, type);
      case Datum::kList: {
        std::vector<Value> items;
        for (const Datum& item : datum.items()) {
          const Value value = ValueOf(item, *type.of);
          if (value.kind != Value::kNone) items.push_back(value);
        }
        return items.empty() ? Value::None() : MakeList(items, arena_);
      }
      default: return Value::None();
    }
  }

  Value TextValue(std::string_view text) { return text.empty() ? Value::None() : Value::Of(arena_.Keep(text)); }

  /// The answer of a question is an object of its own.
  Value AnswerOrText(std::string_view text) {
    if (page_.collection() && page_.collection()->schema.json_ld.type == "Question")
      return Object(arena_, "Answer").Text("text", text).Done();
    return TextValue(text);
  }

  Value RefValue(const Record& record) {
    if (record.hidden) return Value::None();
    const std::string& type = record.collection->schema.json_ld.type;
    if (type == "Place") {
      Datum ref;
      ref.kind = Datum::kRef;
      ref.record = &record;
      return LocationValue(ref);
    }
    return Object(arena_, type.empty() ? "Thing" : type)
        .Text("name", record.Title(id_))
        .Text("url", Address(record.PathIn(language())))
        .Done();
  }

  Value ImageValue(const Datum& object, const FieldType& type) {
    return type.kind == FieldKind::kImage ? ValueOf(object.items()[0], type.fields[0].type) : Value::None();
  }

  Value PlaceValue(const Datum& place, std::string_view name) {
    Object out(arena_, "Place");
    out.Text("name", name);
    if (const Value address = AddressValue(TextOf(place.items()[0], id_)); address.kind != Value::kNone)
      out.Set("address", address);
    if (const Value point = PointValue(place); point.kind != Value::kNone) out.Set("geo", point);
    return out.Done();
  }

  /// Readers need some address: that of the place, else the area that it is in, else what it is called.
  Value LocationValue(const Datum& location, const Datum* area = nullptr) {
    const Datum* place = PlaceOf(location, id_);
    const std::string_view name =
        location.kind == Datum::kTerm ? std::string_view(location.term->label.In(id_)) : LocationName(location, id_);
    if (place && !TextOf(place->items()[0], id_).empty()) return PlaceValue(*place, name);
    Object out(arena_, "Place");
    out.Text("name", name);
    if (area) {
      Object address(arena_, "PostalAddress");
      address.Text("addressLocality", area->term->label.In(id_)).Text("addressCountry", site_.Zone().Country());
      out.Set("address", address.Done());
    } else {
      out.Text("address", name);
    }
    const Value point = place ? PointValue(location) : Value::None();
    if (point.kind != Value::kNone) out.Set("geo", point);
    return out.Done();
  }

  /// Where it takes place and where it is online: one of the two, or both. How one can take part (a property, if the
  /// schema has it) decides; without it, what the record names. False: nothing is known.
  bool AddLocations(const Record& record, Object& out) {
    const Locations where = LocationsOf(record);
    const Value* mode = out.Find("eventAttendanceMode");
    const std::string_view how = mode && mode->kind == Value::kString ? mode->text() : std::string_view();
    const bool mixed = EndsWith(how, "/MixedEventAttendanceMode"), online = EndsWith(how, "/OnlineEventAttendanceMode");
    if (!out.Has("location")) {
      std::vector<Value> all;
      const Datum* place = where.place ? where.place : where.online && !mixed ? nullptr : where.area;
      if (place && !online) all.push_back(LocationValue(*place, where.area));
      if (where.online || mixed || online) {
        // The page says how to join where there is no address yet.
        const std::string page = Address(record.PathIn(language()));
        const std::string_view joined = where.online ? TextOf(*where.online, id_) : std::string_view(page);
        all.push_back(Object(arena_, "VirtualLocation").Text("url", joined).Done());
      }
      if (all.empty()) return false;
      out.Set("location", all.size() == 1 ? all.front() : MakeList(all, arena_));
    }
    if (!mode && where.online)
      out.Text("eventAttendanceMode", where.place ? "https://schema.org/MixedEventAttendanceMode"
                                                  : "https://schema.org/OnlineEventAttendanceMode");
    return true;
  }

  bool AddEvent(const Record& record, Object& out) {
    const Occurrence* next = nullptr;  // that is not over, else the last
    for (const Occurrence* one : record.occurrences) {
      if (!one->is_deadline && (!next || next->last_day < site_.today)) next = one;
    }
    if (!next) return false;
    const EventTime& time = next->time;
    const auto text = [&](const Date& day, Instant instant) {
      return time.IsAllDay() ? ToIso(day) : ToIso(instant, time.zone->OffsetMinutes(instant));
    };
    out.Text("startDate", text(time.first, time.Start()));
    if (time.IsAllDay() || time.end_minute >= 0) out.Text("endDate", text(time.last, time.End()));
    const EventState state = StateOf(*next);
    constexpr std::string_view kStates[] = {"EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled",
                                            "EventScheduled"};
    out.Text("eventStatus", fmt::format("https://schema.org/{}", kStates[static_cast<size_t>(state)]));
    if (const auto& before = next->moved_from; before && !out.Has("previousStartDate")) {
      const Instant start = before->Start();
      out.Text("previousStartDate",
               before->IsAllDay() ? ToIso(before->first) : ToIso(start, before->zone->OffsetMinutes(start)));
    }
    AddOffer(record, out);
    return AddLocations(record, out);
  }

  /// A price in yen, and until when one can have a place.
  void AddOffer(const Record& record, Object& out) {
    const TakingPart part = TakingPartIn(record, site_);
    const std::vector<Field>& fields = record.collection->schema.fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      const Datum& price = record.fields[i];
      if (fields[i].type.kind != FieldKind::kMoney || fields[i].is_private || price.kind != Datum::kInteger) continue;
      Object offer(arena_, "Offer");
      offer.Set("price", Value::Of(price.integer)).Text("priceCurrency", "JPY");
      if (part.IsPossible()) {
        offer.Text("availability", "https://schema.org/InStock");
      } else if (part.state == TakingPart::kLater) {
        offer.Text("availability", "https://schema.org/PreOrder");
      } else {
        offer.Text("availability",
                   part.state == TakingPart::kFull ? "https://schema.org/SoldOut" : "https://schema.org/OutOfStock");
      }
      if (part.opens) offer.Text("availabilityStarts", ToIso(*part.opens));
      if (part.closes) offer.Text("availabilityEnds", ToIso(part.closes->day));
      offer.Text("url", Address(record.PathIn(language())));
      out.Set("offers", offer.Done());
      return;
    }
  }

  const Views& views_;
  const Site& site_;
  std::string_view path_;
  const Page& page_;
  tmpl::Arena& arena_;
  LanguageId id_;
};

}  // namespace

tmpl::Value StructuredData(const Views& views, std::string_view path, const Page& page,
                           const std::vector<Crumb>& crumbs, tmpl::Arena& arena) {
  Maker maker(views, path, page, arena);
  std::vector<Value> graph;
  if (crumbs.size() > 1) graph.push_back(maker.OfCrumbs(crumbs));
  Value own = Value::None();
  if (const RecordPage* one = page.As<RecordPage>();
      one && !one->record->apart && !one->record->collection->schema.json_ld.type.empty())
    own = maker.Of(*one->record);
  if (const ListingPage* one = page.As<ListingPage>(); one && one->selection == 0 && one->number == 1) {
    own = maker.OfListing(*one->collection);
    if (one->collection->schema.open_data.enabled) graph.push_back(maker.OfData(*one->collection));
  }
  if (own.kind != Value::kNone) graph.push_back(own);
  if (graph.empty()) return Value::None();
  return Object(arena, "")
      .Set("@context", Value::Of(std::string_view("https://schema.org")))
      .Set("@graph", MakeList(graph, arena))
      .Done();
}

}  // namespace kyodo::render
