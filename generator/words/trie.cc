#include "words/trie.h"

namespace kyodo::words {

namespace {

uint64_t KeyOf(uint32_t node, char32_t c) { return static_cast<uint64_t>(node) << 21 | c; }

}  // namespace

Trie::Trie() : edges_(1024), values_(1, kNone) {}

size_t Trie::Slot(uint64_t key) const {
  size_t slot = (key * 0x9E3779B97F4A7C15u >> 32) & (edges_.size() - 1);
  while (edges_[slot].key != 0 && edges_[slot].key != key) slot = (slot + 1) & (edges_.size() - 1);
  return slot;
}

/// The node that `c` leads to; 0 when there is none.
uint32_t Trie::Step(uint32_t node, char32_t c) const { return edges_[Slot(KeyOf(node, c))].node; }

void Trie::Grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  for (const Edge& edge : old) {
    if (edge.key) edges_[Slot(edge.key)] = edge;
  }
}

uint32_t& Trie::operator[](std::u32string_view word) {
  uint32_t node = 0;
  for (const char32_t c : word) {
    uint32_t next = Step(node, c);
    if (!next) {
      if (++used_ * 2 > edges_.size()) Grow();
      next = static_cast<uint32_t>(values_.size());
      values_.push_back(kNone);
      edges_[Slot(KeyOf(node, c))] = {KeyOf(node, c), next};
    }
    node = next;
  }
  return values_[node];
}

uint32_t Trie::Find(std::u32string_view word) const {
  uint32_t node = 0;
  for (const char32_t c : word) {
    node = Step(node, c);
    if (!node) return kNone;
  }
  return values_[node];
}

Trie::Match Trie::Longest(std::u32string_view text, size_t at) const {
  Match best;
  uint32_t node = 0;
  for (size_t i = at; i < text.size(); ++i) {
    node = Step(node, text[i]);
    if (!node) break;
    if (values_[node] != kNone) best = {i + 1 - at, values_[node]};
  }
  return best;
}

}  // namespace kyodo::words
