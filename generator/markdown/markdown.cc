#include "markdown/markdown.h"

#include <algorithm>
#include <tuple>

#include "core/html.h"
#include "markdown/problems.h"
#include "markdown/renderer.h"
#include "markdown/slips.h"

namespace kyodo {

MarkdownRenderer::MarkdownRenderer(const MarkdownRequest& request, ParsedMarkdown& parsed, MarkdownResult& result)
    : request_(request),
      source_(parsed.source),
      root_(parsed.root.get()),
      result_(result),
      html_(result.html),
      plain_(result.plain),
      survey_(SurveyMarkdown(parsed, request.check_structure, request.taken_ids, result.problems)) {
  while (survey_.ids.IsReserved(NoteId(1)))
    note_group_ = note_group_.empty() ? "b-" : std::string{++note_group_[0], '-'};
  html_.reserve(source_.text().size() * 2);
  plain_.reserve(source_.text().size());
}

void MarkdownRenderer::Render() {
  Blocks(cmark_node_first_child(root_));
  if (result_.excerpt.empty()) result_.excerpt = std::move(fallback_excerpt_);
  while (!plain_.empty() && plain_.back() == '\n') plain_.pop_back();
  for (MarkdownResult::Heading& heading : result_.headings) {  // one without text can be last
    heading.plain_begin = std::min(heading.plain_begin, static_cast<uint32_t>(plain_.size()));
    heading.plain_end = std::min(heading.plain_end, static_cast<uint32_t>(plain_.size()));
  }
  result_.ids = survey_.ids.Sorted();
  std::stable_sort(result_.problems.begin(), result_.problems.end(), [](const auto& a, const auto& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
}

void MarkdownRenderer::Attribute(std::string_view name, std::string_view value) {
  html_.append(" ").append(name).append("=\"");
  AppendEscaped(html_, value);
  html_ += '"';
}

bool MarkdownRenderer::TooDeep(cmark_node* node) {
  if (depth_ < kMaxDepth) return false;
  if (!too_deep_) Report(DepthProblem(PlaceOf(node, {}), kMaxDepth));
  too_deep_ = true;
  return true;
}

MarkdownResult RenderMarkdown(const MarkdownRequest& request) {
  MarkdownResult result;
  if (std::optional<MarkdownResult::Problem> large =
          request.check_structure ? FindLargeTable(request.text) : std::nullopt) {
    result.problems.push_back(std::move(*large));
    return result;
  }
  ParsedMarkdown parsed = ParseMarkdown(request.text, request.check_structure, result.problems);
  MarkdownRequest checked = request;
  if (request.check_structure)
    checked.check_structure = FindSlips(request.text, request.language, parsed, result.problems);
  MarkdownRenderer(checked, parsed, result).Render();
  return result;
}

}  // namespace kyodo
