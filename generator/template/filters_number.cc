// Filters of numbers.
#include <charconv>
#include <cmath>

#include "core/text.h"
#include "template/evaluate.h"
#include "template/filters.h"
#include "template/messages.h"
#include "template/operations.h"

namespace kyodo::tmpl::filters {

namespace {

void NeedNumber(Call& call) {
  if (IsNumber(call.input)) return;
  const Message kind = NameOf(call.input.kind);
  FailValue(call, Say("数が必要ですが、{0}です。", "Expected a number, but this is {1}.", kind.ja, kind.en));
}

bool ParseReal(std::string_view text, double& real) {
  text = kyodo::Trim(text);
  if (StartsWith(text, "+")) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
  return error == std::errc() && end == text.data() + text.size();
}

bool ParseWhole(std::string_view text, int base, int64_t& whole) {
  text = kyodo::Trim(text);
  if (StartsWith(text, "+")) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole, base);
  return error == std::errc() && end == text.data() + text.size();
}

bool FitsWhole(double real) { return std::fabs(real) < 9.2e18; }

}  // namespace

int64_t WholeOf(Call& call, const Value& value, int64_t otherwise) {
  if (!IsGiven(value)) return otherwise;
  if (value.kind == Value::kInteger) return value.integer;
  FailValue(call, Say("整数が必要です。", "A whole number is needed here."));
}

Value Abs(Call& call) {
  NeedNumber(call);
  if (call.input.kind == Value::kFloat) return Value::Of(std::fabs(call.input.real));
  const int64_t whole = call.input.kind == Value::kBool ? int64_t{call.input.boolean} : call.input.integer;
  return Value::Of(whole < 0 && whole != INT64_MIN ? -whole : whole);
}

Value Round(Call& call) {
  NeedNumber(call);
  const auto precision = WholeOf(call, call.arguments[0], 0);
  if (precision < 0 || precision > 15)
    FailValue(call, Say("round の桁数は 0 から 15 です。", "The precision of `round` is 0 to 15."));
  const std::string_view method = IsGiven(call.arguments[1]) ? TextOf(call, call.arguments[1]) : "common";
  if (method == "common") {
    if (call.input.kind != Value::kFloat) return call.input;
    // printf rounds the exact binary value, half to even, as Python does.
    char digits[400];
    const int length = std::snprintf(digits, sizeof digits, "%.*f", static_cast<int>(precision), call.input.real);
    double real = 0;
    std::from_chars(digits, digits + length, real);
    return Value::Of(real);
  }
  const double scale = std::pow(10.0, double(precision)), scaled = AsReal(call.input) * scale;
  if (method == "ceil") return Value::Of(std::ceil(scaled) / scale);
  if (method == "floor") return Value::Of(std::floor(scaled) / scale);
  FailValue(call,
            Say("round の方法は common、ceil、floor です。", "The methods of `round` are common, ceil and floor."));
}

Value Int(Call& call) {
  const Value otherwise = IsGiven(call.arguments[0]) ? call.arguments[0] : Value::Of(int64_t{0});
  if (call.input.kind == Value::kInteger) return call.input;
  if (call.input.kind == Value::kBool) return Value::Of(int64_t{call.input.boolean});
  double real = 0;
  if (call.input.kind == Value::kFloat) {
    real = call.input.real;
  } else if (call.input.kind == Value::kString) {
    int64_t whole = 0;
    if (ParseWhole(call.input.text(), static_cast<int>(WholeOf(call, call.arguments[1], 10)), whole))
      return Value::Of(whole);
    if (!ParseReal(call.input.text(), real)) return otherwise;
  } else {
    return otherwise;
  }
  return FitsWhole(real) ? Value::Of(static_cast<int64_t>(real)) : otherwise;
}

Value Float(Call& call) {
  if (IsNumber(call.input)) return Value::Of(AsReal(call.input));
  double real = 0;
  if (call.input.kind == Value::kString && ParseReal(call.input.text(), real)) return Value::Of(real);
  return IsGiven(call.arguments[0]) ? call.arguments[0] : Value::Of(0.0);
}

}  // namespace kyodo::tmpl::filters
