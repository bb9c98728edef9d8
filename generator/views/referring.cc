// Who refers to a record, and who mentions it.
#include <algorithm>

#include "views/views.h"

namespace kyodo::render {

using tmpl::Value;

std::map<std::string, std::vector<const Record*>> Views::Referring(const Record& record, LanguageId id) const {
  std::map<std::string, std::vector<const Record*>> out;
  for (const BackReference& reference : record.referenced_by) {
    std::vector<const Record*>& list = out[reference.record->collection->schema.id];
    if (list.empty() || list.back() != reference.record) list.push_back(reference.record);
  }
  for (auto& [name, list] : out) {
    std::sort(list.begin(), list.end(),
              [&](const Record* a, const Record* b) { return in_[id].place.at(a) < in_[id].place.at(b); });
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return out;
}

Value Views::MentionsOf(const Record& record, LanguageId id, tmpl::Arena& arena) const {
  std::vector<const Mention*> mentions;
  for (const Mention& mention : record.mentioned_by) {
    if (mention.language == id && !mention.record->hidden) mentions.push_back(&mention);
  }
  const auto place = [&](const Mention* mention) {
    return std::pair(std::string_view(mention->record->collection->schema.id), in_[id].place.at(mention->record));
  };
  std::stable_sort(mentions.begin(), mentions.end(),
                   [&](const Mention* a, const Mention* b) { return place(a) < place(b); });
  const auto same = [](const Mention* a, const Mention* b) { return a->record == b->record; };
  mentions.erase(std::unique(mentions.begin(), mentions.end(), same), mentions.end());
  std::vector<Value> items;
  for (const Mention* mention : mentions) {
    const Record& from = *mention->record;
    const std::string anchor = mention->section ? "#" + mention->section->id : std::string();
    Fields fields(types_, types_.mention, arena);
    fields.Set("collection", in_[id].collections.at(from.collection->schema.id));
    fields.Set("title", TitleValue(from, id, arena));
    if (mention->section) fields.SetText("section", mention->section->text);
    fields.Set("url", Value::Url(arena.Keep(from.PathIn(languages()[id]) + anchor)));
    items.push_back(fields.Done());
  }
  return MakeLasting(items, arena);
}

void Views::FillReferences(const Record& record, LanguageId id, Fields& fields, tmpl::Arena& arena) {
  const std::string& name = record.collection->schema.id;
  Fields back(types_, types_.records.at(name).referenced_by, arena);
  for (size_t slot = 0; slot < site_.collections.size(); ++slot)
    back.SetSlot(static_cast<int>(slot), MakeLasting({}, arena));
  for (const auto& [other, records] : Referring(record, id)) {
    std::vector<Value> items;
    for (const Record* one : records) items.push_back(RecordValue(*one, id));
    back.Set(AsName(other), MakeLasting(items, arena));
  }
  fields.Set("referenced_by", back.Done());
  fields.Set("mentioned_by", MentionsOf(record, id, arena));
  std::vector<Value> parts;
  for (const Record* part : record.parts) parts.push_back(RecordValue(*part, id));
  fields.Set("parts", MakeLasting(parts, arena));
  if (record.whole && !record.whole->hidden) fields.Set("part_of", RecordValue(*record.whole, id));
  if (record.previous) fields.Set("previous", RecordValue(*record.previous, id));
  if (record.next) fields.Set("next", RecordValue(*record.next, id));
  if (!record.parts.empty()) {
    const std::string path = record.PathIn(languages()[id]);
    fields.Set("print_url", Value::Url(arena.Keep(FileBeside(path, "-print.html"))));
  }
}

}  // namespace kyodo::render
