#include "formats/markdown_pool.h"

#include "formats/markdown_problems.h"
#include "formats/markdown_wire.h"
#include "system/workers.h"

namespace kyodo {

namespace {

// References let a small text name one long address thousands of times.
constexpr size_t kMaxResultBytes = 32 << 20;

/// Empty, which is no result, when there is none to be had.
std::string Work(std::string_view bytes) {
  const std::optional<MarkdownRequest> request = DecodeRequest(bytes);
  if (!request) return {};
  std::string result = EncodeResult(RenderMarkdown(*request));
  return result.size() <= kMaxResultBytes ? result : std::string();
}

MarkdownResult OnlyProblem(MarkdownResult::Problem problem) {
  MarkdownResult result;
  result.problems.push_back(std::move(problem));
  return result;
}

}  // namespace

struct MarkdownPool::State {
  MarkdownLimits limits;
  WorkerPool workers;
};

MarkdownPool::MarkdownPool(size_t workers, MarkdownLimits limits)
    : state_(new State{limits, WorkerPool(workers, {limits.time, limits.memory_bytes}, Work)}) {}

MarkdownPool::~MarkdownPool() = default;

std::vector<MarkdownResult> MarkdownPool::Render(std::span<const MarkdownRequest> requests) {
  std::vector<MarkdownResult> results(requests.size());
  const auto ask = [&](size_t index) { return EncodeRequest(requests[index]); };
  const auto take = [&](size_t index, WorkerOutcome outcome, std::string_view response) {
    if (outcome == WorkerOutcome::kNoWorker) {
      results[index] = OnlyProblem(WorkerProblem());
      return;
    }
    std::optional<MarkdownResult> result;
    if (outcome == WorkerOutcome::kDone) result = DecodeResult(response);
    const double seconds = std::chrono::duration<double>(state_->limits.time).count();
    results[index] = result ? std::move(*result) : OnlyProblem(LimitProblem(seconds, state_->limits.memory_bytes));
  };
  state_->workers.Run(requests.size(), ask, take);
  return results;
}

}  // namespace kyodo
