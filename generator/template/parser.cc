#include "template/parser.h"

#include <algorithm>
#include <initializer_list>

#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

using Words = std::vector<std::string_view>;

constexpr size_t kDeepest = 64;  // tags within tags

const Words kTags = {"if", "elif", "else", "for", "set", "block", "extends", "include", "import", "from", "macro", "call", "raw"};

class Parser {
 public:
  Parser(Template& to, ParseContext& context, Diagnostics& diagnostics)
      : template_(to), context_(context), cursor_(*to.file, Lex(*to.file, diagnostics), diagnostics),
        expressions_(cursor_, to, context) {}

  void Run() { template_.body = ParseBody("", {}, {}); }

 private:
  /// A block whose end has not been met.
  struct Open {
    std::string_view tag;
    Span at;
    Words ends;
  };

  Node* New(Node::Kind kind, Span at) {
    Node& node = template_.nodes.emplace_back();
    node.kind = kind;
    node.at = at;
    node.top_level = depth_ == 0;
    return &node;
  }

  /// Everything up to one of `ends`, which is left for the caller. An end that
  /// is missing is told here; so is one that belongs to nothing.
  Body ParseBody(std::string_view tag, Span at, Words ends) {
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

  bool AtEndOfOpen(size_t which) const {
    const std::string_view word = cursor_.Text(cursor_.Peek(1));
    const Words& ends = open_[which].ends;
    return std::find(ends.begin(), ends.end(), word) != ends.end();
  }
  bool AtOuterEnd() const {
    for (size_t i = 1; i + 1 < open_.size(); ++i) {
      if (AtEndOfOpen(i)) return true;
    }
    return false;
  }

  void TellUnclosed() {
    const Open& open = open_.back();
    const std::string end = fmt::format("{{% {} %}}", open.ends.back());
    const Token& here = cursor_.Peek();
    Message hint = here.kind == Token::kEnd
                       ? Say("{0} を書いてください。", "Write {0} where it ends.", end)
                       : Say("{1} 行目の「{2}」より前に {0} を書いてください。", "Write {0} before `{2}` on line {1}.", end,
                             cursor_.Pos(Cursor::At(here)).line, cursor_.Text(cursor_.Peek(1)));
    Error("template.unclosed", open.at, Say("{0} が閉じられていません。", "`{0}` is never closed.", open.tag), std::move(hint));
  }

  void Error(std::string_view rule, Span at, Message message, Message hint = {}) {
    cursor_.diagnostics().Error(rule, cursor_.Pos(at), std::move(message), std::move(hint));
  }

  void AddText(Body& body) {
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

  void AddPrint(Body& body) {
    cursor_.Next();
    Node* node = New(Node::kPrint, Cursor::At(cursor_.Peek()));
    node->expr = ParseAll([&] { return expressions_.Parse(); });
    body.push_back(node);
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

  /// Runs one part; after an error, goes on behind the tag.
  template <class Part>
  void Step(Part part) {
    try {
      part();
    } catch (const SyntaxError&) {
      cursor_.SkipTag();
    }
  }

  void FinishTag() {
    const Token::Kind kind = cursor_.Peek().kind;
    if (kind != Token::kTagEnd && kind != Token::kPrintEnd) {
      cursor_.Unexpected({"タグの終わり、または演算子", "the end of the tag or an operator"});
    }
    cursor_.Next();
  }

  void AddTag(Body& body) {
    cursor_.Next();
    const Token word = cursor_.Peek();
    const std::string_view tag = cursor_.Text(word);
    const Span at = Cursor::At(word);
    Step([&] {
      if (word.kind != Token::kName) cursor_.Unexpected({"タグの名前", "the name of a tag"});
      cursor_.Next();
      if (open_.size() > kDeepest) cursor_.Fail("template.depth", at, Say("タグの入れ子が深すぎます。", "Tags are nested too deeply."));
      if (tag == "if") body.push_back(ParseIf(at));
      else if (tag == "for") body.push_back(ParseFor(at));
      else if (tag == "set") body.push_back(ParseSet());
      else if (tag == "block") body.push_back(ParseBlock(at));
      else if (tag == "include") body.push_back(ParseInclude(at));
      else if (tag == "call") body.push_back(ParseCallBlock(at));
      else if (tag == "extends") ParseExtends(at);
      else if (tag == "macro") ParseMacro(at);
      else if (tag == "import") ParseImport();
      else if (tag == "from") ParseFrom();
      else UnknownTag(at, tag);
    });
  }

  [[noreturn]] void UnknownTag(Span at, std::string_view tag) {
    if (tag.substr(0, 3) == "end" || tag == "else" || tag == "elif") {
      cursor_.Fail("template.end", at, Say("「{0}」に対応する始まりがありません。", "`{0}` ends nothing.", tag),
                   Say("対応するタグを書くか、これを消してください。", "Write the tag that it belongs to, or take it away."));
    }
    Message hint;
    if (const LeftOut* left_out = FindLeftOut(tag)) hint = {std::string(left_out->ja), std::string(left_out->en)};
    else hint = DidYouMean(tag, kTags);
    cursor_.Fail("template.tag", at, Say("「{0}」というタグはありません。", "There is no tag `{0}`.", tag), std::move(hint));
  }

  /// After a body: passes its end tag; false when it is missing, which was told.
  bool TakeEnd(std::string_view end) {
    if (cursor_.Peek().kind != Token::kTagBegin || !cursor_.IsWord(end, 1)) return false;
    cursor_.Next();
    cursor_.Next();
    return true;
  }
  void PassEnd(std::string_view end) {
    if (TakeEnd(end)) Step([&] { FinishTag(); });
  }

  /// A body in which names are set for that body alone.
  Body ParseInner(std::string_view tag, Span at, Words ends) {
    ++depth_;
    Body body = ParseBody(tag, at, std::move(ends));
    --depth_;
    return body;
  }

  Node* ParseIf(Span at) {
    Node* node = New(Node::kIf, at);
    Branch branch{ParseAll([&] { return expressions_.Parse(); }), {}, at};
    while (true) {
      const bool last = branch.condition == nullptr;
      branch.body = ParseBody("if", at, last ? Words{"endif"} : Words{"elif", "else", "endif"});
      node->branches.push_back(std::move(branch));
      branch = {nullptr, {}, Cursor::At(cursor_.Peek(1))};
      if (!last && TakeEnd("elif")) {
        branch.condition = ParseAll([&] { return expressions_.Parse(); });
      } else if (!last && TakeEnd("else")) {
        Step([&] { FinishTag(); });
      } else {
        break;
      }
    }
    PassEnd("endif");
    return node;
  }

  Name NewName(const Message& what) {
    const Token token = cursor_.ExpectName(what);
    const std::string_view text = cursor_.Text(token);
    if (text == "site" || text == "loop" || text == "caller" || text == "super") {
      cursor_.Fail("template.reserved", Cursor::At(token), Say("「{0}」は別の意味に使われています。", "`{0}` already has a meaning.", text),
                   Say("ほかの名前を付けてください。", "Choose another name."));
    }
    return context_.names.Intern(text);
  }

  Node* ParseFor(Span at) {
    Node* node = New(Node::kFor, at);
    const bool outer_loop = expressions_.in_loop;
    node->expr = ParseAll([&]() -> const Expr* {
      const bool bracket = cursor_.TakeOperator("(");
      do {
        node->targets.push_back(NewName({"変数の名前", "the name of a variable"}));
      } while (cursor_.TakeOperator(","));
      if (bracket) cursor_.ExpectOperator(")");
      cursor_.ExpectWord("in");
      const Expr* iterated = expressions_.ParseWithoutCondition();
      if (cursor_.TakeWord("if")) node->condition = expressions_.ParseWithoutCondition();
      if (cursor_.IsWord("recursive")) {
        cursor_.Fail("template.tag", Cursor::At(cursor_.Peek()), Say("recursive は使えません。", "`recursive` is not available."),
                     Say("自分を呼ぶ macro を使ってください。", "Use a macro that calls itself."));
      }
      return iterated;
    });
    expressions_.in_loop = true;
    node->body = ParseInner("for", at, {"else", "endfor"});
    expressions_.in_loop = outer_loop;
    if (TakeEnd("else")) {
      Step([&] { FinishTag(); });
      node->otherwise = ParseInner("for", at, {"endfor"});
    }
    PassEnd("endfor");
    return node;
  }

  Node* ParseSet() {
    const Span at = Cursor::At(cursor_.Peek());
    Node* node = New(Node::kSet, at);
    node->name = NewName({"変数の名前", "the name of a variable"});
    if (cursor_.IsOperator(".")) {
      cursor_.Fail("template.syntax", at, Say("項目には代入できません。", "A field cannot be set."),
                   Say("新しい名前に代入してください。", "Set a new name instead."));
    }
    if (cursor_.TakeOperator("=")) {
      node->expr = ParseAll([&] { return expressions_.Parse(); });
      return node;
    }
    node->kind = Node::kSetBlock;
    Step([&] { FinishTag(); });
    node->body = ParseInner("set", at, {"endset"});
    PassEnd("endset");
    return node;
  }

  Node* ParseBlock(Span at) {
    Node* node = New(Node::kBlock, at);
    std::string_view text;
    Step([&] {
      const Token name = cursor_.ExpectName({"block の名前", "the name of the block"});
      text = cursor_.Text(name);
      node->at = Cursor::At(name);
      node->name = context_.names.Intern(text);
      for (const Node* other : template_.blocks) {
        if (other->name == node->name) {
          cursor_.Fail("template.block", node->at, Say("block「{0}」が2つあります（{1} 行目）。", "Block `{0}` is there twice (line {1}).", text, cursor_.Pos(other->at).line),
                       Say("ほかの名前を付けてください。", "Choose another name."));
        }
      }
      FinishTag();
    });
    template_.blocks.push_back(node);
    const bool outer_loop = std::exchange(expressions_.in_loop, false);
    const bool outer_block = std::exchange(expressions_.in_block, true);
    node->body = ParseInner("block", at, {"endblock"});
    expressions_.in_loop = outer_loop;
    expressions_.in_block = outer_block;
    if (TakeEnd("endblock")) {
      Step([&] {
        if (!cursor_.TakeWord(text) && cursor_.Peek().kind == Token::kName) cursor_.Unexpected(Say("block の名前「{0}」", "the block's name, `{0}`", text));
        FinishTag();
      });
    }
    return node;
  }

  std::string ParseTarget() {
    if (cursor_.Peek().kind != Token::kString) {
      cursor_.Unexpected({"テンプレートの名前（例: \"parts/card.html\"）", "the name of a template, such as \"parts/card.html\""});
    }
    return expressions_.ParseStringToken({});
  }

  Node* ParseInclude(Span) {
    Node* node = New(Node::kInclude, Cursor::At(cursor_.Peek()));
    node->target = ParseTarget();
    if (cursor_.TakeWord("ignore")) {
      cursor_.ExpectWord("missing");
      node->ignore_missing = true;
    }
    if (cursor_.TakeWord("with")) cursor_.ExpectWord("context");
    FinishTag();
    return node;
  }

  void ParseExtends(Span at) {
    if (!template_.extends.empty()) {
      cursor_.Fail("template.syntax", at, Say("extends は1つだけ書けます。", "There can be one `extends` only."));
    }
    if (depth_ > 0 || open_.size() > 1) {
      cursor_.Fail("template.syntax", at, Say("extends はほかのタグの中に書けません。", "`extends` cannot stand inside another tag."));
    }
    template_.extends_at = Cursor::At(cursor_.Peek());
    template_.extends = ParseTarget();
    FinishTag();
  }

  void ParseMacro(Span at) {
    Macro& macro = template_.macros.emplace_back();
    macro.home = &template_;
    macro.at = at;
    Step([&] {
      macro.at = Cursor::At(cursor_.Peek());
      macro.name = NewName({"macro の名前", "the name of the macro"});
      ParseParameters(macro);
      FinishTag();
    });
    Macro* const outer_macro = std::exchange(expressions_.macro, &macro);
    const bool outer_loop = std::exchange(expressions_.in_loop, false);
    const bool outer_block = std::exchange(expressions_.in_block, false);
    macro.body = ParseInner("macro", at, {"endmacro"});
    expressions_.macro = outer_macro;
    expressions_.in_loop = outer_loop;
    expressions_.in_block = outer_block;
    PassEnd("endmacro");
  }

  void ParseParameters(Macro& macro) {
    cursor_.ExpectOperator("(");
    while (!cursor_.IsOperator(")")) {
      Parameter& parameter = macro.parameters.emplace_back();
      parameter.name = NewName({"引数の名前", "the name of a parameter"});
      if (cursor_.TakeOperator("=")) parameter.fallback = expressions_.Parse();
      if (!cursor_.TakeOperator(",")) break;
    }
    cursor_.ExpectOperator(")");
  }

  Node* ParseCallBlock(Span at) {
    Node* node = New(Node::kCall, at);
    node->expr = ParseAll([&] {
      if (cursor_.IsOperator("(")) cursor_.Unexpected({"macro の呼び出し", "the call of a macro"});
      return expressions_.ParseCall();
    });
    node->body = ParseInner("call", at, {"endcall"});
    PassEnd("endcall");
    return node;
  }

  bool ParseContextWords() {
    const bool with = cursor_.TakeWord("with");
    if (with || cursor_.TakeWord("without")) cursor_.ExpectWord("context");
    return with;
  }

  void ParseImport() {
    Import import;
    import.at = Cursor::At(cursor_.Peek());
    import.target = ParseTarget();
    cursor_.ExpectWord("as");
    import.alias = NewName({"名前", "a name"});
    import.with_context = ParseContextWords();
    template_.imports.push_back(std::move(import));
    FinishTag();
  }

  void ParseFrom() {
    const Span at = Cursor::At(cursor_.Peek());
    const std::string target = ParseTarget();
    cursor_.ExpectWord("import");
    const size_t first = template_.imports.size();
    do {
      Import import;
      import.at = at;
      import.target = target;
      import.macro_at = Cursor::At(cursor_.Peek());
      import.macro = import.alias = NewName({"macro の名前", "the name of a macro"});
      if (cursor_.TakeWord("as")) import.alias = NewName({"名前", "a name"});
      template_.imports.push_back(std::move(import));
    } while (cursor_.TakeOperator(",") && cursor_.Peek().kind == Token::kName && !cursor_.IsWord("with") && !cursor_.IsWord("without"));
    const bool with = ParseContextWords();
    for (size_t i = first; i < template_.imports.size(); ++i) template_.imports[i].with_context = with;
    FinishTag();
  }

  Template& template_;
  ParseContext& context_;
  Cursor cursor_;
  ExpressionParser expressions_;
  std::vector<Open> open_;
  int depth_ = 0;  // of bodies whose names are their own
};

}  // namespace

std::unique_ptr<Template> ParseTemplate(std::string name, const SourceFile& file, ParseContext& context, Diagnostics& diagnostics) {
  auto parsed = std::make_unique<Template>();
  parsed->name = std::move(name);
  parsed->file = &file;
  const size_t before = diagnostics.Count(Severity::kError);
  Parser(*parsed, context, diagnostics).Run();
  parsed->unreadable = diagnostics.Count(Severity::kError) > before;
  parsed->broken = parsed->unreadable;
  return parsed;
}

}  // namespace kyodo::tmpl
