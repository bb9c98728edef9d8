#include "markdown/parse.h"

#include <cmark-gfm-core-extensions.h>

#include "markdown/addresses.h"
#include "markdown/mark_stars.h"
#include "markdown/spans.h"

namespace kyodo {

namespace {

cmark_node* RunParser(const std::string& text, bool as_meant) {
  cmark_gfm_core_extensions_ensure_registered();
  // SOURCEPOS: without it, inlines of later lines have the first line's number.
  // One ~ is a range in Japanese: 10:00~12:00.
  const int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS | (as_meant ? CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE : 0);
  cmark_parser* parser = cmark_parser_new_with_mem(options, QuietMemory());
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, text.data(), text.size());
  cmark_node* root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return root;
}

void CleanNode(cmark_node* node) {
  const auto clean = [node](const char* (*get)(cmark_node*), int (*set)(cmark_node*, const char*)) {
    const std::string_view text = OrEmpty(get(node));
    std::string cleaned = CleanMarkdownText(text);
    if (cleaned != text) set(node, cleaned.c_str());
  };
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
      clean(cmark_node_get_fence_info, cmark_node_set_fence_info);
      clean(cmark_node_get_literal, cmark_node_set_literal);
      break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      clean(cmark_node_get_url, cmark_node_set_url);
      clean(cmark_node_get_title, cmark_node_set_title);
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: clean(cmark_node_get_literal, cmark_node_set_literal); break;
    default: break;
  }
}

}  // namespace

ParsedMarkdown ParseMarkdown(std::string_view text, bool as_meant, std::vector<MarkdownResult::Problem>& problems) {
  MendedMarkdown source(text, as_meant, problems);
  cmark_node* root = RunParser(source.text(), as_meant);
  ParsedMarkdown parsed{std::move(source), std::unique_ptr<cmark_node, ParsedMarkdown::FreeNode>(root)};
  if (as_meant) UndoMarkStars(root);
  MendAddresses(root, parsed.source, problems);
  AddSpans(root, parsed.source.text());
  if (parsed.source.needs_cleaning()) ForEachNode(root, CleanNode);
  return parsed;
}

}  // namespace kyodo
