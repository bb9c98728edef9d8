// What can only be known when every record is read: what is published today,
// addresses, reverse references, and the parts of a whole in their order.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/circles.h"
#include "load/loader.h"
#include "load/slug.h"
#include "model/visibility.h"

namespace kyodo::load {

namespace {

void SetHidden(Loader& loader, Record& record) {
  const Visibility visibility = VisibilityOf(record, loader.site.today);
  record.hidden = record.only_hidden || (!loader.options.drafts && visibility.state != Visibility::kPublic);
  if (visibility.changes) NoteChange(loader.site, *visibility.changes);
}

/// A value as a part of an address; empty when it cannot be one.
std::string AddressPart(const Datum& value) {
  switch (value.kind) {
    case Datum::kText: return std::string(value.text());
    case Datum::kInteger: return std::to_string(value.integer);
    case Datum::kTerm: return value.term->id;
    case Datum::kRef: return value.record->slug;
    case Datum::kDate: return ToIso(value.date);
    default: return {};
  }
}

/// Fills the schema's `path` with the record's slug and fields.
std::string PathOf(const Record& record, Diagnostics& diagnostics) {
  const Schema& schema = record.collection->schema;
  std::string out;
  for (std::string_view rest = schema.path; !rest.empty();) {
    const size_t open = rest.find('{');
    out += rest.substr(0, open);
    const size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view key = rest.substr(open + 1, close - open - 1);
    rest = rest.substr(close + 1);
    const Datum* value = key == "slug" ? nullptr : record.Find(key);
    const std::string part = key == "slug" ? record.slug : value ? AddressPart(*value) : std::string();
    if (part.empty()) {
      // A field that the schema lacks is told there.
      if (value) {
        diagnostics.Error(
            "schema.path", record.pos,
            {fmt::format("ページのアドレスに使う項目がありません: {}", key),
             fmt::format("The page's address needs the field {}", key)},
            {fmt::format("スキーマの path（{}）の {{ }} の中の項目を、どの記録にも書きます。", schema.path),
             fmt::format("Every record needs the fields between the braces of the schema's path: {}", schema.path)});
      }
      return schema.id + "/" + record.slug + ".html";
    }
    if (value && value->kind == Datum::kText) CheckSlug(part, value->pos, diagnostics);
    out += part;
  }
  return out;
}

void AddBackReferences(const Loader& loader, const Datum& datum, const Record& from, const Field& field) {
  if (datum.kind == Datum::kRef) {
    std::vector<BackReference>& list = loader.Own(*datum.record).referenced_by;
    if (list.empty() || list.back().record != &from) list.push_back({&from, &field});
  } else if (datum.kind == Datum::kList || datum.kind == Datum::kObject || datum.kind == Datum::kLocal) {
    for (const Datum& part : datum.items()) AddBackReferences(loader, part, from, field);
  }
}

int64_t OrderOf(const Record& record) {
  const Datum* order = record.Find(record.collection->schema.part_order);
  return order && order->kind == Datum::kInteger ? order->integer : INT64_MAX;
}

void OrderParts(const Loader& loader, Record& whole) {
  std::stable_sort(whole.parts.begin(), whole.parts.end(),
                   [](const Record* a, const Record* b) { return OrderOf(*a) < OrderOf(*b); });
  for (size_t i = 0; i < whole.parts.size(); ++i) {
    Record& part = loader.Own(*whole.parts[i]);
    if (i > 0) part.previous = whole.parts[i - 1];
    if (i + 1 < whole.parts.size()) part.next = whole.parts[i + 1];
  }
}

/// Error `parts.cycle` for records that are parts of themselves. Each circle is opened, so that it can be walked.
void OpenCircles(Loader& loader) {
  const auto whole_of = [&](const Record& record) { return record.whole ? &loader.Own(*record.whole) : nullptr; };
  for (const std::vector<Record*>& circle : FindCircles(loader.records, whole_of)) {
    Record& first = *circle.front();
    const Datum* whole = first.Find(first.collection->schema.part_of);
    const std::string way = CircleText(circle, [](const Record& record) { return record.slug; });
    loader.diagnostics.Error(
        "parts.cycle", whole ? whole->pos : first.pos,
        {fmt::format("自分自身の一部になっています: {}", way), fmt::format("This is a part of itself: {}", way)},
        {"全体にあたる記録を書きます。", "Name the record that is the whole."});
    first.whole = nullptr;
  }
}

}  // namespace

void Connect(Loader& loader) {
  Site& site = loader.site;
  for (auto& [id, collection] : site.collections) {
    for (Record& record : collection.records) {
      if (!record.pos.file) {
        record.hidden = true;  // it could not be read, and that is told
        continue;
      }
      SetHidden(loader, record);
      record.path = PathOf(record, loader.diagnostics);
      for (const SourceFile* file : record.files) {
        if (file) site.record_of_file.emplace(file->path, &record);
      }
    }
  }
  for (auto& [id, collection] : site.collections) {
    const Schema& schema = collection.schema;
    for (Record& record : collection.records) {
      if (record.hidden || !record.pos.file) continue;
      for (size_t i = 0; i < schema.fields.size(); ++i) {
        if (!schema.fields[i].is_private) AddBackReferences(loader, record.fields[i], record, schema.fields[i]);
      }
      const Datum* whole = schema.part_of.empty() ? nullptr : record.Find(schema.part_of);
      if (!whole || whole->kind != Datum::kRef) continue;
      record.whole = whole->record;
      loader.Own(*whole->record).parts.push_back(&record);
    }
  }
  for (auto& [id, collection] : site.collections) {
    for (Record& record : collection.records) {
      if (!record.parts.empty()) OrderParts(loader, record);
    }
  }
  OpenCircles(loader);
}

}  // namespace kyodo::load
