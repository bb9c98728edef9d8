#include "system/fork_server.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <vector>

namespace kyodo {

namespace {

/// One order on the control socket: a slot, with a socket attached.
bool SendOrder(int control, uint32_t slot, int socket) {
  iovec data{&slot, sizeof slot};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &socket, sizeof(int));
  ssize_t sent;
  do {
    sent = sendmsg(control, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof slot);
}

/// False when the program has closed its end. `socket` is -1 when none came.
bool ReceiveOrder(int control, uint32_t& slot, int& socket) {
  iovec data{&slot, sizeof slot};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  ssize_t received;
  do {
    received = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  socket = -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_type == SCM_RIGHTS) std::memcpy(&socket, CMSG_DATA(header), sizeof(int));
  return received == static_cast<ssize_t>(sizeof slot);
}

void WaitFor(pid_t pid) {
  while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void DieWith(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it died before the line above
}

/// The program's handlers are about the program: its children just die.
void ResetSignals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  signal(SIGINT, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Sockets of other pools would stay open for as long as this process lives.
void CloseInherited(int kept) {
  const auto fd = static_cast<unsigned>(kept);
  if (fd > 3) close_range(3, fd - 1, 0);
  close_range(fd + 1, ~0U, 0);
}

class Server {
 public:
  Server(int control, size_t slots, const ForkServer::ChildMain& child_main)
      : control_(control), children_(slots, -1), child_main_(child_main) {}

  [[noreturn]] void Serve() {
    uint32_t slot = 0;
    int socket = -1;
    while (ReceiveOrder(control_, slot, socket)) {
      const char started = socket >= 0 && slot < children_.size() && Start(slot, socket) ? 1 : 0;
      if (socket >= 0) close(socket);
      if (send(control_, &started, 1, MSG_NOSIGNAL) != 1) break;
    }
    for (size_t i = 0; i < children_.size(); ++i) End(i);
    _exit(0);
  }

 private:
  bool Start(size_t slot, int socket) {
    End(slot);
    const pid_t server = getpid();
    const pid_t pid = fork();
    if (pid == 0) {
      DieWith(server);
      close(control_);
      child_main_(socket);
      _exit(0);
    }
    children_[slot] = pid;
    return pid > 0;
  }

  void End(size_t slot) {
    if (children_[slot] <= 0) return;
    kill(children_[slot], SIGKILL);
    WaitFor(children_[slot]);
    children_[slot] = -1;
  }

  int control_;
  std::vector<pid_t> children_;
  const ForkServer::ChildMain& child_main_;
};

}  // namespace

ForkServer::ForkServer(size_t slots, ChildMain child_main) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  const pid_t program = getpid();
  server_ = fork();
  if (server_ == 0) {
    DieWith(program);
    ResetSignals();
    CloseInherited(ends[1]);
    Server(ends[1], slots, child_main).Serve();
  }
  close(ends[1]);
  control_ = ends[0];
}

ForkServer::~ForkServer() {
  if (control_ >= 0) close(control_);
  if (server_ > 0) WaitFor(server_);
}

int ForkServer::Restart(size_t slot) {
  if (server_ <= 0) return -1;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -1;
  char started = 0;
  if (SendOrder(control_, static_cast<uint32_t>(slot), ends[1])) {
    while (recv(control_, &started, 1, 0) < 0 && errno == EINTR) {
    }
  }
  close(ends[1]);
  if (started) return ends[0];
  close(ends[0]);
  return -1;
}

}  // namespace kyodo
