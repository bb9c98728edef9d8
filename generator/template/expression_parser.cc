#include "template/expression_parser.h"

#include <array>
#include <charconv>

#include "core/text.h"
#include "template/engine.h"
#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

constexpr int kDeepestExpression = 100;
constexpr int kMostOperators = 500;  // a chain of them is walked by recursion

const Message kAnExpression{"値", "an expression"};

}  // namespace

class ExpressionParser::Deeper {
 public:
  explicit Deeper(ExpressionParser& parser) : parser_(parser) {
    if (++parser.depth_ <= kDeepestExpression) return;
    --parser.depth_;  // the destructor does not run
    parser.cursor_.Fail("template.depth", Cursor::At(parser.cursor_.Peek()),
                        Say("式の入れ子が深すぎます。", "This expression is nested too deeply."));
  }
  Deeper(const Deeper&) = delete;
  ~Deeper() { --parser_.depth_; }

 private:
  ExpressionParser& parser_;
};

/// Error `template.depth`: the expression has too many operators.
void ExpressionParser::CountOperator() {
  if (++operators_ <= kMostOperators) return;
  cursor_.Fail(
      "template.depth", Cursor::At(cursor_.Peek()),
      Say("式が長すぎます（演算子は {0} 個まで）。", "This expression is too long (at most {0} operators).",
          kMostOperators),
      Say("set で分けてください。例: {{% set part = a + b %}}", "Take it apart with set: {{% set part = a + b %}}"));
}

Expr* ExpressionParser::New(Expr::Kind kind, Span at) {
  Expr& expr = template_.exprs.emplace_back();
  expr.kind = kind;
  expr.at = at;
  return &expr;
}

Expr* ExpressionParser::NewBinary(Expr::Kind kind, Op op, Span at, const Expr* a, const Expr* b) {
  CountOperator();
  Expr* expr = New(kind, at);
  expr->op = op;
  expr->a = a;
  expr->b = b;
  return expr;
}

const Expr* ExpressionParser::ParseWithoutCondition() {
  operators_ = 0;
  return ParseOr();
}

const Expr* ExpressionParser::Parse() {
  if (depth_ == 0) operators_ = 0;
  const Deeper deeper(*this);
  const Expr* value = ParseOr();
  while (cursor_.IsWord("if")) {
    CountOperator();
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
  const Deeper deeper(*this);
  Expr* expr = New(Expr::kNot, Cursor::At(cursor_.Next()));
  expr->a = ParseNot();
  return expr;
}

const Expr* ExpressionParser::ParseCompare() {
  struct Comparison {
    std::string_view text;
    Op op;
  };
  static constexpr std::array<Comparison, 6> kComparisons = {{{"==", Op::kEqual},
                                                              {"!=", Op::kNotEqual},
                                                              {"<", Op::kLess},
                                                              {"<=", Op::kLessEqual},
                                                              {">", Op::kGreater},
                                                              {">=", Op::kGreaterEqual}}};
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
  const Deeper deeper(*this);
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
  if (word == "true" || word == "True")
    expr->literal = Value::Of(true);
  else if (word == "false" || word == "False")
    expr->literal = Value::Of(false);
  else if (word == "none" || word == "None")
    expr->literal = Value::None();
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
    if (digits > 0 && std::from_chars(first, last, code, 16).ptr == last &&
        static_cast<size_t>(last - first) == digits) {
      AppendUtf8(text, code);
      i += digits;
      continue;
    }
    switch (c) {
      case 'n': text += '\n'; break;
      case 't': text += '\t'; break;
      case 'r': text += '\r'; break;
      case '\n': break;
      case '\\':
      case '\'':
      case '"': text += c; break;
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
    cursor_.Fail("template.number", Cursor::At(token),
                 Say("数が大きすぎます: {0}", "This number is too large: {0}", text));
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
  for (;; CountOperator()) {
    if (cursor_.IsOperator("."))
      expr = ParseAttribute(expr);
    else if (cursor_.IsOperator("["))
      expr = ParseSubscript(expr);
    else if (cursor_.IsOperator("("))
      expr = ParseCallOf(expr);
    else
      return expr;
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

}  // namespace kyodo::tmpl
