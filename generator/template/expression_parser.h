// Expressions: what stands in {{ … }} and in tags, with the precedence of Jinja2.
#pragma once

#include <map>
#include <string>

#include "template/arguments.h"
#include "template/cursor.h"

namespace kyodo::tmpl {

/// What all templates of an engine share while they are parsed.
struct ParseContext {
  Names& names;
  const std::map<std::string, HostFilter, std::less<>>& filters;
  int32_t memos = 0;  // how many expressions the engine keeps values of
};

class ExpressionParser {
 public:
  ExpressionParser(Cursor& cursor, Template& to, ParseContext& context)
      : cursor_(cursor), template_(to), context_(context) {}

  /// `a if b else c` and all below. Throws SyntaxError after a report.
  const Expr* Parse();
  /// As Parse, but leaves an `if` to the tag: {% for x in xs if x.open %}.
  const Expr* ParseWithoutCondition();
  /// The text of a string token, which must come next.
  std::string ParseStringToken(const Message& what);
  /// A macro call without arguments in brackets is refused.
  const Expr* ParseCall();

  /// Where the expression stands, set by whoever parses the tags around it.
  bool in_loop = false;
  bool in_block = false;
  Macro* macro = nullptr;

 private:
  class Deeper;  // counts how deep one expression lies in another
  void CountOperator();
  Expr* New(Expr::Kind kind, Span at);
  Expr* NewBinary(Expr::Kind kind, Op op, Span at, const Expr* a, const Expr* b);
  const Expr* ParseOr();
  const Expr* ParseAnd();
  const Expr* ParseNot();
  const Expr* ParseCompare();
  const Expr* ParseSum();
  const Expr* ParseConcat();
  const Expr* ParseProduct();
  const Expr* ParsePower();
  const Expr* ParseUnary(bool with_filters = true);
  const Expr* ParsePrimary();
  const Expr* ParseString();
  const Expr* ParseNumber();
  Expr* ParseBracket(std::string_view close);
  const Expr* ParseDict();
  const Expr* ParsePostfix(const Expr* expr);
  const Expr* ParseAttribute(const Expr* of);
  const Expr* ParseSubscript(const Expr* of);
  const Expr* ParseLoop(const Token& loop);
  const Expr* ParseCallOf(const Expr* callee);
  const Expr* ParseFilters(const Expr* expr);
  Expr* ParseFilter(const Expr* input);
  Expr* ParseTest(const Expr* input);
  std::vector<Argument> ParseArguments();
  void BindInner(Expr& filter);
  [[noreturn]] void UnknownFilter(const Token& token);
  [[noreturn]] void UnknownTest(Span at, std::string_view name);

  Cursor& cursor_;
  Template& template_;
  ParseContext& context_;
  int depth_ = 0;
  int operators_ = 0;  // of the expression that fills a part of a tag
};

}  // namespace kyodo::tmpl
