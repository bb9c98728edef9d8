// Another program (ssh, git) with sockets for what it reads and prints, and without a shell.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kyodo {

struct ProgramCommand {
  std::vector<std::string> arguments;                            // the first is the program, looked up in PATH
  std::vector<std::pair<std::string, std::string>> variables{};  // besides those of this process
};

/// It ends when this object goes: its input ends, and it is killed if that does not end it.
class RunningProgram {
 public:
  RunningProgram() = default;
  ~RunningProgram() { End(); }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// 0, or the errno value that says why there is none (ENOENT: no such program).
  int Start(const ProgramCommand& command);
  bool running() const { return pid_ > 0; }
  /// For both directions, and for what it prints as errors; neither blocks.
  int socket() const { return socket_; }
  int errors() const { return errors_; }
  /// It has no more to read.
  void EndInput() const;
  /// Waits for it; its exit code, or -1 when a signal ended it.
  int Wait();
  void End();

 private:
  pid_t pid_ = -1;
  int socket_ = -1, errors_ = -1;
};

/// As posix_spawn takes arguments and variables, with a null at the end; of use while `texts` are.
std::vector<char*> Pointers(std::vector<std::string>& texts);

struct ProgramResult {
  int code = -1;
  std::string out, err;
};
/// Runs it to its end with `input` to read. None: there is no such program.
std::optional<ProgramResult> RunProgram(const ProgramCommand& command, std::string input = {});

}  // namespace kyodo
