// HTML as a list of tags and texts in which only what matters is left: attributes
// sorted, character references resolved, white space collapsed outside <pre>
// and dropped beside block tags.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

struct HtmlToken {
  std::string tag;  // "p", "/p"; empty: a text
  std::map<std::string, std::string> attributes;
  std::string text;

  bool operator==(const HtmlToken&) const = default;
};
using HtmlTokens = std::vector<HtmlToken>;

HtmlTokens Tokenize(std::string_view html);

/// Takes one deliberate difference out: "heading-id", "external", "figure",
/// "nested-strong", "table", "task-list"; for "scheme" and "autolink", all links.
HtmlTokens Undo(std::string_view reason, const HtmlTokens& tokens);

}  // namespace kyodo
