#include "markdown/tree.h"

#include <cstdlib>

namespace kyodo {

namespace {

void* AllocateOrAbort(size_t count, size_t size) {
  void* memory = std::calloc(count, size);
  if (!memory) std::abort();
  return memory;
}

void* ReallocateOrAbort(void* old, size_t size) {
  void* memory = std::realloc(old, size);
  if (!memory) std::abort();
  return memory;
}

}  // namespace

cmark_mem* QuietMemory() {
  // cmark takes it as non-const and does not write to it.
  static cmark_mem memory = {AllocateOrAbort, ReallocateOrAbort, std::free};
  return &memory;
}

cmark_node* NewNode(cmark_node_type type) { return cmark_node_new_with_mem(type, QuietMemory()); }

cmark_node* NewText(std::string_view text) {
  cmark_node* node = NewNode(CMARK_NODE_TEXT);
  SetText(node, text);
  return node;
}

void SetText(cmark_node* node, std::string_view text) { cmark_node_set_literal(node, std::string(text).c_str()); }

}  // namespace kyodo
