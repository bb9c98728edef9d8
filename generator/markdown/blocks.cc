#include <cmark-gfm-core-extensions.h>

#include <algorithm>

#include "core/html.h"
#include "core/text.h"
#include "markdown/links.h"
#include "markdown/plain.h"
#include "markdown/problems.h"
#include "markdown/renderer.h"

namespace kyodo {

void MarkdownRenderer::Blocks(cmark_node* first) {
  if (first && TooDeep(first)) return;
  ++depth_;
  for (cmark_node* node = first; node;) node = Block(node);
  --depth_;
}

cmark_node* MarkdownRenderer::Block(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
      if (survey_.captions.contains(node)) return Captioned(node);
      Paragraph(node);
      break;
    case CMARK_NODE_HEADING: Heading(node); break;
    case CMARK_NODE_LIST: List(node); break;
    case CMARK_NODE_BLOCK_QUOTE: Quote(node); break;
    case CMARK_NODE_CODE_BLOCK: CodeBlock(node); break;
    case CMARK_NODE_THEMATIC_BREAK: html_ += "<hr>\n"; break;
    case CMARK_NODE_HTML_BLOCK: HtmlBlock(node); break;
    case CMARK_NODE_FOOTNOTE_DEFINITION: NoteSection(node); return nullptr;  // they come last
    default:
      if (IsNamed(node, "table")) Table(node, nullptr, {});
      break;
  }
  EndPlainBlock();
  return cmark_node_next(node);
}

void MarkdownRenderer::Heading(cmark_node* node) {
  MarkdownResult::Heading heading;
  const int shifted = request_.top_heading + cmark_node_get_heading_level(node) - survey_.base_level;
  heading.level = static_cast<uint8_t>(std::clamp(shifted, 1, 6));
  heading.text = Trim(PlainText(node));
  heading.line = source_.PlaceAt(source_.Find(node, {})).line;
  const auto chosen = survey_.author_ids.find(node);
  heading.id = chosen != survey_.author_ids.end() ? chosen->second : survey_.ids.TakeUnique("h-" + Slug(heading.text));
  section_id_ = heading.id;

  const std::string element = "h" + std::to_string(heading.level);
  html_.append("<").append(element);
  Attribute("id", heading.id);
  html_ += '>';
  const size_t start = html_.size();
  const size_t links = result_.links.size();
  heading.plain_begin = static_cast<uint32_t>(plain_.size());
  Inlines(cmark_node_first_child(node));
  heading.plain_end = static_cast<uint32_t>(plain_.size());
  heading.html = html_.substr(start);
  if (heading.html.find("<a ") != std::string::npos || result_.links.size() != links) {
    const size_t end = html_.size();
    muted_ = true;
    Inlines(cmark_node_first_child(node));
    muted_ = false;
    heading.html = html_.substr(end);
    html_.resize(end);
    plain_.resize(heading.plain_end);
  }
  html_.append("</").append(element).append(">\n");
  result_.headings.push_back(std::move(heading));
}

void MarkdownRenderer::Paragraph(cmark_node* node) {
  if (cmark_node* image = OnlyImage(node)) {
    if (KindOfAddress(Address(image), true) != AddressKind::kRefused) return ImageFigure(image, nullptr);
  }
  const size_t plain_start = plain_.size();
  cmark_node* list = cmark_node_parent(cmark_node_parent(node));
  const bool tight = IsType(list, CMARK_NODE_LIST) && cmark_node_get_list_tight(list);
  if (!tight) html_ += "<p>";
  Inlines(cmark_node_first_child(node));
  if (node == last_of_note_) BackLinks(note_number_);
  html_ += tight ? "" : "</p>";
  html_ += '\n';
  TakeExcerpt(node, plain_start);
}

void MarkdownRenderer::TakeExcerpt(cmark_node* paragraph, size_t plain_start) {
  std::string& excerpt = cmark_node_parent(paragraph) == root_ ? result_.excerpt : fallback_excerpt_;
  if (!excerpt.empty() || note_number_ > 0) return;
  excerpt = CutExcerpt(std::string_view(plain_).substr(plain_start), request_.language);
}

void MarkdownRenderer::Quote(cmark_node* node) {
  if (Note(node)) return;
  html_ += "<blockquote>\n";
  Blocks(cmark_node_first_child(node));
  html_ += "</blockquote>\n";
}

void MarkdownRenderer::List(cmark_node* node) {
  const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  bool tasks = false;
  for (cmark_node* item = cmark_node_first_child(node); item; item = cmark_node_next(item)) {
    tasks |= IsNamed(item, "tasklist");
  }
  html_ += ordered ? "<ol" : "<ul";
  if (tasks) Attribute("class", "checklist");
  const int start = cmark_node_get_list_start(node);
  if (ordered && start != 1) Attribute("start", std::to_string(start));
  html_ += ">\n";
  for (cmark_node* item = cmark_node_first_child(node); item; item = cmark_node_next(item)) Item(item);
  html_ += ordered ? "</ol>\n" : "</ul>\n";
}

void MarkdownRenderer::Item(cmark_node* node) {
  html_ += "<li>";
  cmark_node* first = cmark_node_first_child(node);
  if (IsNamed(node, "tasklist")) {
    TaskLabel(node);
    if (IsType(first, CMARK_NODE_PARAGRAPH)) first = cmark_node_next(first);
  }
  const bool tight = cmark_node_get_list_tight(cmark_node_parent(node));
  if (first && !(tight && IsType(first, CMARK_NODE_PARAGRAPH))) html_ += '\n';
  Blocks(first);
  if (html_.back() == '\n' && tight) html_.pop_back();
  html_ += "</li>\n";
  EndPlainBlock();
}

/// The box and the item's first paragraph, which is the box's name.
void MarkdownRenderer::TaskLabel(cmark_node* item) {
  cmark_node* paragraph = cmark_node_first_child(item);
  const bool has_text = IsType(paragraph, CMARK_NODE_PARAGRAPH);
  const bool in_paragraph = has_text && !cmark_node_get_list_tight(cmark_node_parent(item));
  html_ += in_paragraph ? "<p><label><input type=\"checkbox\" disabled" : "<label><input type=\"checkbox\" disabled";
  if (cmark_gfm_extensions_get_tasklist_item_checked(item)) html_ += " checked";
  if (!has_text) Attribute("aria-label", WordOf(kMarkdownWords.size() - 1, "確認", "Done").text);
  html_ += "> ";
  if (has_text) Inlines(cmark_node_first_child(paragraph));
  html_ += in_paragraph ? "</label></p>\n" : "</label>\n";
  EndPlainBlock();
}

void MarkdownRenderer::CodeBlock(cmark_node* node) {
  const std::string_view info = OrEmpty(cmark_node_get_fence_info(node));
  const std::string_view language = info.substr(0, info.find_first_of(" \t"));
  html_ += "<pre><code";
  if (!language.empty()) Attribute("class", "language-" + std::string(language));
  html_ += '>';
  Text(Literal(node));
  html_ += "</code></pre>\n";
}

/// Shown as text, so that a preview does not lose what the author wrote.
void MarkdownRenderer::HtmlBlock(cmark_node* node) {
  const std::string_view literal = Trim(Literal(node));
  RawHtml(node, literal);
  html_ += "<p>";
  Text(literal);
  html_ += "</p>\n";
}

}  // namespace kyodo
