#include "template/cursor.h"

#include "core/text.h"
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

bool Cursor::HasMoreEndsThan(std::string_view tag) const {
  int more = 0;
  for (size_t i = 0; i + 1 < tokens_.size(); ++i) {
    if (tokens_[i].kind != Token::kTagBegin || tokens_[i + 1].kind != Token::kName) continue;
    const std::string_view word = Text(tokens_[i + 1]);
    if (word == tag) --more;
    if (StartsWith(word, "end") && word.substr(3) == tag) ++more;
  }
  return more > 0;
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
