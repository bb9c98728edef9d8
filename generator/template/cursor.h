// Where a parser stands in the tokens of a template.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "template/ast.h"
#include "template/lexer.h"

namespace kyodo::tmpl {

/// Thrown inside the parser only, after the error was reported: the rest of the
/// tag makes no sense.
struct SyntaxError {};

class Cursor {
 public:
  Cursor(const SourceFile& file, std::vector<Token> tokens, Diagnostics& diagnostics)
      : file_(file), tokens_(std::move(tokens)), diagnostics_(diagnostics) {}

  const Token& Peek(size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  Token Next() {
    const Token token = Peek();
    if (token.kind != Token::kEnd) ++at_;
    return token;
  }
  std::string_view Text(const Token& token) const {
    return std::string_view(file_.text).substr(token.offset, token.length);
  }
  bool IsOperator(std::string_view text, size_t ahead = 0) const {
    return Peek(ahead).kind == Token::kOperator && Text(Peek(ahead)) == text;
  }
  bool IsWord(std::string_view text, size_t ahead = 0) const {
    return Peek(ahead).kind == Token::kName && Text(Peek(ahead)) == text;
  }
  bool TakeOperator(std::string_view text);
  bool TakeWord(std::string_view text);
  /// The next token, which must be that; else error `template.syntax`.
  Token ExpectOperator(std::string_view text);
  Token ExpectWord(std::string_view text);
  Token ExpectName(const Message& what);
  /// The file has more tags `end<tag>` than tags `<tag>`.
  bool HasMoreEndsThan(std::string_view tag) const;
  /// Moves past the end of the tag, whatever comes before it.
  void SkipTag();
  void SkipAll() { at_ = tokens_.size() - 1; }

  static Span At(const Token& token) { return {token.offset, token.length}; }
  SourcePos Pos(Span span) const { return PosAt(file_, span.offset, span.length); }
  Diagnostics& diagnostics() { return diagnostics_; }
  /// Error `template.syntax`: the next token is not `expected`.
  [[noreturn]] void Unexpected(const Message& expected);
  [[noreturn]] void Fail(std::string_view rule, Span at, Message message, Message hint = {});

 private:
  const SourceFile& file_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  Diagnostics& diagnostics_;
};

}  // namespace kyodo::tmpl
