// A pool of worker processes for work that may hang, crash or eat memory.
//
// Each request goes to one worker and comes back as one response; a request that
// exceeds a limit costs its worker, which is killed and replaced, and nothing
// else. Workers are the program run again (system/worker_process.h), so a pool
// may be made at any time, on any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"
#include "system/worker_process.h"

namespace kyodo {

enum class WorkerOutcome {
  kDone,
  kLimit,  // the time was up, or the request killed its worker twice
};

class WorkerPool {
 public:
  /// Makes request `index`; called again when its worker died.
  using Ask = std::function<std::string(size_t index)>;
  /// Takes its response, which is empty unless the outcome is kDone. In any order.
  using Take = std::function<void(size_t index, WorkerOutcome outcome, std::string_view response)>;

  /// At most `workers` (at least one) processes, each of which starts when there is work for it. A request may take
  /// `time` of the processor, and ten times as long by the clock: other programs may want the processor as well.
  WorkerPool(size_t workers, std::chrono::milliseconds time, WorkerCommand command);
  /// Ends them and waits for them.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;

  /// Starts the first worker, which takes some milliseconds to load, while its work is still being prepared.
  void Prepare();

  /// Runs requests 0 … count-1 and calls `ask` and `take` on this thread. One call at a time, from any thread.
  /// Error `system.worker`: no worker could be started, or kept long enough to answer; not all requests were taken.
  Status Run(size_t count, const Ask& ask, const Take& take);

 private:
  struct State;
  class Round;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo
