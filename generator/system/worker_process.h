// One worker process, as the program that uses it sees it.
//
// It is a program run again, not a fork of this one: a program with threads may not
// fork and go on. It is `PROGRAM --worker KIND MEMORY PARENT` (system/worker_main.h
// is its other side), with a socket as its standard input, no other file, and next
// to no environment. SIGINT, which a terminal sends to the whole group, is blocked
// in it; the program decides what it means.
//
// It ends with the program, however that ends. The kernel kills it when the
// *thread* that started it is gone (PR_SET_PDEATHSIG), which is sooner when that
// thread was short-lived: whoever uses it starts another. That costs a restart,
// where a process or thread that only starts others would cost every program one.
// An idle worker also sees the end of its socket.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "core/result.h"

namespace kyodo {

/// The file that the program itself was started from, also when it has been replaced on the disk since.
inline constexpr const char* kThisProgram = "/proc/self/exe";
/// Where that file lies on the disk; a path at which there is none when it has been replaced.
std::string ExecutablePath();

struct WorkerCommand {
  std::string program = kThisProgram;  // its main must call ServeAsWorker first
  std::string kind;                    // of work: "markdown"
  size_t memory_bytes = 0;             // its address space
};

class WorkerProcess {
 public:
  WorkerProcess() = default;
  /// Kills and waits.
  ~WorkerProcess() { End(); }
  WorkerProcess(const WorkerProcess&) = delete;

  /// Safe with threads. Does not wait for the program to be loaded: its first frame says that it is.
  /// Error `system.worker`: there is no process, socket or memory to be had, or no such program.
  Status Start(const WorkerCommand& command);

  bool running() const { return socket_ >= 0; }
  int socket() const { return socket_; }  // does not block; -1 when not running

  /// What it has used of the processor; zero when it is not running.
  std::chrono::nanoseconds ProcessorTime() const;

  /// Kills it and waits for it. Says how it ended, if by itself: "exit code 127", "signal 11".
  std::string End();

 private:
  pid_t pid_ = -1;
  int socket_ = -1;
};

/// Error `system.worker`: the command could not be run because of `reason`, the system's own words.
Diagnostic WorkerError(const WorkerCommand& command, const std::string& reason);

}  // namespace kyodo
