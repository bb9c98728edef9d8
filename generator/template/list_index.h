// Answers "which items have this value in this field" from an index.
#pragma once

#include <deque>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "template/operations.h"

namespace kyodo::tmpl {

class Evaluator;

/// Hash and equality of values that may be keys: text, numbers, dates, none,
/// and structs by identity.
struct KeyHash {
  size_t operator()(const Value& key) const;
};
struct KeyEqual {
  bool operator()(const Value& a, const Value& b) const { return AreEqual(a, b); }
};

/// Calls `function(key, is_id)` for each key under which an item with this
/// value in the field is found: the value itself; each element of a list; the
/// `id` of a struct besides the struct.
template <class Function>
void ForEachKey(const Value& value, Name id, const Function& function) {
  if (value.kind == Value::kUndefined) return;
  if (value.kind == Value::kList) {
    for (uint32_t i = 0; i < value.list->size; ++i) ForEachKey(value.list->items[i], id, function);
    return;
  }
  function(value, false);
  if (value.kind != Value::kStruct) return;
  const int slot = value.structure->type->Slot(id);
  if (slot >= 0 && value.structure->fields[slot].kind == Value::kString) function(value.structure->fields[slot], true);
}

/// A list taken apart by the values of one field.
struct Grouping {
  struct Entry {
    std::vector<Value> items;  // in the order of the list
    List list;                 // of them
    Value parts[2];            // key and list
    Struct group;              // of the parts
    bool is_group = false;     // an `id` alone is none
    uint32_t last = UINT32_MAX;
  };

  std::string path;
  std::unordered_map<Value, Entry*, KeyHash, KeyEqual> by_key;
  std::deque<Entry> entries;  // in the order of their first item
  std::vector<Value> groups;  // none makes no group
  List grouped;               // of them

  Grouping(const List& list, std::string_view field_path, const Evaluator& run);
  Grouping(const Grouping&) = delete;
  const List* Find(const Value& key) const;  // null: no item
};

struct List::Index {
  std::shared_mutex mutex;
  std::deque<Grouping> groupings;  // they stay in place while it grows
};

/// The grouping of a list that is not transient, made when it is not there yet.
/// Safe for many threads; lasts as long as the list.
const Grouping& GroupingOf(const List& list, std::string_view path, const Evaluator& run);

}  // namespace kyodo::tmpl
