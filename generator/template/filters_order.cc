// Filters that put in order or compare.
#include <algorithm>

#include "core/text.h"
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/list_index.h"
#include "template/messages.h"
#include "template/operations.h"
#include "template/text_case.h"

namespace kyodo::tmpl::filters {

namespace {

/// One field to sort by; an empty path is the item itself.
struct SortKey {
  std::string_view path;
  bool descending = false;
};
constexpr size_t kMostKeys = 4;

/// "-updated,title" into its parts.
size_t ParseKeys(Call& call, std::string_view text, bool reverse, std::span<SortKey> keys) {
  size_t count = 0;
  while (true) {
    const size_t comma = text.find(',');
    std::string_view part = kyodo::Trim(text.substr(0, comma));
    const bool minus = StartsWith(part, "-");
    if (minus) part.remove_prefix(1);
    if (count == keys.size())
      FailValue(call, Say("並べ替えの項目は {0} 個までです。", "At most {0} fields can be sorted by.", keys.size()));
    keys[count++] = {part, minus != reverse};
    if (comma == std::string_view::npos) return count;
    text.remove_prefix(comma + 1);
  }
}

[[noreturn]] void FailOrder(Call& call, const Value& a, const Value& b) {
  const Message first = NameOf(a.kind), second = NameOf(b.kind);
  FailValue(call,
            Say("{0}と{1}は並べられません。", "{2} and {3} have no order.", first.ja, second.ja, first.en, second.en));
}

/// The order of the items as indexes; items without a value come last.
std::span<uint32_t> Order(Call& call, std::span<const Value> items, std::span<const SortKey> keys, bool fold) {
  Arena& arena = call.run.arena();
  const size_t width = keys.size();
  Value* values = arena.NewValues(items.size() * width);
  auto* order = static_cast<uint32_t*>(arena.Bytes(items.size() * sizeof(uint32_t)));
  for (size_t i = 0; i < items.size(); ++i) {
    order[i] = static_cast<uint32_t>(i);
    for (size_t k = 0; k < width; ++k)
      values[i * width + k] = keys[k].path.empty() ? items[i] : FieldOf(call, items[i], keys[k].path);
  }
  const Value* odd[2] = {};
  std::sort(order, order + items.size(), [&](uint32_t a, uint32_t b) {
    for (size_t k = 0; k < width; ++k) {
      const Value &left = values[a * width + k], &right = values[b * width + k];
      const bool no_left = left.kind == Value::kNone, no_right = right.kind == Value::kNone;
      if (no_left != no_right) return no_right;
      const std::optional<int> compared = no_left ? 0 : Compare(left, right, fold);
      if (!compared)
        odd[0] = &left, odd[1] = &right;
      else if (*compared != 0)
        return keys[k].descending ? *compared > 0 : *compared < 0;
    }
    return a < b;
  });
  if (odd[0]) FailOrder(call, *odd[0], *odd[1]);
  return {order, items.size()};
}

const Value* InOrder(Call& call, std::span<const Value> items, std::span<const uint32_t> order) {
  Value* sorted = call.run.arena().NewValues(items.size());
  for (size_t i = 0; i < items.size(); ++i) sorted[i] = items[order[i]];
  return sorted;
}

Value Extreme(Call& call, int sign) {
  const bool fold = !IsTrue(call.arguments[0]);
  const std::string_view path = IsGiven(call.arguments[1]) ? TextOf(call, call.arguments[1]) : std::string_view();
  Value best = Value::None(), best_key;
  for (const Value& item : Items(call, call.input)) {
    const Value key = path.empty() ? item : FieldOf(call, item, path);
    if (best_key.kind != Value::kUndefined) {
      const std::optional<int> order = Compare(key, best_key, fold);
      if (!order) FailOrder(call, best_key, key);
      if (*order * sign <= 0) continue;
    }
    best = item;
    best_key = key;
  }
  return best;
}

/// What `unique` and `groupby` compare: text in lower case unless told otherwise.
Value Folded(Call& call, const Value& key, bool fold) {
  if (!fold || key.kind != Value::kString) return key;
  std::string& text = call.run.arena().Scratch();
  AppendLower(text, key.text());
  return Value::Of(call.run.arena().Keep(text));
}

}  // namespace

/// `sort("-updated")`, and Jinja2's `sort(attribute="updated", reverse=true)`.
Value Sort(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const bool by_field = call.arguments[0].kind == Value::kString;
  const bool reverse = (!by_field && IsTrue(call.arguments[0])) || IsTrue(call.arguments[1]);
  const std::string_view by = by_field                     ? call.arguments[0].text()
                              : IsGiven(call.arguments[3]) ? TextOf(call, call.arguments[3])
                                                           : std::string_view();
  SortKey space[kMostKeys];
  const size_t count = ParseKeys(call, by, reverse, space);
  return ListOf(call, InOrder(call, items, Order(call, items, {space, count}, !IsTrue(call.arguments[2]))),
                items.size());
}

Value DictSort(Call& call) {
  const Value pairs = filters::Items(call);
  const std::string_view by = IsGiven(call.arguments[1]) ? TextOf(call, call.arguments[1]) : "key";
  if (by != "key" && by != "value")
    FailValue(call,
              Say("dictsort の by は \"key\" か \"value\" です。", "`by` of `dictsort` is \"key\" or \"value\"."));
  const std::span<const Value> items = Items(call, pairs);
  const SortKey key{by, IsTrue(call.arguments[2])};
  return ListOf(call, InOrder(call, items, Order(call, items, {&key, 1}, !IsTrue(call.arguments[0]))), items.size());
}

Value Min(Call& call) { return Extreme(call, -1); }
Value Max(Call& call) { return Extreme(call, 1); }

Value Unique(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const bool fold = !IsTrue(call.arguments[0]);
  const std::string_view path = IsGiven(call.arguments[1]) ? TextOf(call, call.arguments[1]) : std::string_view();
  Value* kept = call.run.arena().NewValues(items.size());
  size_t count = 0;
  std::unordered_map<Value, bool, KeyHash, KeyEqual> seen;
  for (const Value& item : items) {
    const Value key = Folded(call, path.empty() ? item : FieldOf(call, item, path), fold);
    if (seen.emplace(key, true).second) kept[count++] = item;
  }
  return ListOf(call, kept, count);
}

/// Jinja2's groupby: sorted by the field. `group_by` keeps the list's order.
Value GroupBySorted(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const std::string_view path = TextOf(call, call.arguments[0]);
  const Value& otherwise = call.arguments[1];
  const bool fold = !IsTrue(call.arguments[2]);
  Arena& arena = call.run.arena();
  Value* keys = arena.NewValues(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    keys[i] = IsGiven(otherwise) ? call.run.FieldAt(items[i], path) : FieldOf(call, items[i], path);
    if (!IsGiven(keys[i]) && IsGiven(otherwise)) keys[i] = otherwise;
  }
  const SortKey itself;
  const std::span<const uint32_t> order = Order(call, {keys, items.size()}, {&itself, 1}, fold);
  const Value* sorted = InOrder(call, items, order);
  Value* groups = arena.NewValues(items.size());
  size_t count = 0;
  for (size_t start = 0, end = 0; start < items.size(); start = end) {
    const Value key = Folded(call, keys[order[start]], fold);
    while (end < items.size() && AreEqual(Folded(call, keys[order[end]], fold), key)) ++end;
    Value* parts = arena.NewValues(2);
    parts[0] = keys[order[start]];
    parts[1] = ListOf(call, sorted + start, end - start);
    groups[count++] = Value::Of(
        static_cast<const Struct*>(new (arena.Bytes(sizeof(Struct))) Struct{&call.run.engine().group, parts}));
  }
  return ListOf(call, groups, count);
}

}  // namespace kyodo::tmpl::filters
