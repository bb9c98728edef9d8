// Filters that choose from a list or take a field of each item.
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/list_index.h"
#include "template/operations.h"

namespace kyodo::tmpl::filters {

namespace {

bool HasKey(Call& call, const Value& item, std::string_view path, const Value& wanted) {
  bool found = false;
  ForEachKey(call.run.FieldAt(item, path), call.run.engine().known.id,
             [&](const Value& key, bool) { found |= AreEqual(key, wanted); });
  return found;
}

/// Does the item, or its field, pass the test? Without a test: is it true?
bool Passes(Call& call, const Value& value, size_t first_argument) {
  if (!call.at.inner) return IsTrue(value);
  Call inner{call.run, call.at, value, call.arguments.subspan(first_argument)};
  return call.at.inner->call(inner).boolean;
}

Value Choose(Call& call, bool by_field, bool wanted) {
  const std::span<const Value> items = Items(call, call.input);
  const std::string_view path = by_field ? TextOf(call, call.arguments[0]) : std::string_view();
  Value* kept = call.run.arena().NewValues(items.size());
  size_t count = 0;
  for (const Value& item : items) {
    const Value value = by_field ? call.run.FieldAt(item, path) : item;
    if (Passes(call, value, by_field ? 2 : 1) == wanted) kept[count++] = item;
  }
  return ListOf(call, kept, count);
}

}  // namespace

Value Where(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const std::string_view path = TextOf(call, call.arguments[0]);
  const Value& wanted = call.arguments[1];
  if (call.input.kind == Value::kList && !call.input.list->transient) {
    const List* found = GroupingOf(*call.input.list, path, call.run).Find(wanted);
    return found ? Value::Of(found) : ListOf(call, nullptr, 0);
  }
  Value* kept = call.run.arena().NewValues(items.size());
  size_t count = 0;
  for (const Value& item : items) {
    if (HasKey(call, item, path, wanted)) kept[count++] = item;
  }
  return ListOf(call, kept, count);
}

Value GroupBy(Call& call) {
  const std::string_view path = TextOf(call, call.arguments[0]);
  if (Items(call, call.input).empty()) return ListOf(call, nullptr, 0);
  const List& list = *call.input.list;
  const Grouping* grouping =
      list.transient ? call.run.arena().New<Grouping>(list, path, call.run) : &GroupingOf(list, path, call.run);
  return Value::Of(&grouping->grouped);
}

Value Map(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  Value* mapped = call.run.arena().NewValues(items.size());
  const bool by_field = IsGiven(call.arguments[1]);
  const std::string_view path = by_field ? TextOf(call, call.arguments[1]) : std::string_view();
  for (size_t i = 0; i < items.size(); ++i) {
    if (call.at.inner) {
      Call inner{call.run, call.at, items[i], call.arguments.subspan(3)};
      mapped[i] = call.at.inner->call(inner);
    } else if (!by_field) {
      mapped[i] = items[i];
    } else if (call.arguments[2].kind != Value::kUndefined) {
      mapped[i] = call.run.FieldAt(items[i], path);
      if (mapped[i].kind == Value::kUndefined) mapped[i] = call.arguments[2];
    } else {
      mapped[i] = FieldOf(call, items[i], path);
    }
  }
  return ListOf(call, mapped, items.size());
}

Value Select(Call& call) { return Choose(call, false, true); }
Value Reject(Call& call) { return Choose(call, false, false); }
Value SelectAttr(Call& call) { return Choose(call, true, true); }
Value RejectAttr(Call& call) { return Choose(call, true, false); }

}  // namespace kyodo::tmpl::filters
