// Slips in Markdown: what was meant but did not act, what acted but was not
// meant, and what would be lost. Markdown takes every text, so nothing else
// would tell the author. Each slip is told at its place, with the author's own
// line as it should be written.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "markdown/parse.h"

namespace kyodo {

/// Looks through the author's lines and the tree that they became, which must
/// still have its `{#id}` and caption words.
/// Errors `markdown.conflict`, `table.cells`, `code.open`; warnings
/// `definition.unused`, `heading.underline`, `heading.form`,
/// `list.number`, `list.mark`, `list.nesting`, `checklist.form`, `quote.form`,
/// `quote.lazy`, `code.indented`, `code.fence`, `table.form`, `table.text`,
/// `table.column`, `code.form`, `mark.unknown`, `caption.form`, `link.form`, `image.form`, `emphasis.form`,
/// `ruby.form`, `language.form`, `id.form`, `note.form`, `break.form`, `text.lines`, `text.columns`; notes `list.mark`,
/// `note.form`. Returns false for a text with conflict markers: whatever else is wrong with it follows from them.
bool FindSlips(std::string_view author_text, std::string_view language, const ParsedMarkdown& parsed,
               std::vector<MarkdownResult::Problem>& problems);

inline constexpr size_t kMostTableColumns = 1000, kMostTableCells = 100'000;

/// Error `markdown.table-size`: lines of more columns, or all tables of more cells, than a page can have. A row has all
/// the columns of its table, however short it is, so that a small text may ask for millions of cells.
std::optional<MarkdownResult::Problem> FindLargeTable(std::string_view author_text);

}  // namespace kyodo
