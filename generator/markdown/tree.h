// Small views of cmark's tree, and the kind of node that kyodo adds to it.
#pragma once

#include <cmark-gfm.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace kyodo {

inline std::string_view OrEmpty(const char* text) { return text ? std::string_view(text) : std::string_view(); }
inline std::string_view Literal(cmark_node* node) { return OrEmpty(cmark_node_get_literal(node)); }
inline std::string_view Address(cmark_node* node) { return OrEmpty(cmark_node_get_url(node)); }
inline std::string_view Title(cmark_node* node) { return OrEmpty(cmark_node_get_title(node)); }

/// Every node in document order. `visit` must not move nodes.
template <class Visit>
void ForEachNode(cmark_node* root, Visit visit) {
  cmark_iter* iterator = cmark_iter_new(root);
  while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
    if (cmark_iter_get_event_type(iterator) == CMARK_EVENT_ENTER) visit(cmark_iter_get_node(iterator));
  }
  cmark_iter_free(iterator);
}

/// The allocator of the parser and of new nodes: cmark refuses to join nodes of
/// two allocators. Aborts without a word when memory runs out.
cmark_mem* QuietMemory();
cmark_node* NewNode(cmark_node_type type);
cmark_node* NewText(std::string_view text);
void SetText(cmark_node* node, std::string_view text);

/// Types of extensions have no constant, only a name: "table", "table_row", "tasklist" …
inline bool IsNamed(cmark_node* node, std::string_view name) {
  return node && name == cmark_node_get_type_string(node);
}
inline bool IsType(cmark_node* node, cmark_node_type type) { return node && cmark_node_get_type(node) == type; }

/// An inline that CommonMark does not have. It is an emphasis node that carries
/// one of these: table cells refuse cmark's custom nodes.
struct MarkdownSpan {
  enum Kind : uint8_t { kRuby, kDots, kLanguage };
  Kind kind = kRuby;
  std::string argument;  // the reading of a ruby, the language of a foreign run
};
inline const MarkdownSpan* SpanOf(cmark_node* node) {
  return static_cast<const MarkdownSpan*>(cmark_node_get_user_data(node));
}

}  // namespace kyodo
