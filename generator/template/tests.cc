// The tests of `x is …`.
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/messages.h"
#include "template/operations.h"

namespace kyodo::tmpl::tests {

namespace {

Value Yes(bool yes) { return Value::Of(yes); }

int64_t Remainder(Call& call, int64_t by) {
  const bool whole = call.input.kind == Value::kInteger || call.input.kind == Value::kBool;
  if (!whole || by == 0)
    filters::FailValue(call, Say("0 でない整数が必要です。", "Whole numbers other than 0 are needed here."));
  return (call.input.kind == Value::kBool ? int64_t{call.input.boolean} : call.input.integer) % by;
}

int Compared(Call& call) {
  const std::optional<int> order = Compare(call.input, call.arguments[0]);
  if (order) return *order;
  const Message first = NameOf(call.input.kind), second = NameOf(call.arguments[0].kind);
  filters::FailValue(call, Say("{0}と{1}は比べられません。", "{2} and {3} cannot be compared.", first.ja, second.ja,
                               first.en, second.en));
}

}  // namespace

Value Defined(Call& call) { return Yes(call.input.kind != Value::kUndefined); }
Value Undefined(Call& call) { return Yes(call.input.kind == Value::kUndefined); }
Value IsDate(Call& call) { return Yes(call.input.kind == Value::kDate); }
Value None(Call& call) { return Yes(call.input.kind == Value::kNone); }
Value Boolean(Call& call) { return Yes(call.input.kind == Value::kBool); }
Value IsTrueValue(Call& call) { return Yes(call.input.kind == Value::kBool && call.input.boolean); }
Value IsFalseValue(Call& call) { return Yes(call.input.kind == Value::kBool && !call.input.boolean); }
Value Number(Call& call) { return Yes(IsNumber(call.input)); }
Value Integer(Call& call) { return Yes(call.input.kind == Value::kInteger); }
Value Float(Call& call) { return Yes(call.input.kind == Value::kFloat); }
Value String(Call& call) { return Yes(IsText(call.input) || call.input.kind == Value::kHtml); }
Value Sequence(Call& call) {
  return Yes(call.input.kind == Value::kList || call.input.kind == Value::kDict || String(call).boolean);
}
Value Mapping(Call& call) { return Yes(call.input.kind == Value::kDict || call.input.kind == Value::kStruct); }
Value Odd(Call& call) { return Yes(Remainder(call, 2) != 0); }
Value Even(Call& call) { return Yes(Remainder(call, 2) == 0); }
Value DivisibleBy(Call& call) { return Yes(Remainder(call, filters::WholeOf(call, call.arguments[0], 0)) == 0); }
Value SameAs(Call& call) {
  return Yes(call.input.kind == call.arguments[0].kind && AreEqual(call.input, call.arguments[0]));
}
Value Equal(Call& call) { return Yes(AreEqual(call.input, call.arguments[0])); }
Value NotEqual(Call& call) { return Yes(!AreEqual(call.input, call.arguments[0])); }
Value Less(Call& call) { return Yes(Compared(call) < 0); }
Value LessEqual(Call& call) { return Yes(Compared(call) <= 0); }
Value Greater(Call& call) { return Yes(Compared(call) > 0); }
Value GreaterEqual(Call& call) { return Yes(Compared(call) >= 0); }
Value In(Call& call) {
  const std::optional<bool> contains = Contains(call.arguments[0], call.input);
  if (!contains)
    filters::FailValue(call, Say("in の相手はリスト、辞書、文字列です。", "`in` needs a list, a dict or text."));
  return Yes(*contains);
}

}  // namespace kyodo::tmpl::tests
