#include "template/expression_parser.h"

#include <array>
#include <charconv>

#include "core/text.h"
#include "template/engine.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

const Message kAnExpression{"値", "an expression"};

/// Does the chain of fields and filters begin with `site`?
bool IsAboutSite(const Expr& expr, Name site) {
  const Expr* at = &expr;
  while (at->kind == Expr::kFilter || at->kind == Expr::kAttribute || at->kind == Expr::kSubscript) at = at->a;
  return at->kind == Expr::kName && at->name == site;
}

}  // namespace

Expr* ExpressionParser::New(Expr::Kind kind, Span at) {
  Expr& expr = template_.exprs.emplace_back();
  expr.kind = kind;
  expr.at = at;
  return &expr;
}

Expr* ExpressionParser::NewBinary(Expr::Kind kind, Op op, Span at, const Expr* a, const Expr* b) {
  Expr* expr = New(kind, at);
  expr->op = op;
  expr->a = a;
  expr->b = b;
  return expr;
}

const Expr* ExpressionParser::Parse() {
  const Expr* value = ParseOr();
  while (cursor_.IsWord("if")) {
    Expr* choice = New(Expr::kConditional, Cursor::At(cursor_.Next()));
    choice->a = value;
    choice->b = ParseOr();
    if (cursor_.TakeWord("else")) choice->c = Parse();
    value = choice;
  }
  return value;
}

const Expr* ExpressionParser::ParseOr() {
  const Expr* left = ParseAnd();
  while (cursor_.IsWord("or")) {
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kOr, Op::kAdd, at, left, ParseAnd());
  }
  return left;
}

const Expr* ExpressionParser::ParseAnd() {
  const Expr* left = ParseNot();
  while (cursor_.IsWord("and")) {
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kAnd, Op::kAdd, at, left, ParseNot());
  }
  return left;
}

const Expr* ExpressionParser::ParseNot() {
  if (!cursor_.IsWord("not")) return ParseCompare();
  Expr* expr = New(Expr::kNot, Cursor::At(cursor_.Next()));
  expr->a = ParseNot();
  return expr;
}

const Expr* ExpressionParser::ParseCompare() {
  struct Comparison {
    std::string_view text;
    Op op;
  };
  static constexpr std::array<Comparison, 6> kComparisons = {{{"==", Op::kEqual}, {"!=", Op::kNotEqual}, {"<", Op::kLess},
                                                              {"<=", Op::kLessEqual}, {">", Op::kGreater}, {">=", Op::kGreaterEqual}}};
  const Expr* operand = ParseSum();
  const Expr* all = nullptr;  // a < b < c is a < b and b < c
  while (true) {
    Span at = Cursor::At(cursor_.Peek());
    Op op = Op::kAdd;
    for (const Comparison& comparison : kComparisons) {
      if (cursor_.IsOperator(comparison.text)) op = comparison.op;
    }
    if (cursor_.IsWord("in")) op = Op::kIn;
    if (cursor_.IsWord("not") && cursor_.IsWord("in", 1)) {
      cursor_.Next();
      op = Op::kNotIn;
    }
    if (op == Op::kAdd) break;
    cursor_.Next();
    const Expr* right = ParseSum();
    const Expr* one = NewBinary(Expr::kBinary, op, at, operand, right);
    all = all ? NewBinary(Expr::kAnd, op, at, all, one) : one;
    operand = right;
  }
  return all ? all : operand;
}

const Expr* ExpressionParser::ParseSum() {
  const Expr* left = ParseConcat();
  while (cursor_.IsOperator("+") || cursor_.IsOperator("-")) {
    const Op op = cursor_.IsOperator("+") ? Op::kAdd : Op::kSubtract;
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kBinary, op, at, left, ParseConcat());
  }
  return left;
}

const Expr* ExpressionParser::ParseConcat() {
  const Expr* left = ParseProduct();
  while (cursor_.IsOperator("~")) {
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kBinary, Op::kConcat, at, left, ParseProduct());
  }
  return left;
}

const Expr* ExpressionParser::ParseProduct() {
  const Expr* left = ParsePower();
  while (true) {
    Op op = Op::kAdd;
    if (cursor_.IsOperator("*")) op = Op::kMultiply;
    if (cursor_.IsOperator("/")) op = Op::kDivide;
    if (cursor_.IsOperator("//")) op = Op::kFloorDivide;
    if (cursor_.IsOperator("%")) op = Op::kModulo;
    if (op == Op::kAdd) return left;
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kBinary, op, at, left, ParsePower());
  }
}

const Expr* ExpressionParser::ParsePower() {
  const Expr* left = ParseUnary();
  while (cursor_.IsOperator("**")) {
    const Span at = Cursor::At(cursor_.Next());
    left = NewBinary(Expr::kBinary, Op::kPower, at, left, ParseUnary());
  }
  return left;
}

const Expr* ExpressionParser::ParseUnary(bool with_filters) {
  const Expr* expr = nullptr;
  if (cursor_.IsOperator("-")) {
    Expr* negated = New(Expr::kNegate, Cursor::At(cursor_.Next()));
    negated->a = ParseUnary(false);
    expr = negated;
  } else if (cursor_.TakeOperator("+")) {
    expr = ParseUnary(false);
  } else {
    expr = ParsePrimary();
  }
  expr = ParsePostfix(expr);
  return with_filters ? ParseFilters(expr) : expr;
}

const Expr* ExpressionParser::ParsePrimary() {
  const Token token = cursor_.Peek();
  if (token.kind == Token::kString) return ParseString();
  if (token.kind == Token::kInteger || token.kind == Token::kFloat) return ParseNumber();
  if (cursor_.TakeOperator("(")) {
    if (cursor_.IsOperator(")")) return ParseBracket(")");
    const Expr* inside = Parse();
    if (!cursor_.IsOperator(",")) {
      cursor_.ExpectOperator(")");
      return inside;
    }
    cursor_.Next();
    Expr* list = ParseBracket(")");
    list->items.insert(list->items.begin(), inside);
    return list;
  }
  if (cursor_.TakeOperator("[")) return ParseBracket("]");
  if (cursor_.IsOperator("{")) return ParseDict();
  if (token.kind != Token::kName) cursor_.Unexpected(kAnExpression);
  const std::string_view word = cursor_.Text(token);
  if (word == "caller" && macro) macro->uses_caller = true;
  if (word == "loop" && in_loop) return ParseLoop(cursor_.Next());
  for (const std::string_view reserved : {"if", "else", "elif", "and", "or", "in", "is", "not"}) {
    if (word == reserved) cursor_.Unexpected(kAnExpression);
  }
  cursor_.Next();
  Expr* expr = New(Expr::kLiteral, Cursor::At(token));
  expr->pure = true;
  if (word == "true" || word == "True") expr->literal = Value::Of(true);
  else if (word == "false" || word == "False") expr->literal = Value::Of(false);
  else if (word == "none" || word == "None") expr->literal = Value::None();
  else {
    expr->kind = Expr::kName;
    expr->name = context_.names.Intern(word);
    expr->pure = word == "site";
  }
  return expr;
}

std::string ExpressionParser::ParseStringToken(const Message& what) {
  if (cursor_.Peek().kind != Token::kString) cursor_.Unexpected(what);
  std::string_view raw = cursor_.Text(cursor_.Next());
  raw = raw.substr(1, raw.size() - 2);
  std::string text;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\\' || i + 1 == raw.size()) {
      text += raw[i];
      continue;
    }
    const char c = raw[++i];
    const size_t digits = c == 'u' ? 4 : c == 'x' ? 2 : 0;
    uint32_t code = 0;
    const char* first = raw.data() + std::min(i + 1, raw.size());
    const char* last = raw.data() + std::min(i + 1 + digits, raw.size());
    if (digits > 0 && std::from_chars(first, last, code, 16).ptr == last && static_cast<size_t>(last - first) == digits) {
      AppendUtf8(text, code);
      i += digits;
      continue;
    }
    switch (c) {
      case 'n': text += '\n'; break;
      case 't': text += '\t'; break;
      case 'r': text += '\r'; break;
      case '\n': break;
      case '\\': case '\'': case '"': text += c; break;
      default: text += '\\'; text += c;
    }
  }
  return text;
}

const Expr* ExpressionParser::ParseString() {
  Expr* expr = New(Expr::kLiteral, Cursor::At(cursor_.Peek()));
  std::string& text = template_.strings.emplace_back();
  while (cursor_.Peek().kind == Token::kString) text += ParseStringToken(kAnExpression);
  expr->literal = Value::Of(std::string_view(text));
  expr->pure = true;
  return expr;
}

const Expr* ExpressionParser::ParseNumber() {
  const Token token = cursor_.Next();
  const std::string_view text = cursor_.Text(token);
  Expr* expr = New(Expr::kLiteral, Cursor::At(token));
  expr->pure = true;
  if (token.kind == Token::kFloat) {
    double real = 0;
    std::from_chars(text.data(), text.data() + text.size(), real);
    expr->literal = Value::Of(real);
    return expr;
  }
  int64_t integer = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), integer).ec != std::errc()) {
    cursor_.Fail("template.number", Cursor::At(token), Say("数が大きすぎます: {0}", "This number is too large: {0}", text));
  }
  expr->literal = Value::Of(integer);
  return expr;
}

/// After the opening bracket: a list, or the rest of a tuple, which is a list here.
Expr* ExpressionParser::ParseBracket(std::string_view close) {
  Expr* list = New(Expr::kList, Cursor::At(cursor_.Peek()));
  while (!cursor_.IsOperator(close)) {
    list->items.push_back(Parse());
    if (!cursor_.TakeOperator(",")) break;
  }
  cursor_.ExpectOperator(close);
  return list;
}

const Expr* ExpressionParser::ParseDict() {
  Expr* dict = New(Expr::kDict, Cursor::At(cursor_.Next()));
  while (!cursor_.IsOperator("}")) {
    dict->items.push_back(Parse());
    cursor_.ExpectOperator(":");
    dict->items.push_back(Parse());
    if (!cursor_.TakeOperator(",")) break;
  }
  cursor_.ExpectOperator("}");
  return dict;
}

const Expr* ExpressionParser::ParsePostfix(const Expr* expr) {
  while (true) {
    if (cursor_.IsOperator(".")) expr = ParseAttribute(expr);
    else if (cursor_.IsOperator("[")) expr = ParseSubscript(expr);
    else if (cursor_.IsOperator("(")) expr = ParseCallOf(expr);
    else return expr;
  }
}

const Expr* ExpressionParser::ParseAttribute(const Expr* of) {
  cursor_.Next();
  const bool index = cursor_.Peek().kind == Token::kInteger;
  if (index) {
    Expr* expr = New(Expr::kSubscript, Cursor::At(cursor_.Peek()));
    expr->a = of;
    expr->b = ParseNumber();
    return expr;
  }
  const Token field = cursor_.ExpectName({"項目の名前", "the name of a field"});
  Expr* expr = New(Expr::kAttribute, Cursor::At(field));
  expr->a = of;
  expr->name = context_.names.Intern(cursor_.Text(field));
  expr->pure = of->pure && of->kind != Expr::kLiteral;
  return expr;
}

const Expr* ExpressionParser::ParseSubscript(const Expr* of) {
  const Token open = cursor_.Next();
  Expr* expr = New(Expr::kSubscript, Cursor::At(open));
  expr->a = of;
  if (!cursor_.IsOperator(":")) expr->b = Parse();
  if (cursor_.TakeOperator(":")) {
    expr->kind = Expr::kSlice;
    if (!cursor_.IsOperator("]")) expr->c = Parse();
  }
  const Token close = cursor_.ExpectOperator("]");
  expr->at.length = close.offset + 1 - open.offset;
  expr->pure = expr->kind == Expr::kSubscript && of->pure && expr->b->kind == Expr::kLiteral;
  return expr;
}

const Expr* ExpressionParser::ParseLoop(const Token& loop) {
  struct Field {
    std::string_view name;
    LoopField field;
  };
  static constexpr std::array<Field, 9> kFields = {{{"index", LoopField::kIndex}, {"index0", LoopField::kIndex0}, {"first", LoopField::kFirst},
      {"last", LoopField::kLast}, {"length", LoopField::kLength}, {"revindex", LoopField::kRevindex}, {"revindex0", LoopField::kRevindex0},
      {"previtem", LoopField::kPrevItem}, {"nextitem", LoopField::kNextItem}}};
  if (!cursor_.TakeOperator(".")) {
    cursor_.Fail("template.loop", Cursor::At(loop), Say("loop はそれだけでは使えません。", "`loop` cannot be used by itself."),
                 Say("例: loop.index、{{% set i = loop.index %}}", "For example: loop.index, {{% set i = loop.index %}}"));
  }
  const Token name = cursor_.ExpectName({"loop の項目", "a field of loop"});
  const std::string_view text = cursor_.Text(name);
  if (text == "cycle" && cursor_.IsOperator("(")) {
    Expr* cycle = New(Expr::kCycle, Cursor::At(name));
    ParameterList list;
    list.rest = true;
    BindArguments(list, ParseArguments(), "loop.cycle", *cycle, cursor_);
    if (cycle->items.empty()) cursor_.Fail("template.argument", cycle->at, Say("loop.cycle に値がありません。", "`loop.cycle` is given no values."));
    return cycle;
  }
  Expr* expr = New(Expr::kLoop, Cursor::At(name));
  std::vector<std::string_view> names = {"cycle"};
  for (const Field& field : kFields) {
    names.push_back(field.name);
    if (field.name != text) continue;
    expr->field = field.field;
    return expr;
  }
  cursor_.Fail("template.field", Cursor::At(name), Say("loop に「{0}」という項目はありません。", "`loop` has no field `{0}`.", text),
               DidYouMean(text, names));
}

std::vector<Argument> ExpressionParser::ParseArguments() {
  cursor_.ExpectOperator("(");
  std::vector<Argument> arguments;
  while (!cursor_.IsOperator(")")) {
    Argument argument;
    argument.at = Cursor::At(cursor_.Peek());
    if (cursor_.Peek().kind == Token::kName && cursor_.IsOperator("=", 1)) {
      argument.name = cursor_.Text(cursor_.Next());
      cursor_.Next();
    } else if (!arguments.empty() && !arguments.back().name.empty()) {
      cursor_.Fail("template.argument", argument.at, Say("名前のない引数は、名前のある引数より前に書いてください。",
                                                         "An argument without a name must come before those with one."));
    }
    argument.value = Parse();
    arguments.push_back(argument);
    if (!cursor_.TakeOperator(",")) break;
  }
  cursor_.ExpectOperator(")");
  return arguments;
}

const Expr* ExpressionParser::ParseCallOf(const Expr* callee) {
  const bool member = callee->kind == Expr::kAttribute && callee->a->kind == Expr::kName;
  if (callee->kind != Expr::kName && !member) {
    cursor_.Fail("template.call", callee->at, Say("これは呼び出せません。", "This cannot be called."),
                 Say("値を加工するときはフィルターを使います。例: {{{{ title | upper }}}}", "Use a filter: {{{{ title | upper }}}}"));
  }
  const std::string_view word = context_.names.Text(callee->name);
  Expr* call = New(Expr::kMacro, callee->at);
  const bool builtin = !member && (word == "super" || word == "caller" || word == "range");
  const std::vector<Argument> arguments = ParseArguments();
  if (!builtin) {
    PendingCall& pending = template_.calls.emplace_back();
    pending.call = call;
    pending.module = member ? callee->a->name : Names::kNone;
    pending.macro = callee->name;
    pending.at = callee->at;
    for (const Argument& argument : arguments) {
      pending.arguments.push_back({argument.value, argument.name.empty() ? Names::kNone : context_.names.Intern(argument.name), argument.at});
    }
    return call;
  }
  if (word == "range") {
    call->kind = Expr::kRange;
    BindArguments(ParametersOf("start end? step?"), arguments, "range", *call, cursor_);
    return call;
  }
  call->kind = word == "super" ? Expr::kSuper : Expr::kCaller;
  BindArguments({}, arguments, word, *call, cursor_);
  if (call->kind == Expr::kSuper && !in_block) {
    cursor_.Fail("template.call", call->at, Say("super() は block の中だけで使えます。", "`super()` is for use inside a block."));
  }
  if (call->kind == Expr::kCaller && !macro) {
    cursor_.Fail("template.call", call->at, Say("caller() は macro の中だけで使えます。", "`caller()` is for use inside a macro."));
  }
  return call;
}

const Expr* ExpressionParser::ParseCall() {
  const Span at = Cursor::At(cursor_.Peek());
  const Expr* call = ParsePostfix(ParsePrimary());
  if (call->kind != Expr::kMacro) {
    cursor_.Fail("template.call", at, Say("call の後には macro の呼び出しが必要です。", "`call` must be followed by a call of a macro."),
                 Say("例: {{% call card(title) %}}…{{% endcall %}}", "For example: {{% call card(title) %}}…{{% endcall %}}"));
  }
  return call;
}

const Expr* ExpressionParser::ParseFilters(const Expr* expr) {
  while (true) {
    if (cursor_.TakeOperator("|")) expr = ParseFilter(expr);
    else if (cursor_.IsWord("is")) expr = ParseTest(expr);
    else break;
  }
  if (expr->kind == Expr::kFilter && expr->pure && IsAboutSite(*expr, context_.names.Intern("site"))) {
    const_cast<Expr*>(expr)->memo = context_.memos++;
  }
  return expr;
}

void ExpressionParser::UnknownFilter(const Token& token) {
  const std::string_view name = cursor_.Text(token);
  if (name == "safe") {
    cursor_.Fail("template.safe", Cursor::At(token), Say("safe フィルターはありません。", "There is no `safe` filter."),
                 Say("値は場所に応じて自動で無害化されます。HTML として出せるのは Markdown の項目だけです。",
                     "Values are made safe for the place they are printed in. Only Markdown fields print as HTML."));
  }
  Message hint;
  if (const LeftOut* left_out = FindLeftOut(name)) {
    hint = {std::string(left_out->ja), std::string(left_out->en)};
  } else {
    std::vector<std::string_view> names;
    for (const Builtin& filter : Filters()) names.push_back(filter.name);
    for (const auto& [host_name, host] : context_.filters) names.push_back(host_name);
    hint = DidYouMean(name, names);
  }
  cursor_.Fail("template.filter", Cursor::At(token), Say("「{0}」というフィルターはありません。", "There is no filter `{0}`.", name), std::move(hint));
}

void ExpressionParser::UnknownTest(Span at, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Builtin& test : Tests()) names.push_back(test.name);
  cursor_.Fail("template.test", at, Say("「is {0}」という判定はありません。", "There is no test `is {0}`.", name), DidYouMean(name, names));
}

const Expr* ExpressionParser::ParseFilter(const Expr* input) {
  const Token token = cursor_.ExpectName({"フィルターの名前", "the name of a filter"});
  const std::string_view name = cursor_.Text(token);
  Expr* filter = New(Expr::kFilter, Cursor::At(token));
  filter->a = input;
  const auto host = context_.filters.find(name);
  ParameterList parameters;
  if (host != context_.filters.end()) {
    filter->host = &host->second;
    for (const std::string& parameter : host->second.parameters) parameters.names.push_back(parameter);
    parameters.positional = parameters.names.size();
  } else if ((filter->builtin = FindFilter(name))) {
    parameters = ParametersOf(filter->builtin->parameters);
  } else {
    UnknownFilter(token);
  }
  std::vector<Argument> arguments;
  if (cursor_.IsOperator("(")) arguments = ParseArguments();
  BindArguments(parameters, arguments, name, *filter, cursor_);
  if (filter->builtin) BindInner(*filter);
  filter->pure = input->pure && (!filter->host || filter->host->pure);
  for (const Expr* item : filter->items) {
    if (item && !item->pure) filter->pure = false;
  }
  return filter;
}

/// `select("odd")`, `map("upper")`: the name must be known when compiling.
void ExpressionParser::BindInner(Expr& filter) {
  const bool of_test = EndsWith(filter.builtin->parameters, "test? *");
  const bool of_filter = StartsWith(filter.builtin->parameters, "filter? *");
  if (!of_test && !of_filter) return;
  const ParameterList parameters = ParametersOf(filter.builtin->parameters);
  const Expr* inner = filter.items[parameters.positional - 1];
  if (!inner) return;
  if (inner->kind != Expr::kLiteral || inner->literal.kind != Value::kString) {
    cursor_.Fail("template.argument", inner->at, Say("ここには名前を \"…\" で書いてください。", "Write a name in quotes here."));
  }
  const std::string_view name = inner->literal.text();
  filter.inner = of_test ? FindTest(name) : FindFilter(name);
  if (filter.inner) {
    const size_t known = parameters.names.size();
    std::vector<Argument> arguments;
    for (size_t i = known; i < filter.items.size(); ++i) arguments.push_back({filter.items[i], {}, filter.items[i]->at});
    Expr bound;
    bound.at = inner->at;
    BindArguments(ParametersOf(filter.inner->parameters), arguments, name, bound, cursor_);
    filter.items.resize(known);
    filter.items.insert(filter.items.end(), bound.items.begin(), bound.items.end());
    return;
  }
  if (of_test) UnknownTest(inner->at, name);
  std::vector<std::string_view> names;
  for (const Builtin& known : Filters()) names.push_back(known.name);
  cursor_.Fail("template.filter", inner->at, Say("「{0}」というフィルターはありません。", "There is no filter `{0}`.", name), DidYouMean(name, names));
}

const Expr* ExpressionParser::ParseTest(const Expr* input) {
  cursor_.Next();
  const bool negated = cursor_.TakeWord("not");
  const Token token = cursor_.ExpectName({"判定の名前", "the name of a test"});
  const std::string_view name = cursor_.Text(token);
  Expr* test = New(Expr::kTest, Cursor::At(token));
  test->a = input;
  test->negated = negated;
  test->builtin = FindTest(name);
  if (!test->builtin) UnknownTest(Cursor::At(token), name);
  std::vector<Argument> arguments;
  const Token::Kind next = cursor_.Peek().kind;
  const bool word = next == Token::kName && !cursor_.IsWord("else") && !cursor_.IsWord("or") && !cursor_.IsWord("and") &&
                    !cursor_.IsWord("if") && !cursor_.IsWord("is");
  if (cursor_.IsOperator("(")) {
    arguments = ParseArguments();
  } else if (word || next == Token::kString || next == Token::kInteger || next == Token::kFloat || cursor_.IsOperator("[") ||
             cursor_.IsOperator("{")) {
    const Span at = Cursor::At(cursor_.Peek());
    arguments.push_back({ParsePostfix(ParsePrimary()), {}, at});
  }
  BindArguments(ParametersOf(test->builtin->parameters), arguments, name, *test, cursor_);
  return test;
}

}  // namespace kyodo::tmpl
