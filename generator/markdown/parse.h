// A Markdown text as a tree that is ready for the renderer: parsed by cmark-gfm
// with tables, strikethrough, autolinks, task lists and footnotes, then with
// kyodo's own inlines as custom nodes and free of our marks.
#pragma once

#include <memory>

#include "markdown/mend.h"
#include "markdown/tree.h"

namespace kyodo {

struct ParsedMarkdown {
  struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
  };
  MendedMarkdown source;
  std::unique_ptr<cmark_node, FreeNode> root;
};

/// Runs out of memory by aborting, quietly: it is called in worker processes.
/// `as_meant`: signs that act by accident are text (see mend.h), and only ~~ strikes out.
ParsedMarkdown ParseMarkdown(std::string_view text, bool as_meant, std::vector<MarkdownResult::Problem>& problems);

}  // namespace kyodo
