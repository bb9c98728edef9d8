#include "html_tokens.h"

#include <algorithm>
#include <array>

namespace kyodo {

namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

bool IsBlock(std::string_view tag) {
  constexpr std::array kBlocks = {"p",     "h1", "h2",         "h3",  "h4",     "h5",  "h6",        "ul",
                                  "ol",    "li", "blockquote", "pre", "hr",     "br",  "table",     "thead",
                                  "tbody", "tr", "th",         "td",  "figure", "div", "figcaption"};
  if (!tag.empty() && tag[0] == '/') tag.remove_prefix(1);
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

/// Only those that either side writes.
std::string Decode(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#34;", "\""}, {"&#39;", "'"}}};
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const auto found = std::find_if(kNames.begin(), kNames.end(),
                                    [&](const auto& name) { return text.substr(at, name.first.size()) == name.first; });
    if (found != kNames.end()) {
      out += found->second;
      at += found->first.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

HtmlToken ReadTag(std::string_view inside) {
  HtmlToken token;
  size_t at = 0;
  while (at < inside.size() && !IsSpace(inside[at])) token.tag += inside[at++];
  if (token.tag.size() > 1 && token.tag.back() == '/') token.tag.pop_back();
  while (at < inside.size()) {
    while (at < inside.size() && (IsSpace(inside[at]) || inside[at] == '/')) ++at;
    std::string name;
    while (at < inside.size() && !IsSpace(inside[at]) && inside[at] != '=' && inside[at] != '/') name += inside[at++];
    std::string value;
    if (at + 1 < inside.size() && inside[at] == '=' && inside[at + 1] == '"') {
      const size_t end = std::min(inside.find('"', at + 2), inside.size());
      value = Decode(inside.substr(at + 2, end - at - 2));
      at = end + 1;
    } else if (at < inside.size() && inside[at] == '=') {
      ++at;
    }
    if (!name.empty()) token.attributes[name] = value;
  }
  return token;
}

std::string Collapse(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!IsSpace(c))
      out += c;
    else if (out.empty() || out.back() != ' ')
      out += ' ';
  }
  return out;
}

void AddText(HtmlTokens& tokens, std::string_view raw, bool in_pre) {
  std::string text = in_pre ? std::string(raw) : Collapse(raw);
  const bool after_block = tokens.empty() || IsBlock(tokens.back().tag);
  if (!in_pre && after_block && !text.empty() && text[0] == ' ') text.erase(0, 1);
  if (!text.empty()) tokens.push_back({{}, {}, Decode(text)});
}

void AddTag(HtmlTokens& tokens, HtmlToken tag, bool in_pre) {
  if (!in_pre && IsBlock(tag.tag) && !tokens.empty() && tokens.back().tag.empty()) {
    std::string& text = tokens.back().text;
    while (!text.empty() && IsSpace(text.back())) text.pop_back();
    if (text.empty()) tokens.pop_back();
  }
  tokens.push_back(std::move(tag));
}

bool IsHeading(std::string_view tag) { return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'; }

HtmlTokens UndoFigure(const HtmlTokens& tokens) {
  HtmlTokens out;
  for (size_t i = 0; i < tokens.size(); ++i) {
    HtmlToken token = tokens[i];
    if (token.tag == "figcaption") {
      out.back().attributes["title"] = tokens[i + 1].text;
      i += 2;
      continue;
    }
    if (token.tag == "figure") token.tag = "p";
    if (token.tag == "/figure") token.tag = "/p";
    out.push_back(token);
  }
  return out;
}

HtmlTokens UndoTable(const HtmlTokens& tokens) {
  HtmlTokens out;
  for (HtmlToken token : tokens) {
    if (token.tag == "div" || token.tag == "/div") continue;
    token.attributes.erase("scope");
    const auto alignment = token.attributes.find("class");
    if ((token.tag == "th" || token.tag == "td") && alignment != token.attributes.end()) {
      token.attributes["align"] = alignment->second.substr(std::string_view("align-").size());
      token.attributes.erase("class");
    }
    out.push_back(token);
  }
  return out;
}

HtmlTokens UndoTaskList(const HtmlTokens& tokens) {
  HtmlTokens out;
  for (HtmlToken token : tokens) {
    if (token.tag == "label" || token.tag == "/label") continue;
    if (token.tag == "ul") token.attributes.erase("class");
    out.push_back(token);
  }
  return out;
}

/// Adds a token; texts that stand side by side become one.
void Join(const HtmlToken& token, HtmlTokens& out) {
  if (token.tag.empty() && !out.empty() && out.back().tag.empty()) {
    out.back().text += token.text;
  } else {
    out.push_back(token);
  }
}

HtmlTokens WithoutLinks(const HtmlTokens& tokens) {
  HtmlTokens out;
  for (const HtmlToken& token : tokens) {
    if (token.tag != "a" && token.tag != "/a") Join(token, out);
  }
  return out;
}

HtmlTokens WithoutNestedStrong(const HtmlTokens& tokens) {
  HtmlTokens out;
  int depth = 0;
  for (const HtmlToken& token : tokens) {
    const bool inside = (token.tag == "strong" && depth++ > 0) || (token.tag == "/strong" && --depth > 0);
    if (!inside) Join(token, out);
  }
  return out;
}

}  // namespace

HtmlTokens Tokenize(std::string_view html) {
  HtmlTokens tokens;
  bool in_pre = false;
  while (!html.empty()) {
    const size_t open = std::min(html.find('<'), html.size());
    AddText(tokens, html.substr(0, open), in_pre);
    html.remove_prefix(open);
    if (html.empty()) break;
    const size_t close = std::min(html.find('>'), html.size() - 1);
    HtmlToken tag = ReadTag(html.substr(1, close - 1));
    if (tag.tag == "pre" || tag.tag == "/pre") in_pre = tag.tag == "pre";
    AddTag(tokens, std::move(tag), in_pre);
    html.remove_prefix(close + 1);
  }
  if (!tokens.empty() && tokens.back().tag.empty() && tokens.back().text == " ") tokens.pop_back();
  return tokens;
}

HtmlTokens Undo(std::string_view reason, const HtmlTokens& tokens) {
  if (reason == "figure") return UndoFigure(tokens);
  if (reason == "table") return UndoTable(tokens);
  if (reason == "task-list") return UndoTaskList(tokens);
  if (reason == "nested-strong") return WithoutNestedStrong(tokens);
  if (reason == "scheme" || reason == "autolink") return WithoutLinks(tokens);
  HtmlTokens out = tokens;
  for (HtmlToken& token : out) {
    if (reason == "heading-id" && IsHeading(token.tag)) token.attributes.erase("id");
    if (reason == "external" && token.tag == "a") token.attributes.erase("class");
  }
  return out;
}

}  // namespace kyodo
