#include "template/cursor.h"

#include "template/messages.h"

namespace kyodo::tmpl {

bool Cursor::TakeOperator(std::string_view text) {
  if (!IsOperator(text)) return false;
  Next();
  return true;
}

bool Cursor::TakeWord(std::string_view text) {
  if (!IsWord(text)) return false;
  Next();
  return true;
}

Token Cursor::ExpectOperator(std::string_view text) {
  if (!IsOperator(text)) Unexpected(Say("「{0}」", "`{0}`", text));
  return Next();
}

Token Cursor::ExpectWord(std::string_view text) {
  if (!IsWord(text)) Unexpected(Say("「{0}」", "`{0}`", text));
  return Next();
}

Token Cursor::ExpectName(const Message& what) {
  if (Peek().kind != Token::kName) Unexpected(what);
  return Next();
}

void Cursor::SkipTag() {
  while (true) {
    const Token::Kind kind = Peek().kind;
    if (kind == Token::kEnd || kind == Token::kText) return;
    Next();
    if (kind == Token::kPrintEnd || kind == Token::kTagEnd) return;
  }
}

void Cursor::Unexpected(const Message& expected) {
  const Token& token = Peek();
  if (token.kind == Token::kBad) throw SyntaxError{};  // the lexer has told
  const std::string_view found = Text(token);
  const bool ends = token.kind == Token::kPrintEnd || token.kind == Token::kTagEnd;
  Message message = ends ? Say("タグがここで終わっています（{0}）。", "The tag ends here, with {0}.", found)
                         : Say("ここに「{0}」は書けません。", "`{0}` cannot stand here.", found);
  Fail("template.syntax", At(token), std::move(message),
       Say("ここには{0}が必要です。", "Expected {1}.", expected.ja, expected.en));
}

void Cursor::Fail(std::string_view rule, Span at, Message message, Message hint) {
  diagnostics_.Error(rule, Pos(at), std::move(message), std::move(hint));
  throw SyntaxError{};
}

}  // namespace kyodo::tmpl
