#include "system/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "system/running_program.h"
#include "system/worker_main.h"

namespace kyodo {

namespace {

#ifdef KYODO_SANITIZED
constexpr bool kQuiet = false;  // what a sanitizer finds in a worker is to be seen
#else
constexpr bool kQuiet = true;  // the program says what it means that a worker died
#endif

std::string WordsOf(int error_number) {
  // Not strerror: its language is the locale's.
  const char* const words = strerrordesc_np(error_number);
  return words ? words : std::to_string(error_number);
}

/// What a worker needs to find its libraries, to keep large images in, and under sanitizers.
std::vector<std::string> WorkerEnvironment(const WorkerCommand& command) {
  std::vector<std::string> variables = {std::string(kWorkerVariable) + "=" + command.kind};
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    if (name == "LD_LIBRARY_PATH" || name == "TMPDIR" || EndsWith(name, "SAN_OPTIONS")) variables.emplace_back(text);
  }
  return variables;
}

/// What posix_spawn does between fork and exec.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, socket, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (kQuiet) posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
    posix_spawnattr_init(&signals_);
    sigset_t set;
    sigfillset(&set);
    posix_spawnattr_setsigdefault(&signals_, &set);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    posix_spawnattr_setsigmask(&signals_, &set);
    posix_spawnattr_setflags(&signals_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&signals_);
  }
  SpawnPlan(const SpawnPlan&) = delete;

  /// 0 or the errno value.
  int Spawn(const WorkerCommand& command, pid_t& pid) const {
    std::vector<std::string> arguments = {"kyodo", kWorkerOption, command.kind, std::to_string(command.memory_bytes),
                                          std::to_string(getpid())};
    std::vector<std::string> variables = WorkerEnvironment(command);
    return posix_spawn(&pid, command.program.c_str(), &files_, &signals_, Pointers(arguments).data(),
                       Pointers(variables).data());
  }

 private:
  posix_spawn_file_actions_t files_;
  posix_spawnattr_t signals_;
};

}  // namespace

Diagnostic WorkerError(const WorkerCommand& command, const std::string& reason) {
  Diagnostic error;
  error.rule = "system.worker";
  const std::string what = fmt::format("{} {} {}", command.program, kWorkerOption, command.kind);
  error.message = {fmt::format("文書や画像を処理するプロセスを始められません: {}（{}）", reason, what),
                   fmt::format("No process can be started to work on texts or images: {} ({})", reason, what)};
  error.hint = {
      "プロセス、メモリー、開けるファイルの数の制限（ulimit -a）を確かめ、ほかのプログラムを閉じるか --jobs "
      "を減らして、もう一度実行します。例: --jobs 1",
      "Look at the limits of processes, memory and open files (ulimit -a), close other programs or lower --jobs, and "
      "run it again. Example: --jobs 1"};
  return error;
}

std::string ExecutablePath() {
  std::error_code error;
  return std::filesystem::read_symlink(kThisProgram, error).string();
}

Status WorkerProcess::Start(const WorkerCommand& command) {
  End();
  // A program that does not know that it is a worker would start workers, and those others.
  if (std::getenv(kWorkerVariable)) return WorkerError(command, "main does not call ServeAsWorker");
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return WorkerError(command, WordsOf(errno));
  const int failed = SpawnPlan(ends[1]).Spawn(command, pid_);
  close(ends[1]);
  socket_ = ends[0];
  if (failed != 0) {
    pid_ = -1;
    End();
    return WorkerError(command, WordsOf(failed));
  }
  fcntl(socket_, F_SETFL, O_NONBLOCK);
  return Done{};
}

std::chrono::nanoseconds WorkerProcess::ProcessorTime() const {
  clockid_t clock{};
  timespec used{};
  if (pid_ <= 0 || clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

std::string WorkerProcess::End() {
  // One whose end of the socket is closed is about to end by itself: how it does is worth a moment.
  constexpr auto kMoment = std::chrono::milliseconds(100);
  char byte;
  const bool ending = socket_ >= 0 && recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  const auto until = std::chrono::steady_clock::now() + (ending ? kMoment : std::chrono::milliseconds(0));
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  if (pid_ <= 0) return {};
  int status = 0;
  pid_t ended = 0;
  // Looked at first, and killed only while it is ours to wait for: its number may be another's by now.
  do {
    ended = waitpid(pid_, &status, WNOHANG);
    if (ended == 0 && ending) usleep(1000);
  } while ((ended < 0 && errno == EINTR) || (ended == 0 && std::chrono::steady_clock::now() < until));
  const bool by_itself = ended == pid_;
  if (ended == 0) {
    kill(pid_, SIGKILL);
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  pid_ = -1;
  if (!by_itself) return {};
  return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                             : fmt::format("exit code {}", WEXITSTATUS(status));
}

}  // namespace kyodo
