#include "model/site.h"

namespace kyodo {

const std::vector<std::string_view>& FieldKindNames() {
  static const std::vector<std::string_view> kNames = {
      "string",   "text",       "markdown",   "integer", "decimal", "money", "boolean", "date",
      "datetime", "date_range", "recurrence", "email",   "tel",     "url",   "image",   "file",
      "term",     "ref",        "place",      "hours",   "object",  "list"};
  return kNames;
}

int Schema::Find(std::string_view key) const {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

const Datum& Datum::In(LanguageId id, bool fallback, LanguageId* shown) const {
  if (shown) *shown = id;
  if (kind != kLocal) return *this;
  if (!parts[id].absent() || !fallback) return parts[id];
  const auto other = static_cast<LanguageId>(parts[id].integer);
  if (parts[other].absent()) return parts[id];
  if (shown) *shown = other;
  return parts[other];
}

void Settle(std::span<Datum> parts, const std::vector<Language>& languages) {
  for (LanguageId id = 0; id < parts.size(); ++id) {
    if (!parts[id].absent()) continue;
    parts[id].integer = 0;
    for (const LanguageId other : languages[id].instead) {
      if (other >= parts.size() || parts[other].absent()) continue;
      parts[id].integer = static_cast<int64_t>(other);
      break;
    }
  }
}

const Datum* Record::Find(std::string_view key) const {
  const int at = collection->schema.Find(key);
  return at < 0 ? nullptr : &fields[static_cast<size_t>(at)];
}

std::string_view Record::Title(LanguageId id, LanguageId* in) const {
  if (in) *in = id;
  const Datum* title = Find(collection->schema.title);
  if (!title) return slug;
  const Datum& value = title->In(id, true, in);
  return value.kind == Datum::kText ? value.text() : std::string_view(slug);
}

std::string_view Record::Summary(LanguageId id) const {
  const Datum* summary = Find(collection->schema.summary);
  if (summary && summary->In(id).kind == Datum::kText) return summary->In(id).text();
  const Datum& text = body.In(id);
  return text.kind == Datum::kMarkdown ? std::string_view(text.markdown->result.excerpt) : std::string_view();
}

bool Record::LacksBody(LanguageId id) const {
  const auto written = [&](LanguageId in) {
    const Datum& text = body.In(in, false);
    return text.kind == Datum::kMarkdown && text.markdown->text.find_first_not_of(" \r\n\t") != std::string_view::npos;
  };
  return body.kind == Datum::kLocal && written(original) && !written(id);
}

bool Record::LacksText(LanguageId id) const {
  const Datum* summary = Find(collection->schema.summary);
  const bool no_summary = summary && summary->kind == Datum::kLocal && !summary->In(original, false).absent() &&
                          summary->In(id, false).absent();
  return IsFallback(id) || LacksBody(id) || no_summary;
}

namespace {

size_t CountLackingIn(const Datum& datum, const FieldType& type, LanguageId id) {
  if (datum.kind == Datum::kLocal) return datum.items()[id].absent();
  size_t count = 0;
  if (datum.kind == Datum::kList) {
    for (const Datum& item : datum.items()) count += CountLackingIn(item, *type.of, id);
  }
  for (size_t i = 0; datum.kind == Datum::kObject && i < type.fields.size(); ++i)
    if (!type.fields[i].is_private) count += CountLackingIn(datum.items()[i], type.fields[i].type, id);
  return count;
}

}  // namespace

size_t Record::CountLacking(LanguageId id) const {
  const std::vector<Field>& all = collection->schema.fields;
  size_t count = 0;
  for (size_t i = 0; i < all.size(); ++i)
    if (!all[i].is_private) count += CountLackingIn(fields[i], all[i].type, id);
  return count;
}

const Collection* Site::FindCollection(std::string_view id) const {
  const auto found = collections.find(std::string(id));
  return found == collections.end() ? nullptr : &found->second;
}

std::optional<Date> Collection::Changed() const {
  std::optional<Date> last;
  for (const Record& record : records) {
    const std::optional<Date>& day = record.Changed();
    if (!record.hidden && day && (!last || *day > *last)) last = day;
  }
  return last;
}

}  // namespace kyodo
