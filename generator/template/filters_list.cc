// Filters of lists and dicts, order and choice apart.
#include <algorithm>

#include "core/text.h"
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/messages.h"
#include "template/operations.h"

namespace kyodo::tmpl::filters {

namespace {

Value PairOf(Call& call, const Value& key, const Value& value) {
  Value* fields = call.run.arena().NewValues(2);
  fields[0] = key;
  fields[1] = value;
  auto* pair = new (call.run.arena().Bytes(sizeof(Struct))) Struct{&call.run.engine().pair, fields};
  return Value::Of(static_cast<const Struct*>(pair));
}

/// `first(3)` and `last(3)`: a part of the list.
Value Part(Call& call, bool from_start) {
  const std::span<const Value> items = Items(call, call.input);
  const auto wanted = static_cast<size_t>(std::max<int64_t>(0, WholeOf(call, call.arguments[0], 0)));
  const size_t count = std::min(wanted, items.size());
  return ListOf(call, from_start ? items.data() : items.data() + (items.size() - count), count);
}

}  // namespace

std::span<const Value> Items(Call& call, const Value& list) { return call.run.ItemsOf(list, call.at); }

Value ListOf(Call& call, const Value* items, size_t size) { return Value::Of(call.run.arena().NewList(items, size)); }

Value FieldOf(Call& call, const Value& item, std::string_view path) {
  const Value value = call.run.FieldAt(item, path);
  if (value.kind != Value::kUndefined) return value;
  call.run.Fail(call.at, "template.field",
                Say("要素に「{0}」という項目はありません。", "The elements have no field `{0}`.", path));
}

Value Length(Call& call) {
  switch (call.input.kind) {
    case Value::kList: return Value::Of(int64_t{call.input.list->size});
    case Value::kDict: return Value::Of(static_cast<int64_t>(call.input.dict->entries.size()));
    case Value::kStruct: return Value::Of(static_cast<int64_t>(call.input.structure->type->list.size()));
    case Value::kNone: return Value::Of(int64_t{0});
    default: return Value::Of(static_cast<int64_t>(CountCharacters(TextOf(call, call.input))));
  }
}

Value First(Call& call) {
  if (IsGiven(call.arguments[0])) return Part(call, true);
  const std::span<const Value> items = Items(call, call.input);
  return items.empty() ? Value::None() : items.front();
}

Value Last(Call& call) {
  if (IsGiven(call.arguments[0])) return Part(call, false);
  const std::span<const Value> items = Items(call, call.input);
  return items.empty() ? Value::None() : items.back();
}

Value Reverse(Call& call) {
  if (IsText(call.input)) {
    const std::string_view text = TextOf(call, call.input);
    std::string& out = call.run.arena().Scratch();
    for (size_t at = 0; at < text.size();) {
      const size_t start = at;
      DecodeUtf8(text, at);
      out.insert(0, text.substr(start, at - start));
    }
    return Value::Of(call.run.arena().Keep(out));
  }
  const std::span<const Value> items = Items(call, call.input);
  Value* reversed = call.run.arena().NewValues(items.size());
  std::reverse_copy(items.begin(), items.end(), reversed);
  return ListOf(call, reversed, items.size());
}

Value ToList(Call& call) {
  if (call.input.kind == Value::kList) return call.input;
  if (!IsText(call.input)) {
    const std::span<const Value> items = Items(call, call.input);
    return ListOf(call, items.data(), items.size());
  }
  const std::string_view text = call.input.text();
  Value* characters = call.run.arena().NewValues(text.size());
  size_t count = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    DecodeUtf8(text, at);
    characters[count++] = Value::Of(text.substr(start, at - start));
  }
  return ListOf(call, characters, count);
}

Value Join(Call& call) {
  std::span<const Value> items = Items(call, call.input);
  const std::string_view separator = IsGiven(call.arguments[0]) ? TextOf(call, call.arguments[0]) : "";
  if (IsGiven(call.arguments[1])) {
    const std::string_view path = TextOf(call, call.arguments[1]);
    Value* fields = call.run.arena().NewValues(items.size());
    for (size_t i = 0; i < items.size(); ++i) fields[i] = FieldOf(call, items[i], path);
    items = {fields, items.size()};
  }
  Value result;
  if (Concatenate(items.data(), items.size(), separator, call.run.page(), call.run.arena(), result)) return result;
  FailValue(call, Say("join は文字列や数のリストに使います。", "`join` is for lists of text or numbers."),
            Say("項目を選びます。例: {{{{ groups | join(\"、\", attribute=\"name\") }}}}",
                "Choose a field: {{{{ groups | join(\", \", attribute=\"name\") }}}}"));
}

Value Batch(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const auto size = WholeOf(call, call.arguments[0], 0);
  if (size < 1) FailValue(call, Say("batch の個数は 1 以上です。", "The size of `batch` must be 1 or more."));
  const auto each = static_cast<size_t>(size);
  const size_t batches = (items.size() + each - 1) / each;
  Value* lists = call.run.arena().NewValues(batches);
  for (size_t i = 0; i < batches; ++i) {
    const size_t start = i * each, count = std::min(each, items.size() - start);
    lists[i] = ListOf(call, items.data() + start, count);
    if (count == each || !IsGiven(call.arguments[1])) continue;
    Value* filled = call.run.arena().NewValues(each);
    std::fill(std::copy(items.begin() + static_cast<std::ptrdiff_t>(start), items.end(), filled), filled + each,
              call.arguments[1]);
    lists[i] = ListOf(call, filled, each);
  }
  return ListOf(call, lists, batches);
}

Value Slice(Call& call) {
  const std::span<const Value> items = Items(call, call.input);
  const auto wanted = WholeOf(call, call.arguments[0], 0);
  if (wanted < 1) FailValue(call, Say("slice の個数は 1 以上です。", "The number of `slice` must be 1 or more."));
  const auto slices = static_cast<size_t>(std::min<int64_t>(wanted, 10'000));
  const size_t each = items.size() / slices, longer = items.size() % slices;
  Value* lists = call.run.arena().NewValues(slices);
  size_t start = 0;
  for (size_t i = 0; i < slices; ++i) {
    const size_t count = each + (i < longer ? 1 : 0);
    lists[i] = ListOf(call, items.data() + start, count);
    if (IsGiven(call.arguments[1]) && i >= longer) {
      Value* filled = call.run.arena().NewValues(count + 1);
      std::copy_n(items.data() + start, count, filled);
      filled[count] = call.arguments[1];
      lists[i] = ListOf(call, filled, count + 1);
    }
    start += count;
  }
  return ListOf(call, lists, slices);
}

Value Sum(Call& call) {
  Value total = IsGiven(call.arguments[1]) ? call.arguments[1] : Value::Of(int64_t{0});
  const std::string_view path = IsGiven(call.arguments[0]) ? TextOf(call, call.arguments[0]) : std::string_view();
  for (const Value& item : Items(call, call.input)) {
    const Value value = path.empty() ? item : FieldOf(call, item, path);
    Message why;
    const bool numbers = IsNumber(total) && IsNumber(value);
    const std::optional<Value> next = numbers ? Calculate(Op::kAdd, total, value, call.run.arena(), why) : std::nullopt;
    if (!next)
      FailValue(call, why.empty() ? Say("sum は数のリストに使います。", "`sum` is for lists of numbers.") : why);
    total = *next;
  }
  return total;
}

Value Default(Call& call) {
  const bool missing = call.input.kind == Value::kUndefined || (IsTrue(call.arguments[1]) && !IsTrue(call.input));
  if (!missing) return call.input;
  return call.arguments[0].kind == Value::kUndefined ? Value::Of(std::string_view("")) : call.arguments[0];
}

Value Items(Call& call) {
  const Value& input = call.input;
  if (input.kind == Value::kNone) return ListOf(call, nullptr, 0);
  if (input.kind == Value::kStruct) {
    const StructType& type = *input.structure->type;
    Value* pairs = call.run.arena().NewValues(type.list.size());
    for (size_t i = 0; i < type.list.size(); ++i) {
      pairs[i] = PairOf(call, Value::Of(call.run.engine().names.Text(type.list[i].name)),
                        call.run.Field(input, type.list[i].name));
    }
    return ListOf(call, pairs, type.list.size());
  }
  if (input.kind != Value::kDict) FailValue(call, Say("items は辞書に使います。", "`items` is for dicts."));
  const auto& entries = input.dict->entries;
  Value* pairs = call.run.arena().NewValues(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) pairs[i] = PairOf(call, Value::Of(entries[i].first), entries[i].second);
  return ListOf(call, pairs, entries.size());
}

/// Linking takes `tojson` away where it may stand.
Value ToJson(Call& call) {
  call.run.Fail(call.at, "template.context",
                Say("tojson は JSON の値の位置だけで使えます。", "`tojson` is for use where JSON has a value."));
}

}  // namespace kyodo::tmpl::filters
