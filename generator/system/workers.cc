#include "system/workers.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <deque>
#include <map>
#include <new>
#include <vector>

#include "system/fork_server.h"

namespace kyodo {

namespace {

using Clock = std::chrono::steady_clock;
using Length = uint32_t;

// Requests that one worker has at a time: enough that it never waits for us,
// few enough that the others do not run dry.
constexpr size_t kWindowRequests = 8;
constexpr size_t kWindowBytes = 32 << 10;
constexpr size_t kReadBytes = 64 << 10;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsMemory = false;  // they reserve terabytes of address space
#else
constexpr bool kLimitsMemory = true;
#endif

void AppendFrame(std::string& out, std::string_view bytes) {
  const auto length = static_cast<Length>(bytes.size());
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  out += bytes;
}

/// Takes the first whole frame off `buffer` from `at` on; false when there is none yet.
bool NextFrame(std::string_view buffer, size_t& at, std::string_view& frame) {
  Length length = 0;
  if (buffer.size() - at < sizeof length) return false;
  std::memcpy(&length, buffer.data() + at, sizeof length);
  if (buffer.size() - at - sizeof length < length) return false;
  frame = buffer.substr(at + sizeof length, length);
  at += sizeof length + length;
  return true;
}

/// Reads once; false at the end of the stream. A socket that would block is no end.
bool ReadSome(int socket, std::string& buffer) {
  const size_t old_size = buffer.size();
  buffer.resize(old_size + kReadBytes);
  ssize_t count;
  do {
    count = recv(socket, buffer.data() + old_size, kReadBytes, 0);
  } while (count < 0 && errno == EINTR);
  buffer.resize(old_size + static_cast<size_t>(std::max<ssize_t>(count, 0)));
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

/// Sends what the socket takes, from the front; false when the other end is gone.
bool SendSome(int socket, std::string& buffer) {
  while (!buffer.empty()) {
    const ssize_t count = send(socket, buffer.data(), buffer.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    buffer.erase(0, static_cast<size_t>(count));
  }
  return true;
}

void LimitMyself(const WorkerLimits& limits) {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  const rlimit memory{limits.memory_bytes, limits.memory_bytes};
  if (kLimitsMemory) setrlimit(RLIMIT_AS, &memory);
}

/// A response is sent before the next request is begun, so that the first
/// request without a response is always the one that a worker died of.
void WorkerMain(int socket, const WorkerLimits& limits, WorkerPool::Work work) {
  LimitMyself(limits);
  std::string in;
  std::string out;
  try {
    while (ReadSome(socket, in)) {
      size_t at = 0;
      for (std::string_view request; NextFrame(in, at, request);) {
        AppendFrame(out, work(request));
        if (!SendSome(socket, out)) return;
      }
      in.erase(0, at);
    }
  } catch (const std::bad_alloc&) {
    _exit(1);  // quietly: the program says what it means
  }
}

struct Worker {
  int socket = -1;
  std::deque<size_t> asked;        // requests without a response, in order
  std::deque<size_t> asked_bytes;  // their sizes
  size_t window_bytes = 0;
  std::string out;
  std::string in;
  Clock::time_point started;  // of the first of `asked`

  bool HasRoom() const { return asked.empty() || (asked.size() < kWindowRequests && window_bytes < kWindowBytes); }
};

}  // namespace

struct WorkerPool::State {
  State(size_t count, WorkerLimits limits_in, Work work)
      : limits(limits_in),
        workers(count),
        server(count, [limits_in, work](int socket) { WorkerMain(socket, limits_in, work); }) {}
  ~State() {
    for (Worker& worker : workers) Close(worker);
  }

  static void Close(Worker& worker) {
    if (worker.socket >= 0) close(worker.socket);
    worker = Worker();
  }

  bool Start(size_t slot) {
    Worker& worker = workers[slot];
    if (worker.socket >= 0) return true;
    worker.socket = server.Restart(slot);
    if (worker.socket >= 0) fcntl(worker.socket, F_SETFL, O_NONBLOCK);
    return worker.socket >= 0;
  }

  WorkerLimits limits;
  std::vector<Worker> workers;
  ForkServer server;
};

/// One call of Run.
class WorkerPool::Round {
 public:
  Round(State& state, size_t count, const Ask& ask, const Take& take)
      : state_(state), ask_(ask), take_(take), left_(count) {
    for (size_t i = 0; i < count; ++i) todo_.push_back(i);
  }

  void Run() {
    while (left_ > 0) {
      if (!FillWindows()) return GiveUp();
      Wait();
      for (size_t slot = 0; slot < state_.workers.size(); ++slot) Attend(slot);
    }
  }

 private:
  /// False when there is no worker to be had.
  bool FillWindows() {
    bool any = false;
    for (size_t slot = 0; slot < state_.workers.size(); ++slot) {
      Worker& worker = state_.workers[slot];
      if (worker.socket < 0 && (todo_.empty() || !state_.Start(slot))) continue;
      any = true;
      while (!todo_.empty() && worker.HasRoom()) AskNext(worker);
      if (!SendSome(worker.socket, worker.out)) Lose(slot, false);
    }
    return any;
  }

  void AskNext(Worker& worker) {
    const size_t index = todo_.front();
    todo_.pop_front();
    const std::string request = ask_(index);
    if (worker.asked.empty()) worker.started = Clock::now();
    AppendFrame(worker.out, request);
    worker.asked.push_back(index);
    worker.asked_bytes.push_back(request.size());
    worker.window_bytes += request.size();
  }

  void Wait() {
    polls_.clear();
    auto deadline = Clock::time_point::max();
    for (const Worker& worker : state_.workers) {
      const short events = static_cast<short>(worker.out.empty() ? POLLIN : POLLIN | POLLOUT);
      polls_.push_back({worker.socket, events, 0});  // a socket of -1 is passed over
      if (!worker.asked.empty()) deadline = std::min(deadline, worker.started + state_.limits.time);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    poll(polls_.data(), polls_.size(), static_cast<int>(std::clamp<int64_t>(left, 0, 60'000)));
  }

  void Attend(size_t slot) {
    Worker& worker = state_.workers[slot];
    if (worker.socket < 0) return;
    if (polls_[slot].revents & (POLLIN | POLLHUP | POLLERR)) {
      const bool open = ReadSome(worker.socket, worker.in);
      TakeResponses(worker);
      if (!open) Lose(slot, false);
    } else if (!worker.asked.empty() && Clock::now() - worker.started >= state_.limits.time) {
      Lose(slot, true);
    }
  }

  void TakeResponses(Worker& worker) {
    size_t at = 0;
    for (std::string_view response; !worker.asked.empty() && NextFrame(worker.in, at, response);) {
      const size_t index = worker.asked.front();
      worker.asked.pop_front();
      worker.window_bytes -= worker.asked_bytes.front();
      worker.asked_bytes.pop_front();
      worker.started = Clock::now();
      --left_;
      take_(index, WorkerOutcome::kDone, response);
    }
    worker.in.erase(0, at);
  }

  /// A worker that is gone, or will be: the first request is to blame, the
  /// others go back in line.
  void Lose(size_t slot, bool time_is_up) {
    Worker& worker = state_.workers[slot];
    std::deque<size_t> asked = std::move(worker.asked);
    state_.Close(worker);
    state_.Start(slot);  // kills the old one
    if (asked.empty()) return;
    const size_t culprit = asked.front();
    // A worker may also die by another's hand: one more try.
    if (time_is_up || ++deaths_[culprit] > 1) {
      asked.pop_front();
      --left_;
      take_(culprit, WorkerOutcome::kLimit, {});
    }
    todo_.insert(todo_.begin(), asked.begin(), asked.end());
  }

  void GiveUp() {
    for (const size_t index : todo_) take_(index, WorkerOutcome::kNoWorker, {});
  }

  State& state_;
  const Ask& ask_;
  const Take& take_;
  size_t left_;
  std::deque<size_t> todo_;
  std::map<size_t, int> deaths_;
  std::vector<pollfd> polls_;
};

WorkerPool::WorkerPool(size_t workers, WorkerLimits limits, Work work)
    : state_(std::make_unique<State>(std::max<size_t>(workers, 1), limits, work)) {}

WorkerPool::~WorkerPool() = default;

void WorkerPool::Run(size_t count, const Ask& ask, const Take& take) { Round(*state_, count, ask, take).Run(); }

}  // namespace kyodo
