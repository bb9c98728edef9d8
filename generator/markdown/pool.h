// Markdown in worker processes: cmark-gfm has mutable globals and can be made
// to take minutes, so each text is rendered by a process that may be killed.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "markdown/markdown.h"
#include "system/worker_main.h"
#include "system/worker_process.h"

namespace kyodo {

/// What a worker does with one request.
std::string WorkOnMarkdown(std::string_view request);
inline constexpr WorkerKind kMarkdownWork{"markdown", WorkOnMarkdown};

struct MarkdownLimits {
  std::chrono::milliseconds time{3000};     // for one text
  size_t memory_bytes = size_t{256} << 20;  // address space of one worker
};

/// Its workers are `program`, run again: see kyodo/work.h.
class MarkdownPool {
 public:
  explicit MarkdownPool(size_t workers, MarkdownLimits limits = {}, std::string program = kThisProgram);
  ~MarkdownPool();
  MarkdownPool(const MarkdownPool&) = delete;

  /// Renders all requests; the results are in the same order. A text that
  /// exceeds a limit, or kills its worker, gets a result whose only content is
  /// the problem `markdown.limit`. The others are not affected.
  /// Error `system.worker`: no worker could be started, whatever the texts.
  Result<std::vector<MarkdownResult>> Render(std::span<const MarkdownRequest> requests);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo
