#include "template/list_index.h"

#include <atomic>
#include <functional>
#include <mutex>

#include "core/hash.h"
#include "template/evaluate.h"

namespace kyodo::tmpl {

namespace {

// Lists are copied, which a std::atomic<std::shared_ptr> in them would forbid. GCC 14 says that its elders will go.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
std::shared_ptr<List::Index> IndexHolder(const List& list) {
  std::shared_ptr<List::Index> index = std::atomic_load(&list.index);
  if (index) return index;
  auto made = std::make_shared<List::Index>();
  // When another thread was faster, `index` becomes what it made.
  return std::atomic_compare_exchange_strong(&list.index, &index, made) ? made : index;
}
#pragma GCC diagnostic pop

const Grouping* FindGrouping(const List::Index& index, std::string_view path) {
  for (const Grouping& grouping : index.groupings) {
    if (grouping.path == path) return &grouping;
  }
  return nullptr;
}

}  // namespace

size_t KeyHash::operator()(const Value& key) const {
  switch (key.kind) {
    case Value::kBool:
    case Value::kInteger:
    case Value::kFloat: return std::hash<double>()(AsReal(key));  // 1 is 1.0
    case Value::kString:
    case Value::kUrl: return Hash(key.text());
    case Value::kDate: return static_cast<size_t>(DaysSince1970(key.date));
    case Value::kStruct: return std::hash<const void*>()(key.structure->fields);
    default: return 0;
  }
}

Grouping::Grouping(const List& list, std::string_view field_path, const Evaluator& run) : path(field_path) {
  const Name id = run.engine().known.id;
  for (uint32_t i = 0; i < list.size; ++i) {
    ForEachKey(run.FieldAt(list.items[i], path), id, [&](const Value& key, bool is_id) {
      Entry*& entry = by_key[key];
      if (!entry) {
        entry = &entries.emplace_back();
        entry->parts[0] = key;
      }
      entry->is_group |= !is_id && key.kind != Value::kNone;
      if (entry->last != i) entry->items.push_back(list.items[i]);
      entry->last = i;
    });
  }
  for (Entry& entry : entries) {
    entry.list.items = entry.items.data();
    entry.list.size = static_cast<uint32_t>(entry.items.size());
    entry.parts[1] = Value::Of(static_cast<const List*>(&entry.list));
    entry.group = {&run.engine().group, entry.parts};
    if (entry.is_group) groups.push_back(Value::Of(static_cast<const Struct*>(&entry.group)));
  }
  grouped.items = groups.data();
  grouped.size = static_cast<uint32_t>(groups.size());
}

const List* Grouping::Find(const Value& key) const {
  const auto found = by_key.find(key);
  return found == by_key.end() ? nullptr : &found->second->list;
}

const Grouping& GroupingOf(const List& list, std::string_view path, const Evaluator& run) {
  List::Index& index = *IndexHolder(list);
  {
    const std::shared_lock lock(index.mutex);
    if (const Grouping* found = FindGrouping(index, path)) return *found;
  }
  const std::unique_lock lock(index.mutex);
  if (const Grouping* found = FindGrouping(index, path)) return *found;
  return index.groupings.emplace_back(list, path, run);
}

}  // namespace kyodo::tmpl
