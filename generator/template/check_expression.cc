#include <algorithm>

#include "template/check.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

std::vector<std::string_view> FieldNames(const StructType& type, const Names& names) {
  std::vector<std::string_view> list;
  for (const StructType::Field& field : type.list) list.push_back(names.Text(field.name));
  return list;
}

/// What stands for no value: whatever is done with the value must be right for the other one.
bool IsEmpty(const Expr& expr) {
  return (expr.kind == Expr::kList && expr.items.empty()) ||
         (expr.kind == Expr::kLiteral && expr.literal.kind == Value::kString && expr.literal.text().empty());
}

}  // namespace

Type Checker::ListOf(const Type& element) {
  Type list{Type::kList};
  list.element = &types_.emplace_back(element);
  return list;
}

Type Checker::Joined(const Type& a, const Type& b) {
  Type joined = a.nothing ? b : a;
  joined.optional = a.optional || b.optional || a.nothing || b.nothing;
  joined.missing = a.missing && b.missing;
  if (a.nothing || b.nothing) return joined;
  if (a.kind != b.kind || a.fields != b.fields) return {};
  if (a.kind != Type::kList || a.element == b.element) return joined;
  joined.element = a.element && b.element ? &types_.emplace_back(Joined(*a.element, *b.element)) : nullptr;
  return joined;
}

Type Checker::Of(const Expr& expr) {
  switch (expr.kind) {
    case Expr::kBad: return {};
    case Expr::kLiteral: {
      const Value::Kind kind = expr.literal.kind;
      if (kind == Value::kNone) {
        Type none{Type::kAny, true};
        none.nothing = true;
        return none;
      }
      return {kind == Value::kBool ? Type::kBool : kind == Value::kString ? Type::kString : Type::kNumber};
    }
    case Expr::kName: return OfName(expr);
    case Expr::kAttribute: return OfField(Of(*expr.a), expr.name, expr.at, PathOf(expr));
    case Expr::kSubscript: return OfSubscript(expr);
    case Expr::kSlice: {
      const Type type = Of(*expr.a);
      if (expr.b) Of(*expr.b);
      if (expr.c) Of(*expr.c);
      return type;
    }
    case Expr::kList: return OfList(expr);
    case Expr::kDict:
      for (const Expr* item : expr.items) Of(*item);
      return {Type::kDict};
    case Expr::kNot: Of(*expr.a); return {Type::kBool};
    case Expr::kNegate: Of(*expr.a); return {Type::kNumber};
    case Expr::kBinary: return OfBinary(expr);
    case Expr::kAnd:
    case Expr::kOr: {
      const Type left = Of(*expr.a);
      const Truth truth = TruthOf(*expr.a), goes_on = expr.kind == Expr::kAnd ? Truth::kYes : Truth::kNo;
      if (truth != Truth::kUnknown && truth != goes_on) return left;
      const Type right = OfGuarded(*expr.b, *expr.a, expr.kind == Expr::kAnd);
      if (truth == goes_on) return right;
      if (!IsEmpty(*expr.b)) return Joined(left, right);
      Type given = left;
      given.optional = given.optional && expr.kind == Expr::kAnd;
      return given;
    }
    case Expr::kConditional: {
      Of(*expr.b);
      const Truth truth = TruthOf(*expr.b);
      const auto otherwise = [&] { return expr.c ? OfGuarded(*expr.c, *expr.b, false) : Type::Missing(); };
      if (truth == Truth::kNo) return otherwise();
      const Type value = OfGuarded(*expr.a, *expr.b, true);
      return truth == Truth::kYes || (expr.c && IsEmpty(*expr.c)) ? value : Joined(value, otherwise());
    }
    case Expr::kFilter: return OfFilter(expr);
    case Expr::kTest:
      if (expr.builtin->takes == Takes::kMaybeUndefined)
        OfMaybe(*expr.a);
      else
        Of(*expr.a);
      for (const Expr* item : expr.items) {
        if (item) Of(*item);
      }
      return {Type::kBool};
    case Expr::kMacro: CheckMacroCall(expr, false); return {Type::kHtml};
    case Expr::kSuper:
      if (!frame_->chain || frame_->version + 1 >= frame_->chain->versions.size()) {
        Error("template.super", expr.at,
              Say("この block には元になる block がありません。", "There is no block that this one replaces."));
      } else {
        WalkVersion(*frame_->chain, frame_->version + 1, expr.at);
      }
      return {Type::kHtml};
    case Expr::kCaller: return {Type::kHtml};
    case Expr::kRange: return ListOf({Type::kNumber});
    case Expr::kLoop: return OfLoop(expr);
    case Expr::kCycle: {
      Type type = Of(*expr.items[0]);
      for (const Expr* item : expr.items) type = Joined(type, Of(*item));
      return type;
    }
  }
  return {};
}

Type Checker::OfName(const Expr& expr) {
  for (const Known* known = frame_->names; known; known = known->next) {
    if (known->name != expr.name) continue;
    if (!known->missing) return known->type;
    if (IsAssumed(PathOf(expr))) return Type::Missing();
    Error("template.name", expr.at,
          Say("引数「{0}」が渡されていません。", "The argument `{0}` is not given.", state_.names.Text(expr.name)));
    return {};
  }
  const int slot = frame_->activation->sees_scope ? scope_.Slot(expr.name) : -1;
  if (slot >= 0) return scope_.list[static_cast<size_t>(slot)].type;
  const std::string_view name = state_.names.Text(expr.name);
  if (IsAssumed(std::string(name))) return Type::Missing();
  if (name == "loop") {
    Error("template.name", expr.at, Say("loop は for の中だけで使えます。", "`loop` is for use inside `for`."));
    return {};
  }
  std::vector<std::string_view> names;
  if (frame_->activation->sees_scope) names = FieldNames(scope_, state_.names);
  for (const Known* known = frame_->names; known; known = known->next) names.push_back(state_.names.Text(known->name));
  const bool hidden = !frame_->activation->sees_scope && scope_.Slot(expr.name) >= 0;
  Error("template.name", expr.at, Say("「{0}」という名前はありません。", "There is no name `{0}`.", name),
        hidden ? Say("import した macro では使えません。引数で渡すか、with context を付けてください。",
                     "An imported macro does not see it. Pass it as an argument, or import `with context`.")
               : DidYouMean(name, names));
  return {};
}

Type Checker::OfField(const Type& of, Name field, Span at, const std::string& path) {
  if (of.kind == Type::kAny || of.kind == Type::kDict) return {};
  const std::string_view name = state_.names.Text(field);
  if (of.kind == Type::kStruct && of.fields) {
    const int slot = of.fields->Slot(field);
    if (slot < 0) {
      if (IsAssumed(path)) return Type::Missing();
      Error("template.field", at,
            Say("{1} に「{0}」という項目はありません。", "There is no field `{0}` in {1}.", name, of.fields->name),
            DidYouMean(name, FieldNames(*of.fields, state_.names)));
      return {};
    }
    uses_.emplace(of.fields, field);
    Type type = of.fields->list[static_cast<size_t>(slot)].type;
    type.optional |= of.optional;
    return type;
  }
  if (of.kind == Type::kDate) {
    if (field == state_.known.year) return {Type::kNumber};
    if (field == state_.known.month || field == state_.known.day) return {Type::kNumber, true};
  }
  const Message kind = NameOf(of.kind);
  Message hint;
  if (of.kind == Type::kDate) hint = DidYouMean(name, {"year", "month", "day"});
  if (FindFilter(name)) hint = Say("フィルターなら | を使います。例: x | {0}", "For the filter use |: x | {0}", name);
  Error("template.field", at,
        Say("{1}に「{0}」という項目はありません。", "There is no field `{0}` in {2}.", name, kind.ja, kind.en),
        std::move(hint));
  return {};
}

Type Checker::OfSubscript(const Expr& expr) {
  const Type of = Of(*expr.a);
  Of(*expr.b);
  if (of.kind == Type::kList) return of.element ? *of.element : Type{};
  if (of.kind != Type::kStruct) return {};
  if (expr.b->kind != Expr::kLiteral) {
    // Which field it is shows only when rendering.
    for (const StructType::Field& field : of.fields->list) uses_.emplace(of.fields, field.name);
    return {};
  }
  const Value& key = expr.b->literal;
  if (key.kind == Value::kInteger && key.integer >= 0 && static_cast<size_t>(key.integer) < of.fields->list.size()) {
    const StructType::Field& field = of.fields->list[static_cast<size_t>(key.integer)];
    uses_.emplace(of.fields, field.name);
    return field.type;
  }
  if (key.kind != Value::kString) return {};
  const Name field = state_.names.Find(key.text());
  if (field != Names::kNone) return OfField(of, field, expr.b->at, {});
  Error("template.field", expr.b->at,
        Say("{1} に「{0}」という項目はありません。", "There is no field `{0}` in {1}.", key.text(), of.fields->name),
        DidYouMean(key.text(), FieldNames(*of.fields, state_.names)));
  return {};
}

Type Checker::OfList(const Expr& expr) {
  if (expr.items.empty()) return {Type::kList};
  Type element = Of(*expr.items[0]);
  for (const Expr* item : expr.items) element = Joined(element, Of(*item));
  return ListOf(element);
}

Type Checker::OfBinary(const Expr& expr) {
  const Type a = Of(*expr.a), b = Of(*expr.b);
  const auto fail = [&] {
    const Message first = NameOf(a.kind), second = NameOf(b.kind);
    Error("template.type", expr.at,
          Say("この計算は{0}と{1}にはできません。", "This cannot be done with {2} and {3}.", first.ja, second.ja,
              first.en, second.en),
          expr.op == Op::kAdd ? Say("文字列をつなぐには ~ を使います。", "To join text, use ~.") : Message{});
  };
  const auto is_number = [](const Type& type) { return type.kind == Type::kNumber || type.kind == Type::kBool; };
  const auto is_text = [](const Type& type) { return type.kind == Type::kString || type.kind == Type::kUrl; };
  const bool any = a.kind == Type::kAny || b.kind == Type::kAny;
  switch (expr.op) {
    case Op::kEqual:
    case Op::kNotEqual: return {Type::kBool};
    case Op::kIn:
    case Op::kNotIn:
      if (b.kind != Type::kAny && b.kind != Type::kList && b.kind != Type::kDict &&
          !(is_text(b) && (is_text(a) || any)))
        fail();
      return {Type::kBool};
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
      if (!any && a.kind != b.kind && !(is_number(a) && is_number(b)) && !(is_text(a) && is_text(b))) fail();
      return {Type::kBool};
    case Op::kConcat:
      for (const Type* type : {&a, &b}) {
        if (type->kind == Type::kList || type->kind == Type::kStruct || type->kind == Type::kDict) fail();
      }
      return {a.kind == Type::kHtml || b.kind == Type::kHtml ? Type::kHtml : any ? Type::kAny : Type::kString};
    default: {
      const auto is_joined = [](const Type& type) { return type.kind == Type::kString || type.kind == Type::kHtml; };
      const bool joins =
          expr.op == Op::kAdd && ((is_joined(a) && is_joined(b)) || (a.kind == Type::kList && b.kind == Type::kList));
      if (!any && !joins && !(is_number(a) && is_number(b))) fail();
      if (!joins) return any ? Type{} : Type{Type::kNumber};
      return a.kind == b.kind ? Joined(a, b) : Type{Type::kHtml};
    }
  }
}

Type Checker::OfLoop(const Expr& expr) {
  switch (expr.field) {
    case LoopField::kFirst:
    case LoopField::kLast: return {Type::kBool};
    case LoopField::kPrevItem:
    case LoopField::kNextItem: return frame_->loop_element;
    default: return {Type::kNumber};
  }
}

}  // namespace kyodo::tmpl
