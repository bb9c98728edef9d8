// Calls within expressions: macros, functions, filters, tests and `loop`.
#include <array>

#include "core/text.h"
#include "template/engine.h"
#include "template/expression_parser.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

/// Does the chain of fields and filters begin with `site`?
bool IsAboutSite(const Expr& expr, Name site) {
  const Expr* at = &expr;
  while (at->kind == Expr::kFilter || at->kind == Expr::kAttribute || at->kind == Expr::kSubscript) at = at->a;
  return at->kind == Expr::kName && at->name == site;
}

}  // namespace

const Expr* ExpressionParser::ParseLoop(const Token& loop) {
  struct Field {
    std::string_view name;
    LoopField field;
  };
  static constexpr std::array<Field, 9> kFields = {{{"index", LoopField::kIndex},
                                                    {"index0", LoopField::kIndex0},
                                                    {"first", LoopField::kFirst},
                                                    {"last", LoopField::kLast},
                                                    {"length", LoopField::kLength},
                                                    {"revindex", LoopField::kRevindex},
                                                    {"revindex0", LoopField::kRevindex0},
                                                    {"previtem", LoopField::kPrevItem},
                                                    {"nextitem", LoopField::kNextItem}}};
  if (!cursor_.TakeOperator(".")) {
    cursor_.Fail(
        "template.loop", Cursor::At(loop), Say("loop はそれだけでは使えません。", "`loop` cannot be used by itself."),
        Say("例: loop.index、{{% set i = loop.index %}}", "For example: loop.index, {{% set i = loop.index %}}"));
  }
  const Token name = cursor_.ExpectName({"loop の項目", "a field of loop"});
  const std::string_view text = cursor_.Text(name);
  if (text == "cycle" && cursor_.IsOperator("(")) {
    Expr* cycle = New(Expr::kCycle, Cursor::At(name));
    ParameterList list;
    list.rest = true;
    BindArguments(list, ParseArguments(), "loop.cycle", *cycle, cursor_);
    if (cycle->items.empty())
      cursor_.Fail("template.argument", cycle->at,
                   Say("loop.cycle に値がありません。", "`loop.cycle` is given no values."));
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
  cursor_.Fail("template.field", Cursor::At(name),
               Say("loop に「{0}」という項目はありません。", "`loop` has no field `{0}`.", text),
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
      cursor_.Fail("template.argument", argument.at,
                   Say("名前のない引数は、名前のある引数より前に書いてください。",
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
                 Say("値を加工するときはフィルターを使います。例: {{{{ title | upper }}}}",
                     "Use a filter: {{{{ title | upper }}}}"));
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
      pending.arguments.push_back(
          {argument.value, argument.name.empty() ? Names::kNone : context_.names.Intern(argument.name), argument.at});
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
    cursor_.Fail("template.call", call->at,
                 Say("super() は block の中だけで使えます。", "`super()` is for use inside a block."));
  }
  if (call->kind == Expr::kCaller && !macro) {
    cursor_.Fail("template.call", call->at,
                 Say("caller() は macro の中だけで使えます。", "`caller()` is for use inside a macro."));
  }
  return call;
}

const Expr* ExpressionParser::ParseCall() {
  operators_ = 0;
  const Span at = Cursor::At(cursor_.Peek());
  const Expr* call = ParsePostfix(ParsePrimary());
  if (call->kind != Expr::kMacro) {
    cursor_.Fail("template.call", at,
                 Say("call の後には macro の呼び出しが必要です。", "`call` must be followed by a call of a macro."),
                 Say("例: {{% call card(title) %}}text{{% endcall %}}",
                     "For example: {{% call card(title) %}}text{{% endcall %}}"));
  }
  return call;
}

const Expr* ExpressionParser::ParseFilters(const Expr* expr) {
  Expr* last = nullptr;
  while (cursor_.IsOperator("|") || cursor_.IsWord("is")) {
    CountOperator();
    last = cursor_.TakeOperator("|") ? ParseFilter(expr) : ParseTest(expr);
    expr = last;
  }
  const bool keeps = last && last->kind == Expr::kFilter && last->pure;
  if (keeps && IsAboutSite(*last, context_.names.Intern("site"))) last->memo = context_.memos++;
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
  cursor_.Fail("template.filter", Cursor::At(token),
               Say("「{0}」というフィルターはありません。", "There is no filter `{0}`.", name), std::move(hint));
}

void ExpressionParser::UnknownTest(Span at, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Builtin& test : Tests()) names.push_back(test.name);
  cursor_.Fail("template.test", at, Say("「is {0}」という判定はありません。", "There is no test `is {0}`.", name),
               DidYouMean(name, names));
}

Expr* ExpressionParser::ParseFilter(const Expr* input) {
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
    cursor_.Fail("template.argument", inner->at,
                 Say("ここには名前を \"…\" で書いてください。", "Write a name in quotes here."));
  }
  const std::string_view name = inner->literal.text();
  filter.inner = of_test ? FindTest(name) : FindFilter(name);
  if (filter.inner) {
    const size_t known = parameters.names.size();
    std::vector<Argument> arguments;
    for (size_t i = known; i < filter.items.size(); ++i)
      arguments.push_back({filter.items[i], {}, filter.items[i]->at});
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
  cursor_.Fail("template.filter", inner->at,
               Say("「{0}」というフィルターはありません。", "There is no filter `{0}`.", name),
               DidYouMean(name, names));
}

Expr* ExpressionParser::ParseTest(const Expr* input) {
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
  const bool word = next == Token::kName && !cursor_.IsWord("else") && !cursor_.IsWord("or") &&
                    !cursor_.IsWord("and") && !cursor_.IsWord("if") && !cursor_.IsWord("is");
  if (cursor_.IsOperator("(")) {
    arguments = ParseArguments();
  } else if (word || next == Token::kString || next == Token::kInteger || next == Token::kFloat ||
             cursor_.IsOperator("[") || cursor_.IsOperator("{")) {
    const Span at = Cursor::At(cursor_.Peek());
    arguments.push_back({ParsePostfix(ParsePrimary()), {}, at});
  }
  BindArguments(ParametersOf(test->builtin->parameters), arguments, name, *test, cursor_);
  return test;
}

}  // namespace kyodo::tmpl
