#include <cmark-gfm-core-extensions.h>

#include "core/text.h"
#include "markdown/plain.h"
#include "markdown/renderer.h"

namespace kyodo {

namespace {

/// A cell that is one bold run from end to end; its content, else null.
cmark_node* BoldContent(cmark_node* cell) {
  cmark_node* only = cmark_node_first_child(cell);
  return IsType(only, CMARK_NODE_STRONG) && !cmark_node_next(only) ? only : nullptr;
}

/// Authors mark the heads of rows by writing the whole first column bold.
bool HasRowHeads(cmark_node* first_body_row) {
  for (cmark_node* row = first_body_row; row; row = cmark_node_next(row)) {
    if (!BoldContent(cmark_node_first_child(row))) return false;
  }
  return first_body_row != nullptr;
}

bool IsEmptyRow(cmark_node* row) {
  for (cmark_node* cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell)) {
    if (cmark_node_first_child(cell)) return false;
  }
  return true;
}

std::string_view AlignmentClass(uint8_t alignment) {
  switch (alignment) {
    case 'l': return "align-left";
    case 'c': return "align-center";
    case 'r': return "align-right";
    default: return {};
  }
}

}  // namespace

/// `caption` becomes its <caption>; else `name_id`, else the section's heading,
/// names the box in which a wide table scrolls.
void MarkdownRenderer::Table(cmark_node* table, cmark_node* caption, std::string_view name_id) {
  html_ += "<div class=\"table\"";
  std::string number;
  std::string caption_id;
  if (caption) {
    number = BeginCaption(caption);
    const std::string& id = result_.captions.back().id;
    Attribute("id", id);
    caption_id = survey_.ids.TakeUnique(id + "-caption");
    name_id = caption_id;
  }
  // A region is a landmark, which needs a name of its own; a section may hold
  // several tables, so that its heading names only a group.
  if (!name_id.empty()) {
    html_ += " role=\"region\"";
    Attribute("aria-labelledby", name_id);
  } else if (!section_id_.empty()) {
    html_ += " role=\"group\"";
    Attribute("aria-labelledby", section_id_);
  }
  html_ += " tabindex=\"0\">\n<table>\n";
  if (caption) {
    html_ += "<caption";
    Attribute("id", caption_id);
    html_ += '>';
    CaptionText(caption, number);
    html_ += "</caption>\n";
  }

  const uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(table);
  cmark_node* head = cmark_node_first_child(table);
  cmark_node* body = cmark_node_next(head);
  if (!IsEmptyRow(head)) {
    html_ += "<thead>\n";
    TableRow(head, alignments, true, false);
    html_ += "</thead>\n";
  }
  if (body) {
    const bool row_heads = HasRowHeads(body);
    html_ += "<tbody>\n";
    for (cmark_node* row = body; row; row = cmark_node_next(row)) TableRow(row, alignments, false, row_heads);
    html_ += "</tbody>\n";
  }
  html_ += "</table>\n</div>\n";
}

void MarkdownRenderer::TableRow(cmark_node* row, const uint8_t* alignments, bool column_heads, bool row_heads) {
  html_ += "<tr>\n";
  size_t column = 0;
  for (cmark_node* cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell), ++column) {
    const bool row_head = row_heads && column == 0;
    // An empty corner heads nothing.
    const bool column_head = column_heads && cmark_node_first_child(cell);
    html_ += row_head || column_head ? "<th" : "<td";
    if (column_head) html_ += " scope=\"col\"";
    if (row_head) html_ += " scope=\"row\"";
    const std::string_view alignment = AlignmentClass(alignments[column]);
    if (!alignment.empty()) Attribute("class", alignment);
    html_ += '>';
    Inlines(cmark_node_first_child(row_head ? BoldContent(cell) : cell));
    html_ += row_head || column_head ? "</th>\n" : "</td>\n";
    if (cmark_node_next(cell)) plain_ += ' ';
  }
  html_ += "</tr>\n";
  EndPlainBlock();
}

}  // namespace kyodo
