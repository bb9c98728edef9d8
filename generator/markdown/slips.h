// Slips in Markdown: what was meant but did not act, what acted but was not
// meant, and what would be lost. Markdown takes every text, so nothing else
// would tell the author. Each slip is told at its place, with the author's own
// line as it should be written.
#pragma once

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
/// `caption.form`, `link.form`, `image.form`, `emphasis.form`, `ruby.form`,
/// `language.form`, `id.form`, `note.form`, `break.form`, `text.lines`,
/// `text.columns`; notes `list.mark`, `note.form`.
/// Returns false for a text with conflict markers: whatever else is wrong with it follows from them.
bool FindSlips(std::string_view author_text, std::string_view language, const ParsedMarkdown& parsed,
               std::vector<MarkdownResult::Problem>& problems);

}  // namespace kyodo
