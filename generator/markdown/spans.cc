#include "markdown/spans.h"

#include <optional>
#include <vector>

#include "core/text.h"
#include "markdown/mend.h"

namespace kyodo {

namespace {

using Nodes = std::vector<cmark_node*>;

cmark_node* NewSpan(MarkdownSpan::Kind kind, std::string_view argument) {
  cmark_node* node = NewNode(CMARK_NODE_EMPH);
  cmark_node_set_user_data(node, new MarkdownSpan{kind, CleanMarkdownText(argument)});
  cmark_node_set_user_data_free_func(node, [](cmark_mem*, void* span) { delete static_cast<MarkdownSpan*>(span); });
  return node;
}

struct BraceSpan {
  size_t start = 0;  // of '{'
  size_t end = 0;    // after '}'
  MarkdownSpan::Kind kind = MarkdownSpan::kRuby;
  std::string_view content;
  std::string_view reading;
};

/// The inside of braces: a base, one bar of any kind, a reading.
bool ReadRuby(std::string_view inside, BraceSpan& span) {
  constexpr std::string_view kWideBar = "｜";
  size_t bar = inside.find_first_of(std::string{kRubyBar, '|'});
  size_t width = 1;
  if (bar == std::string_view::npos) {
    bar = inside.find(kWideBar);
    width = kWideBar.size();
  }
  if (bar == std::string_view::npos || bar == 0 || bar + width == inside.size()) return false;
  span.kind = MarkdownSpan::kRuby;
  span.content = inside.substr(0, bar);
  span.reading = inside.substr(bar + width);
  return Trim(span.content) == span.content && Trim(span.reading) == span.reading;
}

std::optional<BraceSpan> FindBraceSpan(std::string_view text) {
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const size_t close = text.find_first_of("{}", open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    if (text[close] != '}') continue;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    BraceSpan span{open, close + 1, MarkdownSpan::kRuby, {}, {}};
    if (ReadRuby(inside, span)) return span;
    if (inside.size() > 1 && inside[0] == '.' && Trim(inside).size() == inside.size()) {
      span.kind = MarkdownSpan::kDots;
      span.content = inside.substr(1);
      return span;
    }
  }
  return std::nullopt;
}

void SplitBraces(cmark_node* text_node) {
  std::string text(Literal(text_node));
  while (const std::optional<BraceSpan> span = FindBraceSpan(text)) {
    cmark_node* custom = NewSpan(span->kind, span->reading);
    cmark_node_append_child(custom, NewText(span->content));
    cmark_node_insert_after(text_node, custom);
    SetText(text_node, std::string_view(text).substr(0, span->start));
    text.erase(0, span->end);
    cmark_node* rest = NewText(text);
    cmark_node_insert_after(custom, rest);
    text_node = rest;
  }
}

bool IsLanguageTag(std::string_view tag) {
  for (const char c : tag) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (!ok) return false;
  }
  return tag.size() >= 2 && tag.size() <= 35 && tag[0] > '9' && tag.back() != '-';
}

struct Bracket {
  cmark_node* node = nullptr;
  size_t offset = 0;
};

/// The `[` that the `]` at `offset` of `node` closes, in this or an earlier sibling.
std::optional<Bracket> FindOpening(cmark_node* node, size_t offset) {
  int depth = 0;
  for (cmark_node* at = node; at; at = cmark_node_previous(at)) {
    if (!IsType(at, CMARK_NODE_TEXT)) continue;
    const std::string_view text = Literal(at).substr(0, at == node ? offset : std::string_view::npos);
    for (size_t i = text.size(); i-- > 0;) {
      if (text[i] == ']') ++depth;
      if (text[i] == '[' && depth-- == 0) return Bracket{at, i};
    }
  }
  return std::nullopt;
}

/// Moves what stands between the brackets into a span and returns the text
/// node after it.
cmark_node* WrapLanguage(const Bracket& open, const Bracket& close, std::string_view language, size_t end) {
  cmark_node* span = NewSpan(MarkdownSpan::kLanguage, language);
  const std::string first(Literal(open.node));
  const std::string last(Literal(close.node));
  const bool same = open.node == close.node;
  const size_t inside_end = same ? close.offset - open.offset - 1 : std::string::npos;
  cmark_node* next = cmark_node_next(open.node);
  cmark_node_insert_after(open.node, span);
  SetText(open.node, std::string_view(first).substr(0, open.offset));
  cmark_node_append_child(span, NewText(std::string_view(first).substr(open.offset + 1, inside_end)));
  cmark_node* rest = close.node;
  if (same) {
    rest = NewText(std::string_view(last).substr(end));
    cmark_node_insert_after(span, rest);
    return rest;
  }
  while (next != close.node) {
    cmark_node* moved = next;
    next = cmark_node_next(next);
    cmark_node_append_child(span, moved);  // unlinks it first
  }
  cmark_node_append_child(span, NewText(std::string_view(last).substr(0, close.offset)));
  SetText(rest, std::string_view(last).substr(end));
  return rest;
}

/// Returns whether the tree changed.
bool SplitLanguages(cmark_node* text_node) {
  constexpr std::string_view kMark = "]{lang=";
  bool changed = false;
  for (size_t from = 0;;) {
    const std::string_view text = Literal(text_node);
    const size_t close = text.find(kMark, from);
    if (close == std::string_view::npos) return changed;
    const size_t brace = text.find('}', close);
    if (brace == std::string_view::npos) return changed;
    const std::string language(text.substr(close + kMark.size(), brace - close - kMark.size()));
    const std::optional<Bracket> open = FindOpening(text_node, close);
    from = close + 1;
    if (!open || !IsLanguageTag(language)) continue;
    text_node = WrapLanguage(*open, {text_node, close}, language, brace + 1);
    changed = true;
    from = 0;
  }
}

}  // namespace

void AddSpans(cmark_node* root, const std::string& source) {
  if (source.find('{') == std::string::npos) return;
  Nodes texts;
  const auto collect = [&texts](cmark_node* node) {
    if (IsType(node, CMARK_NODE_TEXT) && Literal(node).find('{') != std::string_view::npos) texts.push_back(node);
  };
  ForEachNode(root, collect);
  if (source.find("]{lang=") != std::string::npos) {
    bool changed = false;
    for (cmark_node* node : texts) changed |= SplitLanguages(node);
    if (changed) {
      texts.clear();
      ForEachNode(root, collect);
    }
  }
  for (cmark_node* node : texts) SplitBraces(node);
}

}  // namespace kyodo
