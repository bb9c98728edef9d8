#include "markdown/pool.h"

#include "markdown/problems.h"
#include "markdown/wire.h"
#include "system/workers.h"

namespace kyodo {

namespace {

// References let a small text name one long address thousands of times.
constexpr size_t kMaxResultBytes = 32 << 20;

MarkdownResult OnlyProblem(MarkdownResult::Problem problem) {
  MarkdownResult result;
  result.problems.push_back(std::move(problem));
  return result;
}

}  // namespace

/// Empty, which is no result, when there is none to be had.
std::string WorkOnMarkdown(std::string_view bytes) {
  const std::optional<MarkdownRequest> request = DecodeRequest(bytes);
  if (!request) return {};
  std::string result = EncodeResult(RenderMarkdown(*request));
  return result.size() <= kMaxResultBytes ? result : std::string();
}

struct MarkdownPool::State {
  MarkdownLimits limits;
  WorkerPool workers;
};

MarkdownPool::MarkdownPool(size_t workers, MarkdownLimits limits, std::string program)
    : state_(
          new State{limits, WorkerPool(workers, limits.time,
                                       {std::move(program), std::string(kMarkdownWork.name), limits.memory_bytes})}) {
  state_->workers.Prepare();
}

MarkdownPool::~MarkdownPool() = default;

Result<std::vector<MarkdownResult>> MarkdownPool::Render(std::span<const MarkdownRequest> requests) {
  std::vector<MarkdownResult> results(requests.size());
  const auto ask = [&](size_t index) { return EncodeRequest(requests[index]); };
  const auto take = [&](size_t index, WorkerOutcome outcome, std::string_view response) {
    std::optional<MarkdownResult> result;
    if (outcome == WorkerOutcome::kDone) result = DecodeResult(response);
    const double seconds = std::chrono::duration<double>(state_->limits.time).count();
    results[index] = result ? std::move(*result) : OnlyProblem(LimitProblem(seconds, state_->limits.memory_bytes));
  };
  const Status run = state_->workers.Run(requests.size(), ask, take);
  if (!run.ok()) return run.error();
  return results;
}

}  // namespace kyodo
