#include "template/parser.h"

#include <algorithm>

#include "core/text.h"
#include "template/messages.h"
#include "template/tag_parser.h"

namespace kyodo::tmpl {

namespace {

constexpr size_t kDeepestTags = 64;  // tags within tags

const std::vector<std::string_view> kTags = {"if",      "elif",   "else", "for",   "set",  "block", "extends",
                                             "include", "import", "from", "macro", "call", "raw"};

}  // namespace

Node* TagParser::New(Node::Kind kind, Span at) {
  Node& node = template_.nodes.emplace_back();
  node.kind = kind;
  node.at = at;
  node.top_level = depth_ == 0;
  return &node;
}

void TagParser::Error(std::string_view rule, Span at, Message message, Message hint) {
  cursor_.diagnostics().Error(rule, cursor_.Pos(at), std::move(message), std::move(hint));
}

Body TagParser::ParseBody(std::string_view tag, Span at, Words ends) {
  open_.push_back({tag, at, std::move(ends)});
  Body body;
  while (cursor_.Peek().kind != Token::kEnd) {
    if (cursor_.Peek().kind == Token::kText) {
      AddText(body);
    } else if (cursor_.Peek().kind == Token::kPrintBegin) {
      AddPrint(body);
    } else if (AtEndOfOpen(open_.size() - 1)) {
      break;
    } else if (AtOuterEnd()) {
      TellUnclosed();
      break;
    } else {
      AddTag(body);
    }
  }
  if (cursor_.Peek().kind == Token::kEnd && open_.size() > 1) TellUnclosed();
  open_.pop_back();
  return body;
}

Body TagParser::ParseInner(std::string_view tag, Span at, Words ends) {
  ++depth_;
  Body body = ParseBody(tag, at, std::move(ends));
  --depth_;
  return body;
}

bool TagParser::AtEndOfOpen(size_t which) const {
  const std::string_view word = cursor_.Text(cursor_.Peek(1));
  const Words& ends = open_[which].ends;
  return std::find(ends.begin(), ends.end(), word) != ends.end();
}

bool TagParser::AtOuterEnd() const {
  for (size_t i = 1; i + 1 < open_.size(); ++i) {
    if (AtEndOfOpen(i)) return true;
  }
  return false;
}

void TagParser::TellUnclosed() {
  if (cursor_.Peek().kind == Token::kEnd && cursor_.Peek().length > 0) return;  // its end may be among what is hidden
  const Open& open = open_.back();
  const std::string end = fmt::format("{{% {} %}}", open.ends.back());
  const Token& here = cursor_.Peek();
  Message hint = here.kind == Token::kEnd
                     ? Say("{0} を書いてください。", "Write {0} where it ends.", end)
                     : Say("{1} 行目の「{2}」より前に {0} を書いてください。", "Write {0} before `{2}` on line {1}.",
                           end, cursor_.Pos(Cursor::At(here)).line, cursor_.Text(cursor_.Peek(1)));
  Error("template.unclosed", open.at, Say("{0} が閉じられていません。", "`{0}` is never closed.", open.tag),
        std::move(hint));
}

void TagParser::AddText(Body& body) {
  const Token token = cursor_.Next();
  Node* node = New(Node::kText, Cursor::At(token));
  node->text = cursor_.Text(token);
  if (node->text.find('\r') != std::string_view::npos) {
    std::string& text = template_.strings.emplace_back(node->text);
    std::erase(text, '\r');
    node->text = text;
  }
  body.push_back(node);
}

void TagParser::AddPrint(Body& body) {
  cursor_.Next();
  Node* node = New(Node::kPrint, Cursor::At(cursor_.Peek()));
  node->expr = ParseAll([&] { return expressions_.Parse(); });
  body.push_back(node);
}

void TagParser::AddTag(Body& body) {
  cursor_.Next();
  const Token word = cursor_.Peek();
  std::string_view tag = cursor_.Text(word);
  const Span at = Cursor::At(word);
  Step([&] {
    if (word.kind != Token::kName) cursor_.Unexpected({"タグの名前", "the name of a tag"});
    cursor_.Next();
    if (open_.size() > kDeepestTags) {
      cursor_.SkipAll();
      cursor_.Fail("template.depth", at, Say("タグの入れ子が深すぎます。", "Tags are nested too deeply."));
    }
    if (std::find(kTags.begin(), kTags.end(), tag) == kTags.end()) tag = MeantTag(at, tag);
    if (tag == "if")
      body.push_back(ParseIf(at));
    else if (tag == "for")
      body.push_back(ParseFor(at));
    else if (tag == "set")
      body.push_back(ParseSet());
    else if (tag == "block")
      body.push_back(ParseBlock(at));
    else if (tag == "include")
      body.push_back(ParseInclude());
    else if (tag == "call")
      body.push_back(ParseCallBlock(at));
    else if (tag == "extends")
      ParseExtends(at);
    else if (tag == "macro")
      ParseMacro(at);
    else if (tag == "import")
      ParseImport();
    else if (tag == "from")
      ParseFrom();
    else if (tag == "raw")
      WrongRaw();
    else
      UnexpectedTag(at, tag);
  });
}

/// Tells that there is no such tag. The nearest name, when the ends of the file
/// show that such a tag was meant; the parser then goes on with that.
std::string_view TagParser::MeantTag(Span at, std::string_view tag) {
  if (StartsWith(tag, "end") || tag == "else" || tag == "elif") UnexpectedTag(at, tag);
  const LeftOut* left_out = FindLeftOut(tag);
  Message hint = left_out ? Message{std::string(left_out->ja), std::string(left_out->en)} : DidYouMean(tag, kTags);
  Error("template.tag", at, Say("「{0}」というタグはありません。", "There is no tag `{0}`.", tag), std::move(hint));
  unknown_tags_.insert(tag);
  const std::string_view near = left_out ? std::string_view() : Nearest(tag, kTags);
  if (near.empty() || !cursor_.HasMoreEndsThan(near)) throw SyntaxError{};
  return near;
}

/// The lexer has not known this `raw`: there is more in its tag.
void TagParser::WrongRaw() {
  unknown_tags_.insert("raw");
  FinishTag();
}

/// An end or a branch of nothing that is open.
void TagParser::UnexpectedTag(Span at, std::string_view tag) {
  const bool is_branch = tag == "else" || tag == "elif";
  const bool of_unknown =
      is_branch ? !unknown_tags_.empty() : StartsWith(tag, "end") && unknown_tags_.contains(tag.substr(3));
  if (of_unknown) throw SyntaxError{};
  cursor_.Fail(
      "template.end", at, Say("「{0}」に対応する始まりがありません。", "`{0}` ends nothing.", tag),
      Say("対応するタグを書くか、これを消してください。", "Write the tag that it belongs to, or take it away."));
}

void TagParser::FinishTag() {
  const Token::Kind kind = cursor_.Peek().kind;
  if (kind != Token::kTagEnd && kind != Token::kPrintEnd) {
    cursor_.Unexpected({"タグの終わり、または演算子", "the end of the tag or an operator"});
  }
  cursor_.Next();
}

bool TagParser::TakeEnd(std::string_view end) {
  if (cursor_.Peek().kind != Token::kTagBegin || !cursor_.IsWord(end, 1)) return false;
  cursor_.Next();
  cursor_.Next();
  return true;
}

void TagParser::PassEnd(std::string_view end) {
  if (TakeEnd(end)) Step([&] { FinishTag(); });
}

std::unique_ptr<Template> ParseTemplate(std::string name, const SourceFile& file, ParseContext& context,
                                        Diagnostics& diagnostics) {
  auto parsed = std::make_unique<Template>();
  parsed->name = std::move(name);
  parsed->file = &file;
  const size_t before = diagnostics.Count(Severity::kError);
  TagParser(*parsed, context, diagnostics).Run();
  parsed->unreadable = diagnostics.Count(Severity::kError) > before;
  parsed->broken = parsed->unreadable;
  return parsed;
}

}  // namespace kyodo::tmpl
