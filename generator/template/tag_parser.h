// The tags of a template and the text between them. See parser.h.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "template/expression_parser.h"

namespace kyodo::tmpl {

class TagParser {
 public:
  TagParser(Template& to, ParseContext& context, Diagnostics& diagnostics)
      : template_(to),
        context_(context),
        cursor_(*to.file, Lex(*to.file, diagnostics), diagnostics),
        expressions_(cursor_, to, context) {}

  void Run() { template_.body = ParseBody("", {}, {}); }

 private:
  using Words = std::vector<std::string_view>;
  /// A block whose end has not been met.
  struct Open {
    std::string_view tag;
    Span at;
    Words ends;
  };

  // parser.cc
  Node* New(Node::Kind kind, Span at);
  void Error(std::string_view rule, Span at, Message message, Message hint = {});
  /// Everything up to one of `ends`, which is left for the caller. An end that
  /// is missing is told here; so is one that belongs to nothing.
  Body ParseBody(std::string_view tag, Span at, Words ends);
  /// A body in which names are set for that body alone.
  Body ParseInner(std::string_view tag, Span at, Words ends);
  bool AtEndOfOpen(size_t which) const;
  bool AtOuterEnd() const;
  void TellUnclosed();
  void AddText(Body& body);
  void AddPrint(Body& body);
  void AddTag(Body& body);
  std::string_view MeantTag(Span at, std::string_view tag);
  void WrongRaw();
  [[noreturn]] void UnexpectedTag(Span at, std::string_view tag);
  void FinishTag();
  /// After a body: passes its end tag; false when it is missing, which was told.
  bool TakeEnd(std::string_view end);
  void PassEnd(std::string_view end);

  // parser_tags.cc
  Name NewName(const Message& what);
  std::string ParseTarget();
  bool ParseContextWords();
  void ParseParameters(Macro& macro);
  Node* ParseIf(Span at);
  Node* ParseFor(Span at);
  Node* ParseSet();
  Node* ParseBlock(Span at);
  Node* ParseInclude();
  Node* ParseCallBlock(Span at);
  void ParseExtends(Span at);
  void ParseMacro(Span at);
  void ParseImport();
  void ParseFrom();

  /// Runs one part; after an error, goes on behind the tag.
  template <class Part>
  void Step(Part part) {
    try {
      part();
    } catch (const SyntaxError&) {
      cursor_.SkipTag();
    }
  }

  /// An expression that fills the rest of a tag; kBad when it is wrong.
  template <class Parse>
  const Expr* ParseAll(Parse parse) {
    const Expr* expr = nullptr;
    Step([&] {
      expr = parse();
      FinishTag();
    });
    return expr ? expr : &template_.exprs.emplace_back();
  }

  Template& template_;
  ParseContext& context_;
  Cursor cursor_;
  ExpressionParser expressions_;
  std::vector<Open> open_;
  std::set<std::string_view> unknown_tags_;
  int depth_ = 0;  // of bodies whose names are their own
};

}  // namespace kyodo::tmpl
