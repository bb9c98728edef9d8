// Tokens and white space. What is printed is in tests/spec/template_cases.yaml.
#include <catch2/catch.hpp>

#include "template/lexer.h"

namespace kyodo::tmpl {
namespace {

/// The tokens of `text`, separated by "|".
std::string Tokens(const std::string& text) {
  const SourceFile file{"a.html", text};
  Diagnostics diagnostics;
  std::string out;
  for (const Token& token : Lex(file, diagnostics)) {
    if (token.kind == Token::kEnd) break;
    if (!out.empty()) out += '|';
    out += token.kind == Token::kBad ? "BAD" : text.substr(token.offset, token.length);
  }
  return out + (diagnostics.empty() ? "" : " " + diagnostics.list()[0].rule);
}

}  // namespace

TEST_CASE("Lex: cuts text, tags and expressions", "[template][lexer]") {
  CHECK(Tokens("a{{ x.y[0] }}b") == "a|{{|x|.|y|[|0|]|}}|b");
  CHECK(Tokens("{% if a>=1.5 and not b %}") == "{%|if|a|>=|1.5|and|not|b|%}");
  CHECK(Tokens("{{ a//b**c~'d' }}") == "{{|a|//|b|**|c|~|'d'|}}");
  CHECK(Tokens("{{ {'a': {'b': 1}} }}") == "{{|{|'a'|:|{|'b'|:|1|}|}|}}");
  CHECK(Tokens("{{ '}}' }}") == "{{|'}}'|}}");
  CHECK(Tokens("{{ 1e3 1.x }}") == "{{|1e3|1|.|x|}}");
}

TEST_CASE("Lex: a line with nothing but a tag leaves no text", "[template][lexer]") {
  CHECK(Tokens("a\n  {% x %}  \nb") == "a\n|{%|x|%}|  \nb");
  CHECK(Tokens("a\n  {% x %}\nb") == "a\n|{%|x|%}|b");
  CHECK(Tokens("  {# c #}\nb") == "b");
  CHECK(Tokens("a {{- x -}} b") == "a|{{-|x|-}|b");
}

TEST_CASE("Lex: every tag ends, even when the file does first", "[template][lexer]") {
  CHECK(Tokens("{{ x") == "{{|BAD| template.unclosed");
  CHECK(Tokens("{{ x </p>\n{{ y }}") == "{{|BAD||\n|{{|y|}} template.unclosed");
  CHECK(Tokens("{% if x {{ y }}") == "{%|BAD||{{|y|}} template.unclosed");
  CHECK(Tokens("{% if 'a %}b") == "{%|if|BAD|%}|b template.unclosed");
  CHECK(Tokens("{{ a ! b }}c") == "{{|a|BAD|}}|c template.character");
  CHECK(Tokens("a{# b") == "a template.unclosed");
  CHECK(Tokens("a{% raw %}b{% endra %}") == "a template.unclosed");
}

TEST_CASE("Lex: a string ends with its tag or its line at the latest", "[template][lexer]") {
  CHECK(Tokens("{{ 'a }}b") == "{{|BAD|}}|b template.unclosed");
  CHECK(Tokens("{{ 'a }}<p class='b'>{{ c }}") == "{{|BAD|}}|<p class='b'>|{{|c|}} template.unclosed");
  CHECK(Tokens("{{ 'a\nb' }}c") == "{{|BAD|}}|c template.unclosed");
  CHECK(Tokens("{{ 'a\n{{ b }}") == "{{|BAD||\n|{{|b|}} template.unclosed");
  CHECK(Tokens("{{ '{{ x }}' }}") == "{{|'{{ x }}'|}}");
}

}  // namespace kyodo::tmpl
