#include "template/operations.h"

#include <algorithm>
#include <cmath>

#include "template/messages.h"
#include "template/print.h"
#include "template/text_case.h"

namespace kyodo::tmpl {

namespace {

bool IsWhole(const Value& v) { return v.kind == Value::kInteger || v.kind == Value::kBool; }
int64_t AsWhole(const Value& v) { return v.kind == Value::kBool ? int64_t(v.boolean) : v.integer; }

template <class T>
int Order(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

Message TooLarge() { return Say("計算の結果が大きすぎます。", "The result of this calculation is too large."); }
Message ByZero() { return Say("0 で割ることはできません。", "Division by zero."); }

std::optional<Value> Power(int64_t base, int64_t exponent, Message& why) {
  if (exponent < 0) return Value::Of(std::pow(double(base), double(exponent)));
  int64_t result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) && __builtin_mul_overflow(result, base, &result)) why = TooLarge();
    if (exponent > 1 && __builtin_mul_overflow(base, base, &base)) why = TooLarge();
    if (!why.empty()) return std::nullopt;
  }
  return Value::Of(result);
}

std::optional<Value> CalculateWhole(Op op, int64_t a, int64_t b, Message& why) {
  int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::kAdd: overflow = __builtin_add_overflow(a, b, &result); break;
    case Op::kSubtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case Op::kMultiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    case Op::kPower: return Power(a, b, why);
    default:  // // and %: towards minus infinity
      if (b == 0) {
        why = ByZero();
        return std::nullopt;
      }
      if (b == -1) {
        overflow = op == Op::kFloorDivide && __builtin_sub_overflow(int64_t{0}, a, &result);
        break;
      }
      result = op == Op::kFloorDivide ? a / b : a % b;
      if (op == Op::kFloorDivide && a % b != 0 && (a < 0) != (b < 0)) --result;
      if (op == Op::kModulo && result != 0 && (result < 0) != (b < 0)) result += b;
  }
  if (!overflow) return Value::Of(result);
  why = TooLarge();
  return std::nullopt;
}

std::optional<Value> CalculateReal(Op op, double a, double b, Message& why) {
  if (b == 0 && (op == Op::kDivide || op == Op::kFloorDivide || op == Op::kModulo)) {
    why = ByZero();
    return std::nullopt;
  }
  switch (op) {
    case Op::kAdd: return Value::Of(a + b);
    case Op::kSubtract: return Value::Of(a - b);
    case Op::kMultiply: return Value::Of(a * b);
    case Op::kDivide: return Value::Of(a / b);
    case Op::kFloorDivide: return Value::Of(std::floor(a / b));
    case Op::kPower: return Value::Of(std::pow(a, b));
    default: {
      const double rest = std::fmod(a, b);
      return Value::Of(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
    }
  }
}

/// Appends a value as HTML: text is escaped, trusted HTML keeps its holes.
bool AppendAsHtml(Html& html, const Value& value, std::string_view page) {
  if (value.kind == Value::kHtml) {
    for (const Html::Hole& hole : value.html->holes)
      html.holes.push_back({hole.offset + html.text.size(), hole.target});
    html.text += value.html->text;
    return true;
  }
  std::string text;
  if (!AppendText(text, value, page)) return false;
  AppendEscaped(html.text, text);
  return true;
}

/// A text, or one that is marked with its language: `<span lang="ja">…</span>`, which is compared by what it says.
class Words {
 public:
  explicit Words(const Value& value) {
    constexpr std::string_view kMark = "<span lang=\"";
    if (IsText(value)) {
      text_ = value.text();
    } else if (value.kind == Value::kHtml && value.html->text.compare(0, kMark.size(), kMark) == 0) {
      AppendPlainText(plain_, *value.html);
      text_ = plain_;
    } else {
      is_text_ = false;
    }
  }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  explicit operator bool() const { return is_text_; }
  std::string_view operator*() const { return text_; }

 private:
  std::string plain_;
  std::string_view text_;
  bool is_text_ = true;
};

}  // namespace

bool IsTrue(const Value& value) {
  switch (value.kind) {
    case Value::kUndefined:
    case Value::kNone: return false;
    case Value::kBool: return value.boolean;
    case Value::kInteger: return value.integer != 0;
    case Value::kFloat: return value.real != 0;
    case Value::kString:
    case Value::kUrl: return value.length > 0;
    case Value::kHtml: return !value.html->text.empty();
    case Value::kList: return value.list->size > 0;
    case Value::kDict: return !value.dict->entries.empty();
    case Value::kDate:
    case Value::kStruct: return true;
  }
  return false;
}

bool AreEqual(const Value& a, const Value& b) {
  if (IsNumber(a) && IsNumber(b)) {
    return a.kind == Value::kFloat || b.kind == Value::kFloat ? AsReal(a) == AsReal(b) : AsWhole(a) == AsWhole(b);
  }
  if (IsText(a) && IsText(b)) return a.text() == b.text();
  if (a.kind == Value::kHtml || b.kind == Value::kHtml) {
    const Words left(a), right(b);
    if (left && right) return *left == *right;
  }
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Value::kNone: return true;
    case Value::kDate: return a.date == b.date;
    case Value::kHtml: return a.html == b.html || a.html->text == b.html->text;
    case Value::kStruct: return a.structure->fields == b.structure->fields;
    case Value::kList:
      if (a.list->size != b.list->size) return false;
      for (uint32_t i = 0; i < a.list->size; ++i) {
        if (!AreEqual(a.list->items[i], b.list->items[i])) return false;
      }
      return true;
    case Value::kDict:
      if (a.dict->entries.size() != b.dict->entries.size()) return false;
      for (const auto& [key, value] : a.dict->entries) {
        bool found = false;
        for (const auto& [other, other_value] : b.dict->entries) found |= key == other && AreEqual(value, other_value);
        if (!found) return false;
      }
      return true;
    default: return false;
  }
}

std::optional<int> Compare(const Value& a, const Value& b, bool fold) {
  if (IsNumber(a) && IsNumber(b)) {
    return IsWhole(a) && IsWhole(b) ? Order(AsWhole(a), AsWhole(b)) : Order(AsReal(a), AsReal(b));
  }
  if (const Words left(a), right(b); left && right) return fold ? CompareLower(*left, *right) : Order(*left, *right);
  if (a.kind == Value::kDate && b.kind == Value::kDate) return Order(a.date, b.date);
  if (a.kind != Value::kList || b.kind != Value::kList) return std::nullopt;
  for (uint32_t i = 0; i < a.list->size && i < b.list->size; ++i) {
    const std::optional<int> order = Compare(a.list->items[i], b.list->items[i], fold);
    if (!order || *order != 0) return order;
  }
  return Order(a.list->size, b.list->size);
}

std::optional<bool> Contains(const Value& container, const Value& item) {
  if (container.kind == Value::kList) {
    for (uint32_t i = 0; i < container.list->size; ++i) {
      if (AreEqual(container.list->items[i], item)) return true;
    }
    return false;
  }
  if (container.kind == Value::kDict) {
    for (const auto& entry : container.dict->entries) {
      if (IsText(item) && entry.first == item.text()) return true;
    }
    return false;
  }
  if (container.kind == Value::kNone) return false;
  const Words whole(container), part(item);
  if (!whole || !part) return std::nullopt;
  return (*whole).find(*part) != std::string_view::npos;
}

std::optional<Value> Calculate(Op op, const Value& a, const Value& b, Arena& arena, Message& why) {
  if (IsNumber(a) && IsNumber(b)) {
    const bool whole = IsWhole(a) && IsWhole(b) && op != Op::kDivide;
    return whole ? CalculateWhole(op, AsWhole(a), AsWhole(b), why) : CalculateReal(op, AsReal(a), AsReal(b), why);
  }
  if (op != Op::kAdd) return std::nullopt;
  if (a.kind == Value::kList && b.kind == Value::kList) {
    const size_t size = size_t{a.list->size} + b.list->size;
    Value* items = arena.NewValues(size);
    std::copy_n(b.list->items, b.list->size, std::copy_n(a.list->items, a.list->size, items));
    return Value::Of(arena.NewList(items, size));
  }
  const auto is_textual = [](const Value& v) { return v.kind == Value::kString || v.kind == Value::kHtml; };
  if (!is_textual(a) || !is_textual(b)) return std::nullopt;
  const Value both[] = {a, b};
  Value result;
  Concatenate(both, 2, {}, {}, arena, result);
  return result;
}

bool Concatenate(const Value* values, size_t count, std::string_view separator, std::string_view page, Arena& arena,
                 Value& result) {
  bool trusted = false;
  for (size_t i = 0; i < count; ++i) trusted |= values[i].kind == Value::kHtml;
  if (trusted) {
    Html* html = arena.NewHtml();
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) AppendEscaped(html->text, separator);
      if (!AppendAsHtml(*html, values[i], page)) return false;
    }
    result = Value::Of(static_cast<const Html*>(html));
    return true;
  }
  std::string& text = arena.Scratch();
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) text += separator;
    if (!AppendText(text, values[i], page)) return false;
  }
  result = Value::Of(arena.Keep(text));
  return true;
}

}  // namespace kyodo::tmpl
