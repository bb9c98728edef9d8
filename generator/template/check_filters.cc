#include <algorithm>

#include "core/text.h"
#include "template/check.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

bool Fits(Takes takes, Type::Kind kind) {
  const bool list = kind == Type::kList, dict = kind == Type::kDict || kind == Type::kStruct;
  switch (takes) {
    case Takes::kMaybeUndefined:
    case Takes::kAnything: return true;
    case Takes::kText: return !list && !dict;
    case Takes::kNumber: return kind == Type::kNumber || kind == Type::kBool;
    case Takes::kList: return list || kind == Type::kDict;
    case Takes::kDict: return dict;
    case Takes::kLengthy: return list || dict || kind == Type::kString || kind == Type::kHtml || kind == Type::kUrl;
  }
  return true;
}

Message NameOf(Takes takes) {
  switch (takes) {
    case Takes::kText: return {"文字列", "text"};
    case Takes::kNumber: return {"数", "a number"};
    case Takes::kList: return {"リスト", "a list"};
    case Takes::kDict: return {"辞書", "a dict"};
    default: return {"リストか文字列", "a list or text"};
  }
}

}  // namespace

Type Checker::OfFilter(const Expr& expr) {
  const bool maybe = expr.builtin && expr.builtin->takes == Takes::kMaybeUndefined;
  const Type input = maybe ? OfMaybe(*expr.a) : Of(*expr.a);
  for (const Expr* item : expr.items) {
    const Type given = item ? Of(*item) : Type{};
    const bool fills = expr.builtin && expr.builtin->name == "fill";
    if (fills && (given.kind == Type::kList || given.kind == Type::kStruct || given.kind == Type::kDict))
      Error("template.type", item->at, Say("fill に渡すのは文字列か数です。", "Give `fill` text or numbers."));
  }
  if (expr.builtin) {
    CheckInput(expr, input);
    return OfBuiltin(expr, input);
  }
  CheckHostInput(expr, input);
  return expr.host->result;
}

void Checker::CheckInput(const Expr& expr, const Type& input) {
  const Takes takes = expr.builtin->takes;
  if (expr.builtin->name == "tojson") {
    Error("template.context", expr.at,
          Say("tojson は JSON の値の位置だけで使えます。", "`tojson` is for use where JSON has a value."));
  }
  if (input.kind == Type::kAny || Fits(takes, input.kind)) return;
  const Message wanted = NameOf(takes), found = kyodo::tmpl::NameOf(input.kind);
  Error("template.type", expr.at,
        Say("{0} は{1}に使います。ここは{2}です。", "`{0}` is for {3}, but this is {4}.", expr.builtin->name, wanted.ja,
            found.ja, wanted.en, found.en));
}

void Checker::CheckHostInput(const Expr& expr, const Type& input) {
  const Type::Kind wanted = expr.host->input;
  if (wanted == Type::kAny || input.kind == Type::kAny || input.kind == wanted) return;
  if (wanted == Type::kString && input.kind == Type::kUrl) return;
  const Message need = kyodo::tmpl::NameOf(wanted), found = kyodo::tmpl::NameOf(input.kind);
  Error("template.type", expr.at,
        Say("{0} は{1}に使います。ここは{2}です。", "`{0}` is for {3}, but this is {4}.", expr.host->name, need.ja,
            found.ja, need.en, found.en));
}

Type Checker::OfPath(const Type& list, std::string_view path, Span at, bool may_miss) {
  Type type = list.kind == Type::kList && list.element ? *list.element : Type{};
  while (!path.empty()) {
    const size_t dot = path.find('.');
    const std::string_view part = path.substr(0, dot);
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    if (type.kind == Type::kAny || type.kind == Type::kDict) return {};
    const Name field = state_.names.Find(part);
    const bool has = type.kind == Type::kStruct && field != Names::kNone && type.fields->Slot(field) >= 0;
    if (may_miss && !has) return Type::Missing();
    if (field != Names::kNone) {
      type = OfField(type, field, at, {});
      continue;
    }
    std::vector<std::string_view> names;
    if (type.kind == Type::kStruct) {
      for (const StructType::Field& known : type.fields->list) names.push_back(state_.names.Text(known.name));
    }
    Error("template.field", at, Say("要素に「{0}」という項目はありません。", "The elements have no field `{0}`.", part),
          DidYouMean(part, names));
    return {};
  }
  return type;
}

/// Checks the arguments that name fields; gives the type of the first one's field.
Type Checker::CheckFieldArguments(const Expr& expr, const Type& input) {
  Type first;
  bool found = false;
  const ParameterList parameters = ParametersOf(expr.builtin->parameters);
  if (expr.builtin->takes != Takes::kList) return first;
  for (size_t i = 0; i < parameters.names.size(); ++i) {
    const std::string_view name = parameters.names[i];
    const Expr* item = expr.items[i];
    const bool names_field = name == "field" || name == "attribute" || name == "by";
    if (!names_field || !item || item->kind != Expr::kLiteral || item->literal.kind != Value::kString) continue;
    for (std::string_view path : Split(item->literal.text(), ',')) {
      path = Trim(path);
      if (StartsWith(path, "-")) path.remove_prefix(1);
      const bool has_default = expr.builtin->name == "map" && expr.items[2];
      Type type = OfPath(input, path, item->at, has_default);
      if (type.missing) type = Of(*expr.items[2]);
      if (!std::exchange(found, true)) first = type;
    }
  }
  return first;
}

Type Checker::PairOf(std::string_view name, Name first, const Type& first_type, Name second, const Type& second_type) {
  StructType& pair = structs_.emplace_back();
  pair.name = name;
  pair.Add(first, first_type);
  pair.Add(second, second_type);
  Type type{Type::kStruct};
  type.fields = &pair;
  return ListOf(type);
}

Type Checker::OfBuiltin(const Expr& expr, const Type& input) {
  const Type field = CheckFieldArguments(expr, input);
  const Type element = input.kind == Type::kList && input.element ? *input.element : Type{};
  switch (expr.builtin->gives) {
    case Gives::kAny: return {};
    case Gives::kBool: return {Type::kBool};
    case Gives::kNumber: return {Type::kNumber};
    case Gives::kString: return {Type::kString};
    case Gives::kHtml: return {Type::kHtml};
    case Gives::kInput: return input;
    case Gives::kList: return input.kind == Type::kList ? input : Type{Type::kList};
    case Gives::kElement: {
      const bool part = (expr.builtin->name == "first" || expr.builtin->name == "last") && expr.items[0];
      Type type = part ? input : element;
      type.optional = type.optional || (!part && type.kind != Type::kAny);
      return type;
    }
    case Gives::kLists: return ListOf(input);
    case Gives::kGroups: {
      Type key = field.kind == Type::kList ? (field.element ? *field.element : Type{}) : field;
      key.optional = false;
      return PairOf(state_.group.name, state_.known.grouper, key, state_.known.list, input);
    }
    case Gives::kPairs: return PairOf(state_.pair.name, state_.known.key, {Type::kString}, state_.known.value, {});
    case Gives::kMapped: {
      if (!expr.inner) return ListOf(expr.items[1] ? field : element);
      const Gives gives = expr.inner->gives;
      return ListOf(gives == Gives::kString   ? Type{Type::kString}
                    : gives == Gives::kNumber ? Type{Type::kNumber}
                                              : Type{});
    }
    case Gives::kOrDefault: {
      const Type otherwise = expr.items[0] ? Of(*expr.items[0]) : Type{Type::kString};
      if (input.missing) return otherwise;
      const bool for_false = expr.items.size() > 1 && expr.items[1];
      if (input.kind != Type::kAny && !for_false) return input;  // it is there
      return input.kind == Type::kAny && !input.nothing ? Type{} : Joined(input, otherwise);
    }
  }
  return {};
}

}  // namespace kyodo::tmpl
