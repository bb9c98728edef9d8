// A pool of worker processes for work that may hang, crash or eat memory.
//
// Each request goes to one worker and comes back as one response; a request that
// exceeds a limit costs its worker, which is killed and replaced, and nothing
// else. On the wire, both are a length (4 bytes, native) and the bytes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kyodo {

struct WorkerLimits {
  std::chrono::milliseconds time{5000};   // wall clock, for one request
  size_t memory_bytes = size_t{1} << 30;  // address space of one worker; not under sanitizers
};

enum class WorkerOutcome {
  kDone,
  kLimit,     // the time was up, or the request killed its worker twice
  kNoWorker,  // the system did not let us start one
};

class WorkerPool {
 public:
  /// Runs in a worker, one request after another.
  using Work = std::string (*)(std::string_view request);
  /// Makes request `index`; called again when its worker died.
  using Ask = std::function<std::string(size_t index)>;
  /// Takes its response, which is empty unless the outcome is kDone. In any order.
  using Take = std::function<void(size_t index, WorkerOutcome outcome, std::string_view response)>;

  /// Forks once: make it before any thread. Workers start when they are needed.
  WorkerPool(size_t workers, WorkerLimits limits, Work work);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;

  /// Runs requests 0 … count-1 and calls `ask` and `take` on this thread. One
  /// call at a time, from any thread.
  void Run(size_t count, const Ask& ask, const Take& take);

 private:
  struct State;
  class Round;
  std::unique_ptr<State> state_;
};

}  // namespace kyodo
