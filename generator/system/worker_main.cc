#include "system/worker_main.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <optional>

#include "core/text.h"
#include "system/frames.h"

namespace kyodo {

namespace {

constexpr int kUsage = 2;

#ifdef KYODO_SANITIZED
constexpr bool kLimitsMemory = false;  // they reserve terabytes of address space
#else
constexpr bool kLimitsMemory = true;
#endif

void LimitMyself(rlim_t memory_bytes) {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (!kLimitsMemory) return;
  rlimit memory{};
  getrlimit(RLIMIT_AS, &memory);
  memory.rlim_cur = memory.rlim_max = std::min(memory_bytes, memory.rlim_max);
  setrlimit(RLIMIT_AS, &memory);
}

/// An answer is sent before the next request is begun, so that the first request
/// without an answer is always the one that a worker died of.
void Serve(int socket, const WorkerKind& kind) {
  std::string in, out;
  AppendFrame(out, WorkerGreeting(kind.name));
  if (!SendSome(socket, out)) return;
  while (ReadSome(socket, in)) {
    size_t at = 0;
    for (std::string_view request; NextFrame(in, at, request);) {
      AppendFrame(out, kind.work(request));
      if (!SendSome(socket, out)) return;
    }
    in.erase(0, at);
  }
}

/// PROGRAM --worker KIND MEMORY PARENT
[[noreturn]] void WorkerMain(std::string_view name, std::string_view memory, std::string_view parent,
                             std::span<const WorkerKind> kinds) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const WorkerKind& one) { return one.name == name; });
  rlim_t memory_bytes = 0;
  pid_t parent_pid = 0;
  if (kind == kinds.end() || !ReadNumber(memory, memory_bytes) || !ReadNumber(parent, parent_pid)) _exit(kUsage);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent_pid) _exit(0);  // it died before the line above
  LimitMyself(memory_bytes);
  try {
    Serve(STDIN_FILENO, *kind);
  } catch (const std::exception&) {
    _exit(1);  // quietly: the program says what it means
  }
  // Libraries may have threads that wait for ever to be told of the end.
  _exit(0);
}

}  // namespace

std::string WorkerGreeting(std::string_view kind) { return "kyodo worker: " + std::string(kind); }

void ServeAsWorker(int argc, char** argv, std::span<const WorkerKind> kinds) {
  if (argc < 2 || std::string_view(argv[1]) != kWorkerOption) return;
  if (argc != 5) _exit(kUsage);
  WorkerMain(argv[2], argv[3], argv[4], kinds);
}

}  // namespace kyodo
