// What operators do to values: as in Python, without its surprises of type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "template/arena.h"
#include "template/ast.h"
#include "template/value.h"

namespace kyodo::tmpl {

/// None, false, 0, "" and empty lists and dicts are false.
bool IsTrue(const Value& value);

/// Values of different kinds differ, but 1 == 1.0 == true.
bool AreEqual(const Value& a, const Value& b);

/// < 0, 0 or > 0; nothing when the two have no order. Text is compared by code
/// point, by lower-case letters when `fold`; lists item by item.
std::optional<int> Compare(const Value& a, const Value& b, bool fold = false);

/// Is `item` in the list, a key of the dict, part of the text? Nothing when
/// `container` is none of these.
std::optional<bool> Contains(const Value& container, const Value& item);

/// a op b for + - * / // % **; nothing when the kinds do not fit. `why` is set
/// for a division by zero or a result beyond 64 bits.
std::optional<Value> Calculate(Op op, const Value& a, const Value& b, Arena& arena, Message& why);

/// a ~ b and the like: trusted HTML when either is, the other being escaped.
/// False when one cannot be written as text.
bool Concatenate(const Value* values, size_t count, std::string_view separator, std::string_view page, Arena& arena,
                 Value& result);

inline bool IsNumber(const Value& v) {
  return v.kind == Value::kInteger || v.kind == Value::kFloat || v.kind == Value::kBool;
}
inline bool IsText(const Value& v) { return v.kind == Value::kString || v.kind == Value::kUrl; }
inline double AsReal(const Value& v) {
  return v.kind == Value::kFloat ? v.real : v.kind == Value::kBool ? double(v.boolean) : double(v.integer);
}

}  // namespace kyodo::tmpl
