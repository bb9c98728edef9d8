// What a process does that was started to be a worker: system/worker_process.h starts it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kyodo {

inline constexpr const char* kWorkerOption = "--worker";        // the first argument of a worker
inline constexpr const char* kWorkerVariable = "KYODO_WORKER";  // and in its environment, the kind

/// A kind of work. The answer to one request, which is the last before the next.
struct WorkerKind {
  std::string_view name;  // "markdown"
  std::string (*work)(std::string_view request);
};

/// When the program was started as a worker, does the work of its kind until there is no more to do, and ends the
/// process. Else does nothing. Call it first in main, before threads and before anything that takes time: every
/// worker would take it.
void ServeAsWorker(int argc, char** argv, std::span<const WorkerKind> kinds);

/// The first frame that a worker sends: it is loaded, within its limits, and knows the kind.
std::string WorkerGreeting(std::string_view kind);

}  // namespace kyodo
