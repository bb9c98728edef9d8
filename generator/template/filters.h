// The functions behind the table of builtins, by subject.
#pragma once

#include "template/builtins.h"

namespace kyodo::tmpl::filters {

// filters_text.cc
Value Upper(Call&), Lower(Call&), Capitalize(Call&), Title(Call&), Trim(Call&), Replace(Call&), Truncate(Call&),
    WordCount(Call&), UrlEncode(Call&), Indent(Call&), Escape(Call&), String(Call&), StripTags(Call&), Format(Call&),
    Fill(Call&);
// filters_number.cc
Value Abs(Call&), Round(Call&), Int(Call&), Float(Call&);
// filters_list.cc
Value Length(Call&), First(Call&), Last(Call&), Reverse(Call&), ToList(Call&), Join(Call&), Batch(Call&), Slice(Call&),
    Sum(Call&), Default(Call&), Items(Call&), ToJson(Call&);
// filters_order.cc
Value Sort(Call&), DictSort(Call&), Min(Call&), Max(Call&), Unique(Call&), GroupBySorted(Call&);
// filters_select.cc
Value Where(Call&), GroupBy(Call&), Map(Call&), Select(Call&), Reject(Call&), SelectAttr(Call&), RejectAttr(Call&);

// Shared by them; the text lives in the arena.
std::string_view TextOf(Call& call, const Value& value);
int64_t WholeOf(Call& call, const Value& value, int64_t otherwise);
inline bool IsGiven(const Value& value) { return value.kind != Value::kUndefined && value.kind != Value::kNone; }
/// The field of an item that must have it, by a path such as "district.id".
Value FieldOf(Call& call, const Value& item, std::string_view path);
std::span<const Value> Items(Call& call, const Value& list);
Value ListOf(Call& call, const Value* items, size_t size);
[[noreturn]] void FailValue(Call& call, Message message, Message hint = {});

}  // namespace kyodo::tmpl::filters

namespace kyodo::tmpl::tests {

Value Defined(Call&), Undefined(Call&), IsDate(Call&), None(Call&), Boolean(Call&), IsTrueValue(Call&),
    IsFalseValue(Call&), Number(Call&), Integer(Call&), Float(Call&), String(Call&), Sequence(Call&), Mapping(Call&),
    Odd(Call&), Even(Call&), DivisibleBy(Call&), SameAs(Call&), Equal(Call&), NotEqual(Call&), Less(Call&),
    LessEqual(Call&), Greater(Call&), GreaterEqual(Call&), In(Call&);

}  // namespace kyodo::tmpl::tests
