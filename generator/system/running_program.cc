#include "system/running_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "core/text.h"
#include "system/frames.h"

extern char** environ;

namespace kyodo {

namespace {

std::vector<std::string> EnvironmentWith(const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    bool replaced = false;
    for (const auto& [key, value] : more) replaced = replaced || key == name;
    if (!replaced) all.emplace_back(text);
  }
  for (const auto& [key, value] : more) all.push_back(key + "=" + value);
  return all;
}

}  // namespace

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

int RunningProgram::Start(const ProgramCommand& command) {
  End();
  int ends[2], error_ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, error_ends) != 0) {
    const int failed = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    return failed;
  }
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, error_ends[1], STDERR_FILENO);
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> variables = EnvironmentWith(command.variables);
  const int failed = ::posix_spawnp(&pid_, arguments.front().c_str(), &files, nullptr, Pointers(arguments).data(),
                                    Pointers(variables).data());
  posix_spawn_file_actions_destroy(&files);
  ::close(ends[1]);
  ::close(error_ends[1]);
  socket_ = ends[0];
  errors_ = error_ends[0];
  ::fcntl(socket_, F_SETFL, O_NONBLOCK);
  ::fcntl(errors_, F_SETFL, O_NONBLOCK);
  if (failed != 0) {
    pid_ = -1;
    End();
  }
  return failed;
}

void RunningProgram::EndInput() const {
  if (socket_ >= 0) ::shutdown(socket_, SHUT_WR);
}

int RunningProgram::Wait() {
  if (pid_ <= 0) return -1;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void RunningProgram::End() {
  for (int* socket : {&socket_, &errors_}) {
    if (*socket >= 0) ::close(*socket);
    *socket = -1;
  }
  if (pid_ <= 0) return;
  // The end of its input ends it, in a moment.
  constexpr int kMomentMs = 200;
  for (int waited = 0; waited < kMomentMs; ++waited) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return;
    }
    ::usleep(1000);
  }
  ::kill(pid_, SIGKILL);
  Wait();
}

std::optional<ProgramResult> RunProgram(const ProgramCommand& command, std::string input) {
  RunningProgram program;
  if (program.Start(command) != 0) return std::nullopt;
  ProgramResult result;
  bool out_open = true, err_open = true;
  if (input.empty()) program.EndInput();
  size_t sent = 0;
  while (out_open || err_open) {
    const bool sends = sent < input.size();
    pollfd polls[] = {{out_open ? program.socket() : -1, static_cast<short>(POLLIN | (sends ? POLLOUT : 0)), 0},
                      {err_open ? program.errors() : -1, POLLIN, 0}};
    if (::poll(polls, 2, -1) < 0) {
      if (errno == EINTR) continue;
      program.End();  // it may wait for us to read
      return result;
    }
    if (sends && (polls[0].revents & POLLOUT) != 0) {
      const ssize_t count = ::send(program.socket(), input.data() + sent, input.size() - sent, MSG_NOSIGNAL);
      if (count > 0) sent += static_cast<size_t>(count);
      const bool gone = count < 0 && errno != EAGAIN && errno != EINTR;
      if (gone) sent = input.size();
      if (sent == input.size()) program.EndInput();
    }
    if ((polls[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) out_open = ReadSome(program.socket(), result.out);
    if ((polls[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0) err_open = ReadSome(program.errors(), result.err);
  }
  result.code = program.Wait();
  return result;
}

}  // namespace kyodo
