// What the conditions of a template make sure of.
#include <algorithm>

#include "template/check.h"

namespace kyodo::tmpl {

namespace {

/// Whether `x is test` holds for every value of the type, or for none.
Truth TestHolds(std::string_view test, const Type& type) {
  const auto is = [](bool holds) { return holds ? Truth::kYes : Truth::kNo; };
  if (test == "defined" || test == "undefined")
    return type.missing                               ? is(test == "undefined")
           : type.kind == Type::kAny && !type.nothing ? Truth::kUnknown
                                                      : is(test == "defined");
  if (test == "none") {
    if (type.nothing) return is(!type.missing);
    return type.kind == Type::kAny || type.optional ? Truth::kUnknown : Truth::kNo;
  }
  const bool text = type.kind == Type::kString || type.kind == Type::kHtml || type.kind == Type::kUrl;
  bool fits = false;
  if (test == "mapping") {
    fits = type.kind == Type::kStruct || type.kind == Type::kDict;
  } else if (test == "string") {
    fits = text;
  } else if (test == "date") {
    fits = type.kind == Type::kDate;
  } else if (test == "number") {
    fits = type.kind == Type::kNumber;
  } else if (test == "sequence") {
    fits = text || type.kind == Type::kList || type.kind == Type::kDict;
  } else {
    return Truth::kUnknown;
  }
  if (type.kind == Type::kAny && !type.nothing) return Truth::kUnknown;
  if (!fits) return Truth::kNo;
  return type.optional ? Truth::kUnknown : Truth::kYes;
}

Truth Not(Truth truth) { return truth == Truth::kUnknown ? truth : truth == Truth::kYes ? Truth::kNo : Truth::kYes; }

}  // namespace

std::string Checker::PathOf(const Expr& expr) const {
  if (expr.kind == Expr::kName) return std::string(state_.names.Text(expr.name));
  if (expr.kind != Expr::kAttribute) return {};
  const std::string of = PathOf(*expr.a);
  return of.empty() ? of : of + "." + std::string(state_.names.Text(expr.name));
}

void Checker::Assume(const Expr& condition, bool truth) {
  switch (condition.kind) {
    case Expr::kNot: return Assume(*condition.a, !truth);
    case Expr::kAnd:
    case Expr::kOr:
      if ((condition.kind == Expr::kAnd) != truth) return;
      Assume(*condition.a, truth);
      return Assume(*condition.b, truth);
    case Expr::kTest: {
      const bool defined = condition.builtin->name == "defined";
      if (!defined && condition.builtin->name != "undefined") return;
      if ((defined != condition.negated) == truth) assumed_.push_back(PathOf(*condition.a));
      return;
    }
    default: return;
  }
}

bool Checker::IsAssumed(const std::string& path) const {
  return !path.empty() && std::find(assumed_.begin(), assumed_.end(), path) != assumed_.end();
}

Type Checker::OfGuarded(const Expr& expr, const Expr& condition, bool truth) {
  const size_t outside = assumed_.size();
  Assume(condition, truth);
  const Type type = Of(expr);
  assumed_.resize(outside);
  return type;
}

Type Checker::OfMaybe(const Expr& expr) {
  if (expr.kind == Expr::kAttribute && PathOf(expr).empty()) {  // of what a filter gives
    const Type of = Of(*expr.a);
    if (of.nothing || (of.kind == Type::kStruct && of.fields->Slot(expr.name) < 0)) return Type::Missing();
  }
  const size_t outside = assumed_.size();
  if (std::string path = PathOf(expr); !path.empty()) assumed_.push_back(std::move(path));
  const Type type = Of(expr);
  assumed_.resize(outside);
  return type;
}

Truth Checker::TruthOf(const Expr& condition) {
  switch (condition.kind) {
    case Expr::kLiteral:
      if (condition.literal.kind == Value::kBool) return condition.literal.boolean ? Truth::kYes : Truth::kNo;
      break;
    case Expr::kNot: return Not(TruthOf(*condition.a));
    case Expr::kAnd:
    case Expr::kOr: {
      const Truth decides = condition.kind == Expr::kAnd ? Truth::kNo : Truth::kYes;
      const Truth left = TruthOf(*condition.a);
      if (left == decides) return left;
      const size_t outside = assumed_.size();
      Assume(*condition.a, condition.kind == Expr::kAnd);
      const Truth right = TruthOf(*condition.b);
      assumed_.resize(outside);
      return right == decides || left == right ? right : Truth::kUnknown;
    }
    case Expr::kTest: {
      const bool maybe = condition.builtin->takes == Takes::kMaybeUndefined;
      const Truth holds = TestHolds(condition.builtin->name, maybe ? OfMaybe(*condition.a) : Of(*condition.a));
      return condition.negated ? Not(holds) : holds;
    }
    default: break;
  }
  return Of(condition).nothing ? Truth::kNo : Truth::kUnknown;
}

}  // namespace kyodo::tmpl
