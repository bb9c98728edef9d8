#include "views/facts.h"

#include <algorithm>

#include "views/fact_table.h"
#include "views/fact_values.h"

namespace kyodo::render {

namespace {

using tmpl::Value;

const FieldType& ItemOf(const FieldType& type) { return type.kind == FieldKind::kList ? *type.of : type; }

/// The first public field that names a record of that collection, or several.
const Field* ContactField(const Schema& schema, const Collection* contacts) {
  const auto found = std::find_if(schema.fields.begin(), schema.fields.end(), [&](const Field& field) {
    const FieldType& type = ItemOf(field.type);
    return contacts && !field.is_private && type.kind == FieldKind::kRef && type.collection == contacts->schema.id;
  });
  return found == schema.fields.end() ? nullptr : &*found;
}

/// The first public image.
const Field* PictureField(const Schema& schema) {
  const auto found = std::find_if(schema.fields.begin(), schema.fields.end(), [](const Field& field) {
    return !field.is_private && field.type.kind == FieldKind::kImage;
  });
  return found == schema.fields.end() ? nullptr : &*found;
}

/// None without such a field.
Value FieldCalled(const std::string& key, const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  const int found = schema.Find(key);
  if (found < 0) return Value::None();
  const auto at = static_cast<size_t>(found);
  return views.FieldValue(record.fields[at], schema.fields[at].type, id, arena, record.collection, &schema.fields[at]);
}

/// Makes one fact.
class FactMaker {
 public:
  FactMaker(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena)
      : views_(views), record_(record), id_(id), arena_(arena), values_(views, record, id, arena) {}

  /// Appends the fact, unless the field is empty. `with_maps`: after a place comes a link to a map of it.
  void Add(const Field& field, const Datum& datum, std::vector<Value>& out, bool with_maps = false) {
    const std::string_view role = RoleOf(field);
    const std::vector<Value> values = values_.Of(field, datum, with_maps, role == "picture");
    if (values.empty()) return;
    Fields fact(views_.types(), views_.types().fact, arena_);
    fact.Set("id", Value::Of(std::string_view(field.key)));
    fact.Set("label", views_.LabelValue(field.label, id_, arena_));
    fact.Set("type", Value::Of(FieldKindNames()[static_cast<size_t>(field.type.kind)]));
    fact.Set("role", Value::Of(role));
    fact.Set("says_how", Value::Of(field.says_how));
    fact.Set("values", MakeList(values, arena_));
    fact.Set("table", TableOf(field, datum, values_, views_, id_, arena_));
    out.push_back(fact.Done());
  }

 private:
  std::string_view RoleOf(const Field& field) const {
    const Schema& schema = record_.collection->schema;
    if (&field == ContactField(schema, views_.site().contacts)) return "contact";
    if (&field == PictureField(schema)) return "picture";
    const CalendarFields& calendar = schema.calendar;
    const auto& where = calendar.location;
    if (field.key == schema.part_of || field.key == schema.part_order) return "part";
    if (field.key == calendar.status) return "status";
    const bool dated = field.key == calendar.period || field.key == calendar.deadline ||
                       std::find(where.begin(), where.end(), field.key) != where.end();
    return dated ? "calendar" : "";
  }

  const Views& views_;
  const Record& record_;
  LanguageId id_;
  tmpl::Arena& arena_;
  FactValues values_;
};

}  // namespace

Value FactsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  FactMaker maker(views, record, id, arena);
  std::vector<Value> out;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    const bool shown = field.show && !field.is_private && field.key != schema.title && field.key != schema.summary &&
                       field.type.kind != FieldKind::kMarkdown;
    if (shown) maker.Add(field, record.fields[i], out, true);
  }
  return MakeList(out, arena);
}

Value SummaryOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  return FieldCalled(record.collection->schema.summary, views, record, id, arena);
}

Value StatusOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  return FieldCalled(record.collection->schema.calendar.status, views, record, id, arena);
}

Value ContactOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena&) {
  const Field* field = ContactField(record.collection->schema, views.site().contacts);
  const Datum* named = field ? record.Find(field->key) : nullptr;
  if (!named) return Value::None();
  if (named->kind == Datum::kList) named = named->items().empty() ? named : &named->items().front();
  const bool there = named->kind == Datum::kRef && !named->record->hidden;
  return there ? views.RecordValue(*named->record, id) : Value::None();
}

Value TextsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  std::vector<Value> out;
  for (size_t i = 0; i < schema.fields.size(); ++i) {
    const Field& field = schema.fields[i];
    if (!field.show || field.is_private || field.type.kind != FieldKind::kMarkdown) continue;
    const Value html = views.FieldValue(record.fields[i], field.type, id, arena);
    if (html.kind != Value::kHtml) continue;
    Fields text(views.types(), views.types().text, arena);
    text.Set("id", Value::Of(std::string_view(field.key)))
        .Set("label", views.LabelValue(field.label, id, arena))
        .Set("html", html)
        .Set("says_how", Value::Of(field.says_how));
    out.push_back(text.Done());
  }
  return MakeList(out, arena);
}

Value HighlightsOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  const Schema& schema = record.collection->schema;
  FactMaker maker(views, record, id, arena);
  std::vector<Value> out;
  for (const std::string& key : schema.listing.summary) {
    const int at = schema.Find(key);
    if (at < 0) continue;
    const Field& field = schema.fields[static_cast<size_t>(at)];
    if (!field.is_private) maker.Add(field, record.fields[static_cast<size_t>(at)], out);
  }
  return MakeList(out, arena);
}

Value BacklinksOf(const Views& views, const Record& record, LanguageId id, tmpl::Arena& arena) {
  std::vector<Value> out;
  for (const auto& [name, records] : views.Referring(record, id)) {
    std::vector<Value> items;
    for (const Record* one : records) {
      if (one->whole != &record) items.push_back(views.RecordValue(*one, id));
    }
    if (items.empty()) continue;
    Fields group(views.types(), views.types().backlinks, arena);
    group.Set("collection", views.CollectionValue(name, id));
    group.Set("label", views.LabelValue(views.site().collections.at(name).schema.label, id, arena));
    group.Set("items", MakeList(items, arena));
    out.push_back(group.Done());
  }
  return MakeList(out, arena);
}

}  // namespace kyodo::render
