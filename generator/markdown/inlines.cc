#include <algorithm>

#include "core/html.h"
#include "core/text.h"
#include "markdown/embed.h"
#include "markdown/links.h"
#include "markdown/plain.h"
#include "markdown/problems.h"
#include "markdown/renderer.h"

namespace kyodo {

namespace {

std::string_view LineFrom(std::string_view text, size_t at) {
  constexpr size_t kFar = 4000;  // many may be on one long line
  const std::string_view rest = text.substr(std::min(at, text.size()), kFar);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

bool IsInCell(cmark_node* node) {
  while (node && !IsNamed(node, "table_cell")) node = cmark_node_parent(node);
  return node != nullptr;
}

}  // namespace

void MarkdownRenderer::Inlines(cmark_node* first, cmark_node* end) {
  if (first && TooDeep(first)) return;
  ++depth_;
  for (cmark_node* node = first; node != end; node = cmark_node_next(node)) Inline(node);
  --depth_;
}

void MarkdownRenderer::Inline(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: Text(Literal(node)); break;
    case CMARK_NODE_SOFTBREAK: SoftBreak(node); break;
    case CMARK_NODE_LINEBREAK:
      html_ += "<br>\n";
      plain_ += ' ';
      break;
    case CMARK_NODE_CODE:
      html_ += "<code>";
      Text(Literal(node));
      html_ += "</code>";
      break;
    case CMARK_NODE_EMPH:
      if (const MarkdownSpan* span = SpanOf(node)) {
        Span(*span, node);
      } else {
        Wrapped("em", node);
      }
      break;
    case CMARK_NODE_STRONG: Wrapped("strong", node); break;
    case CMARK_NODE_LINK: Link(node); break;
    case CMARK_NODE_IMAGE: Image(node, true); break;
    case CMARK_NODE_HTML_INLINE:
      // No other way leads to a second line in a cell.
      if (HtmlElementName(Literal(node)) == "br" && IsInCell(node)) {
        html_ += "<br>";
        plain_ += ' ';
        break;
      }
      RawHtml(node, Literal(node));
      Text(Literal(node));
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE: NoteReference(node); break;
    default:
      if (IsNamed(node, "strikethrough")) Wrapped("del", node);
      break;
  }
}

void MarkdownRenderer::Wrapped(std::string_view element, cmark_node* node) {
  html_.append("<").append(element).append(">");
  Inlines(cmark_node_first_child(node));
  html_.append("</").append(element).append(">");
}

void MarkdownRenderer::Span(const MarkdownSpan& span, cmark_node* node) {
  cmark_node* content = cmark_node_first_child(node);
  switch (span.kind) {
    case MarkdownSpan::kRuby:
      html_ += "<ruby>";
      Inlines(content);
      html_ += "<rp>（</rp><rt>";
      AppendEscaped(html_, span.argument);
      html_ += "</rt><rp>）</rp></ruby>";
      break;
    case MarkdownSpan::kDots:
      html_ += "<em class=\"dots\">";
      Inlines(content);
      html_ += "</em>";
      break;
    case MarkdownSpan::kLanguage:
      html_ += "<span";
      Attribute("lang", span.argument);
      html_ += '>';
      Inlines(content);
      html_ += "</span>";
      break;
  }
}

void MarkdownRenderer::SoftBreak(cmark_node* node) {
  if (IsBeforeNothing(node) || ClosesUp(LastCharacter(plain_), NextCharacter(node))) return;
  html_ += '\n';
  plain_ += ' ';
}

/// The end tag of an element that was refused is no mistake of its own.
void MarkdownRenderer::RawHtml(cmark_node* node, std::string_view html) {
  const std::string element = HtmlElementName(html);
  if (StartsWith(html, "</") && elements_told_.contains(element)) return;
  if (!element.empty()) elements_told_.insert(element);
  Report(RawHtmlProblem(PlaceOf(node, html), html));
}

/// Where its bracket is, or the address that is a link by itself.
size_t MarkdownRenderer::FindLink(cmark_node* link) const {
  cmark_node* text = cmark_node_first_child(link);
  const bool shows_address =
      IsType(text, CMARK_NODE_TEXT) && !Literal(text).empty() && EndsWith(Address(link), Literal(text));
  if (!shows_address) return source_.Find(link, "[");
  // The text's place: that of a link in < > is wrong on later lines of a paragraph.
  const size_t at = source_.Find(text, Literal(text));
  const char before = at > 0 ? source_.text()[at - 1] : '\n';
  return before == '[' || before == '<' ? at - 1 : at;
}

/// The address of the link or image that begins at byte `link`; where the address
/// stands elsewhere, the beginning.
MarkdownExtent MarkdownRenderer::ExtentOfAddress(size_t link, std::string_view target) const {
  const std::string_view line = LineFrom(source_.text(), link);
  const size_t behind_text = std::min(line.find("]("), line.size());
  size_t at = line.find(target, behind_text);
  if (at == std::string_view::npos) at = line.find(target);  // <mailto:…>
  if (at == std::string_view::npos) return source_.ExtentOf(link, link + 1);
  return source_.ExtentOf(link + at, link + at + target.size());
}

/// All of the link or image: to the bracket behind its address.
MarkdownExtent MarkdownRenderer::ExtentOfLink(size_t link, std::string_view target) const {
  const std::string_view line = LineFrom(source_.text(), link);
  const size_t brackets = line.find("](");
  if (brackets == std::string_view::npos)
    return source_.ExtentOf(link, link + std::min(line.find(']'), line.size() - 1) + 1);
  const size_t address = line.find(target, brackets);
  const size_t behind = address == std::string_view::npos ? brackets : address + target.size();
  const size_t close = line.find(')', behind);
  return source_.ExtentOf(link, close == std::string_view::npos ? link + 1 : link + close + 1);
}

void MarkdownRenderer::Link(cmark_node* node) {
  const std::string target(Address(node));
  const AddressKind kind = KindOfAddress(target, false);
  if (muted_ || in_link_) return Inlines(cmark_node_first_child(node));
  if (kind == AddressKind::kRefused) {
    Report(SchemeProblem(ExtentOfAddress(FindLink(node), target), target, false));
    return Inlines(cmark_node_first_child(node));
  }
  const size_t plain_start = plain_.size();
  const size_t index = result_.links.size();
  html_ += "<a";
  if (kind == AddressKind::kWeb) Attribute("class", "external");
  if (!Title(node).empty()) Attribute("title", Title(node));
  const size_t start = FindLink(node);
  const MarkdownPlace at = source_.PlaceAt(start);
  result_.links.push_back({static_cast<uint32_t>(html_.size()), 0, false, target, {}, {}, at.line, at.column});
  html_ += '>';
  in_link_ = true;
  Inlines(cmark_node_first_child(node));
  in_link_ = false;
  result_.links[index].end = static_cast<uint32_t>(html_.size());
  html_ += "</a>";
  std::string& text = result_.links[index].text;
  text = Trim(std::string_view(plain_).substr(plain_start));
  if (text.empty() && request_.check_structure) Report(EmptyLinkProblem(ExtentOfLink(start, target), target));
}

void MarkdownRenderer::Image(cmark_node* node, bool in_text) {
  const std::string alt = PlainText(node);
  plain_ += alt;
  if (muted_) return AppendEscaped(html_, alt);
  const std::string target(Address(node));
  const size_t start = source_.Find(node, "![");
  const MarkdownPlace at = source_.PlaceAt(start);
  if (KindOfAddress(target, true) == AddressKind::kRefused) {
    Report(SchemeProblem(ExtentOfAddress(start, target), target, true));
    return AppendEscaped(html_, alt);
  }
  if (in_text && EmbedOf(target) != Embed::kNone)
    return Report(EmbedInTextProblem(ExtentOfLink(start, target), alt, target));
  if (Trim(alt).empty() && request_.check_structure)
    Report(AlternativeTextProblem(ExtentOfLink(start, target), target));
  const std::string title(in_text ? Title(node) : std::string_view());
  result_.links.push_back({static_cast<uint32_t>(html_.size()), 0, true, target, alt, title, at.line, at.column});
}

}  // namespace kyodo
