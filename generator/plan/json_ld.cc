#include "plan/json_ld.h"

#include <fmt/format.h>

#include "data/open_data.h"
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
  bool Has(std::string_view key) const {
    for (const auto& [name, value] : dict_->entries) {
      if (name == key) return true;
    }
    return false;
  }
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
      out.Text("inLanguage", views_.languages()[record.IsFallback(id_) ? record.original : id_].code);
      if (record.published) out.Text("datePublished", ToIso(*record.published));
      if (record.updated) out.Text("dateModified", ToIso(*record.updated));
    }
    for (const auto& [property, key] : schema.json_ld.properties) {
      const int at = schema.Find(key);
      if (at < 0 || schema.fields[size_t(at)].is_private) continue;
      const Value value = ValueOf(record.fields[size_t(at)], schema.fields[size_t(at)].type);
      if (value.kind != Value::kNone && !out.Has(property)) out.Set(property, value);
    }
    // An event without a day is none.
    if (schema.json_ld.type == "Event" && !AddEvent(record, out)) return Value::None();
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
    for (const Record* record : views_.Order(collection.schema.id, id_)) items.push_back(Of(*record));
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
    if (const std::string_view address = TextOf(place.items()[0], id_); !address.empty())
      out.Set("address",
              Object(arena_, "PostalAddress").Text("streetAddress", address).Text("addressCountry", "JP").Done());
    if (const auto point = PointOf(place))
      out.Set("geo", Object(arena_, "GeoCoordinates")
                         .Set("latitude", Value::Of(point->first))
                         .Set("longitude", Value::Of(point->second))
                         .Done());
    return out.Done();
  }

  Value LocationValue(const Datum& location) {
    const Datum* place = PlaceOf(location);
    const std::string_view name = LocationName(location, id_);
    if (place) return PlaceValue(*place, name);
    if (name.substr(0, 4) == "http") return Object(arena_, "VirtualLocation").Text("url", name).Done();
    return Object(arena_, "Place").Text("name", name).Done();
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
    if (const Datum* location = LocationOf(record); location && !out.Has("location"))
      out.Set("location", LocationValue(*location));
    AddOffer(record, state, out);
    return true;
  }

  /// A price in yen, and whether there are places left.
  void AddOffer(const Record& record, EventState state, Object& out) {
    const std::vector<Field>& fields = record.collection->schema.fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      const Datum& price = record.fields[i];
      if (fields[i].type.kind != FieldKind::kMoney || fields[i].is_private || price.kind != Datum::kInteger) continue;
      Object offer(arena_, "Offer");
      offer.Set("price", Value::Of(price.integer)).Text("priceCurrency", "JPY");
      offer.Text("availability",
                 state == EventState::kFull ? "https://schema.org/SoldOut" : "https://schema.org/InStock");
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
  if (const RecordPage* one = page.As<RecordPage>(); one && !one->record->collection->schema.json_ld.type.empty())
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
