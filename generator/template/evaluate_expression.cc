// Expressions: names, fields, operators, filters.
#include <algorithm>

#include "template/evaluate.h"
#include "template/messages.h"
#include "template/operations.h"

namespace kyodo::tmpl {

namespace {

constexpr size_t kMostArguments = 16;
constexpr int64_t kLongestRange = 100'000;

}  // namespace

bool Evaluator::IsTrueValue(const Value& value) { return IsTrue(value); }

Value Evaluator::Lookup(Name name) const {
  for (const Binding* binding = frame_->names; binding; binding = binding->next) {
    if (binding->name == name) return binding->value;
  }
  if (!frame_->activation->sees_scope) return {};
  const int slot = scope_.Slot(name);
  return slot < 0 ? Value() : values_[static_cast<size_t>(slot)];
}

Value Evaluator::Field(const Value& of, Name field) const {
  switch (of.kind) {
    case Value::kStruct: {
      const int slot = of.structure->type->Slot(field);
      if (slot < 0) return {};
      const Value& value = of.structure->fields[slot];
      if (value.kind == Value::kHtml && context_.reads) NoteRead(*of.structure, keeping_);
      return value;
    }
    case Value::kDict:
      for (const auto& [key, value] : of.dict->entries) {
        if (key == state_.names.Text(field)) return value;
      }
      return {};
    case Value::kNone: return Value::None();
    case Value::kDate:
      if (field == state_.known.year) return Value::Of(int64_t{of.date.year});
      if (field == state_.known.month && of.date.month) return Value::Of(int64_t{of.date.month});
      if (field == state_.known.day && of.date.day) return Value::Of(int64_t{of.date.day});
      return field == state_.known.month || field == state_.known.day ? Value::None() : Value();
    default: return {};
  }
}

void Evaluator::NoteRead(const Struct& from, bool shared) const {
  if (!shared) return context_.reads->push_back(&from);
  const std::lock_guard lock(state_.reads_mutex);
  state_.shared_reads.push_back(&from);
}

Value Evaluator::FieldAt(const Value& of, std::string_view path) const {
  Value value = of;
  while (true) {
    const size_t dot = path.find('.');
    const std::string_view part = path.substr(0, dot);
    if (value.kind == Value::kDict) {
      const auto& entries = value.dict->entries;
      const auto found =
          std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == part; });
      value = found == entries.end() ? Value() : found->second;
    } else {
      const Value from = value;
      value = Field(from, state_.names.Find(part));
      // A list may be grouped by it once for all pages.
      if (value.kind == Value::kHtml && from.kind == Value::kStruct && context_.reads) NoteRead(*from.structure, true);
    }
    if (dot == std::string_view::npos || value.kind == Value::kUndefined) return value;
    path.remove_prefix(dot + 1);
  }
}

std::span<const Value> Evaluator::ItemsOf(const Value& value, const Expr& at) {
  switch (value.kind) {
    case Value::kList: return {value.list->items, value.list->size};
    case Value::kNone: return {};
    case Value::kDict: {
      const auto& entries = value.dict->entries;
      Value* keys = arena_->NewValues(entries.size());
      for (size_t i = 0; i < entries.size(); ++i) keys[i] = Value::Of(entries[i].first);
      return {keys, entries.size()};
    }
    default: {
      const Message kind = NameOf(value.kind);
      Fail(at, "template.type",
           Say("リストが必要ですが、{0}です。", "Expected a list, but this is {1}.", kind.ja, kind.en));
    }
  }
}

Value Evaluator::Need(const Expr& expr) {
  const Value value = Evaluate(expr);
  if (value.kind == Value::kUndefined) FailUndefined(expr);
  return value;
}

Value Evaluator::Evaluate(const Expr& expr) {
  switch (expr.kind) {
    case Expr::kBad: return {};
    case Expr::kLiteral: return expr.literal;
    case Expr::kName: return Lookup(expr.name);
    case Expr::kAttribute: return Field(Need(*expr.a), expr.name);
    case Expr::kSubscript: return EvaluateSubscript(expr);
    case Expr::kSlice: return EvaluateSlice(expr);
    case Expr::kList: return EvaluateList(expr);
    case Expr::kDict: return EvaluateDict(expr);
    case Expr::kNot: return Value::Of(!IsTrueNow(*expr.a));
    case Expr::kNegate: {
      const Value zero = Value::Of(int64_t{0}), value = Need(*expr.a);
      if (value.kind == Value::kFloat) return Value::Of(-value.real);
      Message why;
      if (const auto result = Calculate(Op::kSubtract, zero, value, *arena_, why)) return *result;
      FailOperands(expr, zero, value);
    }
    case Expr::kBinary: return EvaluateBinary(expr);
    case Expr::kAnd: {
      const Value left = Need(*expr.a);
      return IsTrue(left) ? Need(*expr.b) : left;
    }
    case Expr::kOr: {
      const Value left = Need(*expr.a);
      return IsTrue(left) ? left : Need(*expr.b);
    }
    case Expr::kConditional:
      if (IsTrueNow(*expr.b)) return Evaluate(*expr.a);
      return expr.c ? Evaluate(*expr.c) : Value::None();
    case Expr::kFilter: return EvaluateFilter(expr);
    case Expr::kTest: return EvaluateTest(expr);
    case Expr::kMacro:
    case Expr::kSuper:
    case Expr::kCaller: return EvaluateCapture(expr);
    case Expr::kRange: return EvaluateRange(expr);
    case Expr::kLoop: return EvaluateLoop(expr);
    case Expr::kCycle: return Evaluate(*expr.items[frame_->loop->index % expr.items.size()]);
  }
  return {};
}

Value Evaluator::EvaluateSubscript(const Expr& expr) {
  const Value of = Need(*expr.a), key = Need(*expr.b);
  if (of.kind == Value::kNone) return of;
  const Value* items = nullptr;
  int64_t size = 0;
  if (of.kind == Value::kList) {
    items = of.list->items;
    size = of.list->size;
  } else if (of.kind == Value::kStruct && (of.structure->type == &state_.pair || of.structure->type == &state_.group)) {
    items = of.structure->fields;
    size = 2;
  }
  if (items && key.kind == Value::kInteger) {
    const int64_t index = key.integer < 0 ? key.integer + size : key.integer;
    return index >= 0 && index < size ? items[index] : Value();
  }
  if (IsText(key) && (of.kind == Value::kStruct || of.kind == Value::kDict)) {
    if (of.kind == Value::kStruct) return Field(of, state_.names.Find(key.text()));
    for (const auto& [name, value] : of.dict->entries) {
      if (name == key.text()) return value;
    }
  }
  return {};
}

Value Evaluator::EvaluateSlice(const Expr& expr) {
  const Value of = Need(*expr.a);
  const std::span<const Value> items = ItemsOf(of, *expr.a);
  const auto size = static_cast<int64_t>(items.size());
  const auto bound = [&](const Expr* at, int64_t otherwise) {
    if (!at) return otherwise;
    const Value value = Need(*at);
    if (value.kind == Value::kNone) return otherwise;
    if (value.kind != Value::kInteger) FailOperands(expr, of, value);
    return std::clamp<int64_t>(value.integer < 0 ? value.integer + size : value.integer, 0, size);
  };
  const int64_t start = bound(expr.b, 0), end = std::max(start, bound(expr.c, size));
  return Value::Of(arena_->NewList(items.data() + start, static_cast<size_t>(end - start)));
}

Value Evaluator::EvaluateList(const Expr& expr) {
  Value* items = arena_->NewValues(expr.items.size());
  for (size_t i = 0; i < expr.items.size(); ++i) items[i] = Need(*expr.items[i]);
  return Value::Of(arena_->NewList(items, expr.items.size()));
}

Value Evaluator::EvaluateDict(const Expr& expr) {
  Dict* dict = arena_->New<Dict>();
  for (size_t i = 0; i + 1 < expr.items.size(); i += 2) {
    const Value key = Need(*expr.items[i]), value = Need(*expr.items[i + 1]);
    if (!IsText(key)) {
      const Message kind = NameOf(key.kind);
      Fail(*expr.items[i], "template.type",
           Say("辞書のキーは文字列です。{0}は使えません。", "The keys of a dict are strings, not {1}.", kind.ja,
               kind.en));
    }
    const auto same = [&](const auto& entry) { return entry.first == key.text(); };
    const auto found = std::find_if(dict->entries.begin(), dict->entries.end(), same);
    if (found == dict->entries.end())
      dict->entries.emplace_back(key.text(), value);
    else
      found->second = value;
  }
  return Value::Of(static_cast<const Dict*>(dict));
}

Value Evaluator::EvaluateBinary(const Expr& expr) {
  const Value a = Need(*expr.a), b = Need(*expr.b);
  switch (expr.op) {
    case Op::kEqual: return Value::Of(AreEqual(a, b));
    case Op::kNotEqual: return Value::Of(!AreEqual(a, b));
    case Op::kIn:
    case Op::kNotIn: {
      const std::optional<bool> contains = Contains(b, a);
      if (!contains) FailOperands(expr, a, b);
      return Value::Of(*contains == (expr.op == Op::kIn));
    }
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual: {
      const std::optional<int> order = Compare(a, b);
      if (!order) FailOperands(expr, a, b);
      return Value::Of(expr.op == Op::kLess        ? *order < 0
                       : expr.op == Op::kLessEqual ? *order <= 0
                       : expr.op == Op::kGreater   ? *order > 0
                                                   : *order >= 0);
    }
    case Op::kConcat: {
      const Value both[] = {a, b};
      Value result;
      if (!Concatenate(both, 2, {}, context_.page, *arena_, result)) FailOperands(expr, a, b);
      return result;
    }
    default: {
      Message why;
      if (const std::optional<Value> result = Calculate(expr.op, a, b, *arena_, why)) return *result;
      if (why.empty()) FailOperands(expr, a, b);
      Fail(expr, "template.number", why);
    }
  }
}

Value Evaluator::EvaluateFilter(const Expr& expr) {
  return expr.memo < 0 || keeping_ ? CallFilter(expr) : EvaluateKept(expr);
}

Value Evaluator::EvaluateKept(const Expr& expr) {
  const Value site = Lookup(state_.known.site);
  if (site.kind != Value::kStruct) return CallFilter(expr);
  if (const Value* kept = state_.memo.Find(expr.memo, context_.language, site)) return *kept;
  struct Restore {
    Evaluator& evaluator;
    Arena* arena;
    ~Restore() {
      evaluator.arena_ = arena;
      evaluator.keeping_ = false;
    }
  };
  return state_.memo.Make(expr.memo, context_.language, site, [&](Arena& lasting) {
    const Restore restore{*this, arena_};
    arena_ = &lasting;
    keeping_ = true;
    return CallFilter(expr);
  });
}

std::span<const Value> Evaluator::EvaluateArguments(const Expr& expr, std::span<Value> space) {
  const size_t count = expr.items.size();
  if (count > space.size()) space = {arena_->NewValues(count), count};
  for (size_t i = 0; i < count; ++i) space[i] = expr.items[i] ? Need(*expr.items[i]) : Value();
  return space.first(count);
}

Value Evaluator::CallFilter(const Expr& expr) {
  const bool maybe = expr.builtin && expr.builtin->takes == Takes::kMaybeUndefined;
  const Value input = maybe ? Evaluate(*expr.a) : Need(*expr.a);
  Value space[kMostArguments];
  const std::span<const Value> arguments = EvaluateArguments(expr, space);
  if (expr.builtin) {
    Call call{*this, expr, input, arguments};
    return expr.builtin->call(call);
  }
  Message error;
  const Value result = expr.host->call(input, arguments, context_, *arena_, error);
  if (!error.empty()) Fail(expr.a->kind == Expr::kLiteral ? *expr.a : expr, "template.value", std::move(error));
  return result;
}

Value Evaluator::EvaluateTest(const Expr& expr) {
  const bool maybe = expr.builtin->takes == Takes::kMaybeUndefined;
  const Value input = maybe ? Evaluate(*expr.a) : Need(*expr.a);
  Value space[kMostArguments];
  Call call{*this, expr, input, EvaluateArguments(expr, space)};
  return Value::Of(expr.builtin->call(call).boolean != expr.negated);
}

Value Evaluator::EvaluateRange(const Expr& expr) {
  int64_t bounds[3] = {0, 0, 1};
  for (size_t i = 0; i < 3; ++i) {
    if (!expr.items[i]) continue;
    const Value value = Need(*expr.items[i]);
    if (value.kind != Value::kInteger) FailOperands(expr, value, value);
    bounds[i] = value.integer;
  }
  if (!expr.items[1]) std::swap(bounds[0], bounds[1]);
  const auto [start, end, step] = bounds;
  if (step == 0)
    Fail(expr, "template.number", Say("range の step は 0 にできません。", "The step of `range` cannot be 0."));
  const double steps = (double(end) - double(start)) / double(step);
  if (steps > double(kLongestRange)) {
    Fail(expr, "template.number",
         Say("range が長すぎます（{0} まで）。", "This range is too long (at most {0}).", kLongestRange));
  }
  const size_t size = steps <= 0 ? 0 : static_cast<size_t>((end - start + step - (step > 0 ? 1 : -1)) / step);
  Value* items = arena_->NewValues(size);
  for (size_t i = 0; i < size; ++i) items[i] = Value::Of(start + static_cast<int64_t>(i) * step);
  return Value::Of(arena_->NewList(items, size));
}

Value Evaluator::EvaluateLoop(const Expr& expr) {
  const Loop& loop = *frame_->loop;
  const auto index = static_cast<int64_t>(loop.index), size = static_cast<int64_t>(loop.items.size());
  switch (expr.field) {
    case LoopField::kIndex: return Value::Of(index + 1);
    case LoopField::kIndex0: return Value::Of(index);
    case LoopField::kFirst: return Value::Of(index == 0);
    case LoopField::kLast: return Value::Of(index + 1 == size);
    case LoopField::kLength: return Value::Of(size);
    case LoopField::kRevindex: return Value::Of(size - index);
    case LoopField::kRevindex0: return Value::Of(size - index - 1);
    case LoopField::kPrevItem: return index == 0 ? Value() : loop.items[loop.index - 1];
    case LoopField::kNextItem: return index + 1 == size ? Value() : loop.items[loop.index + 1];
  }
  return {};
}

}  // namespace kyodo::tmpl
