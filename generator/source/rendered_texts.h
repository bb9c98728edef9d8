// Markdown that was rendered before, by all that its rendering depends on.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "markdown/markdown.h"

namespace kyodo {

/// Belongs to one thread. A result is kept from one sweep to the next only when it was used between them.
class RenderedTexts {
 public:
  /// Null: not kept.
  const MarkdownResult* Find(const MarkdownRequest& request);
  void Keep(const MarkdownRequest& request, const MarkdownResult& result);
  void Sweep();

 private:
  struct Kept {
    MarkdownResult result;
    bool used = true;
  };
  std::unordered_map<uint64_t, Kept> results_;
};

}  // namespace kyodo
