// What each tag looks like.
#include "template/messages.h"
#include "template/tag_parser.h"

namespace kyodo::tmpl {

Name TagParser::NewName(const Message& what) {
  const Token token = cursor_.ExpectName(what);
  const std::string_view text = cursor_.Text(token);
  if (text == "site" || text == "loop" || text == "caller" || text == "super") {
    cursor_.Fail("template.reserved", Cursor::At(token),
                 Say("「{0}」は別の意味に使われています。", "`{0}` already has a meaning.", text),
                 Say("ほかの名前を付けてください。", "Choose another name."));
  }
  return context_.names.Intern(text);
}

std::string TagParser::ParseTarget() {
  if (cursor_.Peek().kind != Token::kString) {
    cursor_.Unexpected(
        {"テンプレートの名前（例: \"parts/card.html\"）", "the name of a template, such as \"parts/card.html\""});
  }
  return expressions_.ParseStringToken({});
}

bool TagParser::ParseContextWords() {
  const bool with = cursor_.TakeWord("with");
  if (with || cursor_.TakeWord("without")) cursor_.ExpectWord("context");
  return with;
}

void TagParser::ParseParameters(Macro& macro) {
  cursor_.ExpectOperator("(");
  while (!cursor_.IsOperator(")")) {
    Parameter& parameter = macro.parameters.emplace_back();
    parameter.name = NewName({"引数の名前", "the name of a parameter"});
    if (cursor_.TakeOperator("=")) parameter.fallback = expressions_.Parse();
    if (!cursor_.TakeOperator(",")) break;
  }
  cursor_.ExpectOperator(")");
}

Node* TagParser::ParseIf(Span at) {
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

Node* TagParser::ParseFor(Span at) {
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
      cursor_.Fail("template.tag", Cursor::At(cursor_.Peek()),
                   Say("recursive は使えません。", "`recursive` is not available."),
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

Node* TagParser::ParseSet() {
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

Node* TagParser::ParseBlock(Span at) {
  Node* node = New(Node::kBlock, at);
  node->name = Names::kNone;
  std::string_view text;
  Step([&] {
    const Token name = cursor_.ExpectName({"block の名前", "the name of the block"});
    text = cursor_.Text(name);
    node->at = Cursor::At(name);
    const Name block_name = context_.names.Intern(text);
    for (const Node* other : template_.blocks) {
      if (other->name == block_name) {
        cursor_.Fail("template.block", node->at,
                     Say("block「{0}」が2つあります（{1} 行目）。", "Block `{0}` is there twice (line {1}).", text,
                         cursor_.Pos(other->at).line),
                     Say("ほかの名前を付けてください。", "Choose another name."));
      }
    }
    node->name = block_name;
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
      if (!cursor_.TakeWord(text) && cursor_.Peek().kind == Token::kName)
        cursor_.Unexpected(Say("block の名前「{0}」", "the block's name, `{0}`", text));
      FinishTag();
    });
  }
  return node;
}

Node* TagParser::ParseInclude() {
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

Node* TagParser::ParseCallBlock(Span at) {
  Node* node = New(Node::kCall, at);
  node->expr = ParseAll([&] {
    if (cursor_.IsOperator("(")) cursor_.Unexpected({"macro の呼び出し", "the call of a macro"});
    return expressions_.ParseCall();
  });
  node->body = ParseInner("call", at, {"endcall"});
  PassEnd("endcall");
  return node;
}

void TagParser::ParseExtends(Span at) {
  if (!template_.extends.empty()) {
    cursor_.Fail("template.syntax", at, Say("extends は1つだけ書けます。", "There can be one `extends` only."));
  }
  if (depth_ > 0 || open_.size() > 1) {
    cursor_.Fail("template.syntax", at,
                 Say("extends はほかのタグの中に書けません。", "`extends` cannot stand inside another tag."));
  }
  template_.extends_at = Cursor::At(cursor_.Peek());
  template_.extends = ParseTarget();
  FinishTag();
}

void TagParser::ParseMacro(Span at) {
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

void TagParser::ParseImport() {
  Import import;
  import.at = Cursor::At(cursor_.Peek());
  import.target = ParseTarget();
  cursor_.ExpectWord("as");
  import.alias = NewName({"名前", "a name"});
  import.with_context = ParseContextWords();
  template_.imports.push_back(std::move(import));
  FinishTag();
}

void TagParser::ParseFrom() {
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
  } while (cursor_.TakeOperator(",") && cursor_.Peek().kind == Token::kName && !cursor_.IsWord("with") &&
           !cursor_.IsWord("without"));
  const bool with = ParseContextWords();
  for (size_t i = first; i < template_.imports.size(); ++i) template_.imports[i].with_context = with;
  FinishTag();
}

}  // namespace kyodo::tmpl
