// Inlines that CommonMark does not have: `{協働|きょうどう}` (ruby), `{.支援}`
// (emphasis dots) and `[text]{lang=en}` (a foreign run).
#pragma once

#include <string>

#include "markdown/tree.h"

namespace kyodo {

/// Turns them into nodes with a MarkdownSpan. `source` is the parsed text.
void AddSpans(cmark_node* root, const std::string& source);

}  // namespace kyodo
