#include "system/workers.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "system/frames.h"
#include "system/worker_main.h"

namespace kyodo {

namespace {

using Clock = std::chrono::steady_clock;

// Requests that one worker has at a time: enough that it never waits for us,
// few enough that the others do not run dry.
constexpr size_t kWindowRequests = 8;
constexpr size_t kWindowBytes = 32 << 10;

// A program that cannot be loaded is given up after this long, or so many tries.
constexpr std::chrono::seconds kLoadTime{30};
constexpr int kMaxFailures = 3;

// A request that waits, for a disk or for its turn on a busy machine, is given up after so many times its time.
constexpr int kPatience = 10;

struct Worker {
  WorkerProcess process;
  bool greeted = false;            // it has said that it is loaded
  std::deque<size_t> asked;        // requests without a response, in order
  std::deque<size_t> asked_bytes;  // their sizes
  size_t window_bytes = 0;
  std::string out;
  std::string in;
  // Of the first of `asked`, or of loading:
  Clock::time_point started;
  std::chrono::nanoseconds used_before{0};  // of the processor
  Clock::time_point look;                   // when to see whether its time is up

  bool HasRoom() const { return asked.empty() || (asked.size() < kWindowRequests && window_bytes < kWindowBytes); }

  /// Says how it ended by itself, if so.
  std::string Reset() {
    std::string how = process.End();
    greeted = false;
    asked.clear();
    asked_bytes.clear();
    window_bytes = 0;
    out.clear();
    in.clear();
    return how;
  }

  /// Between two rounds: has it died since?
  bool IsGone() const {
    char byte;
    return process.running() && recv(process.socket(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  }
};

}  // namespace

struct WorkerPool::State {
  State(size_t count, std::chrono::milliseconds time_in, WorkerCommand command_in)
      : time(time_in), command(std::move(command_in)), workers(count) {}

  Status Start(Worker& worker) {
    Begin(worker, kLoadTime);
    return worker.process.Start(command);
  }

  static void Begin(Worker& worker, Clock::duration allowed) {
    worker.started = Clock::now();
    worker.used_before = worker.process.ProcessorTime();
    worker.look = worker.started + allowed;
  }

  const std::chrono::milliseconds time;
  const WorkerCommand command;
  std::vector<Worker> workers;
};

/// One call of Run.
class WorkerPool::Round {
 public:
  Round(State& state, size_t count, const Ask& ask, const Take& take)
      : state_(state), ask_(ask), take_(take), left_(count) {
    for (size_t i = 0; i < count; ++i) todo_.push_back(i);
    for (Worker& worker : state_.workers) {
      if (worker.IsGone()) worker.Reset();
    }
  }

  Status Run() {
    while (left_ > 0) {
      FillWindows();
      if (!AnyRuns()) {
        if (failures_ >= kMaxFailures) return failure_;
        continue;
      }
      Wait();
      for (size_t i = 0; i < polled_.size(); ++i) Attend(*polled_[i], polls_[i].revents);
    }
    return Done{};
  }

 private:
  bool AnyRuns() const {
    return std::any_of(state_.workers.begin(), state_.workers.end(),
                       [](const Worker& worker) { return worker.process.running(); });
  }

  void FillWindows() {
    for (Worker& worker : state_.workers) {
      if (!worker.process.running() && (todo_.empty() || !Start(worker))) continue;
      while (!todo_.empty() && worker.HasRoom()) AskNext(worker);
      if (!SendSome(worker.process.socket(), worker.out)) Lose(worker, false);
    }
  }

  /// After some failures the round makes do with the workers that it has.
  bool Start(Worker& worker) {
    if (failures_ >= kMaxFailures) return false;
    const Status started = state_.Start(worker);
    if (!started.ok()) Fail(started.error());
    return started.ok();
  }

  void Fail(Diagnostic failure) {
    ++failures_;
    failure_ = std::move(failure);
  }

  void AskNext(Worker& worker) {
    const size_t index = todo_.front();
    todo_.pop_front();
    const std::string request = ask_(index);
    if (worker.greeted && worker.asked.empty()) State::Begin(worker, state_.time);
    AppendFrame(worker.out, request);
    worker.asked.push_back(index);
    worker.asked_bytes.push_back(request.size());
    worker.window_bytes += request.size();
  }

  Clock::time_point DeadlineOf(const Worker& worker) const {
    if (!worker.process.running() || (worker.greeted && worker.asked.empty())) return Clock::time_point::max();
    return worker.look;
  }

  void Wait() {
    polls_.clear();
    polled_.clear();
    auto deadline = Clock::time_point::max();
    for (Worker& worker : state_.workers) {
      // Of those that run only: poll refuses a list longer than the number of files that may be open.
      if (!worker.process.running()) continue;
      const short events = static_cast<short>(worker.out.empty() ? POLLIN : POLLIN | POLLOUT);
      polls_.push_back({worker.process.socket(), events, 0});
      polled_.push_back(&worker);
      deadline = std::min(deadline, DeadlineOf(worker));
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    poll(polls_.data(), polls_.size(), static_cast<int>(std::clamp<int64_t>(left, 0, 60'000)));
  }

  void Attend(Worker& worker, short events) {
    if (events & (POLLIN | POLLHUP | POLLERR)) {
      const bool open = ReadSome(worker.process.socket(), worker.in);
      if (!TakeResponses(worker) || !open) Lose(worker, false);
    } else if (Clock::now() >= DeadlineOf(worker) && (!worker.greeted || IsTimeUp(worker))) {
      Lose(worker, true);
    }
  }

  /// Or says when to look again.
  bool IsTimeUp(Worker& worker) const {
    const auto now = Clock::now();
    const auto left = state_.time - (worker.process.ProcessorTime() - worker.used_before);
    worker.look = now + std::max<Clock::duration>(left, std::chrono::milliseconds(10));
    return left <= left.zero() || now - worker.started >= kPatience * state_.time;
  }

  /// False when what greets is no worker of ours.
  bool TakeResponses(Worker& worker) {
    size_t at = 0;
    std::string_view response;
    bool begins = false;  // the time of the next request
    if (!worker.greeted && NextFrame(worker.in, at, response)) {
      if (response != WorkerGreeting(state_.command.kind)) return false;
      worker.greeted = begins = true;
    }
    while (worker.greeted && !worker.asked.empty() && NextFrame(worker.in, at, response)) {
      const size_t index = worker.asked.front();
      worker.asked.pop_front();
      worker.window_bytes -= worker.asked_bytes.front();
      worker.asked_bytes.pop_front();
      begins = true;
      --left_;
      take_(index, WorkerOutcome::kDone, response);
    }
    if (begins) State::Begin(worker, state_.time);
    worker.in.erase(0, at);
    return true;
  }

  /// A worker that is gone, or will be: the first request is to blame, unless there never was a worker, and the
  /// others go back in line.
  void Lose(Worker& worker, bool time_is_up) {
    std::deque<size_t> asked = std::move(worker.asked);
    const bool greeted = worker.greeted;
    const std::string how = worker.Reset();
    if (!greeted) {
      Fail(WorkerError(state_.command, time_is_up ? "no answer in 30 s" : how.empty() ? "no greeting" : how));
    } else if (!asked.empty() && (time_is_up || ++deaths_[asked.front()] > 1)) {
      // A worker may also die by another's hand: one more try, unless it was the time.
      const size_t culprit = asked.front();
      asked.pop_front();
      --left_;
      take_(culprit, WorkerOutcome::kLimit, {});
    }
    todo_.insert(todo_.begin(), asked.begin(), asked.end());
  }

  State& state_;
  const Ask& ask_;
  const Take& take_;
  size_t left_;
  int failures_ = 0;
  Diagnostic failure_;  // the last of them
  std::deque<size_t> todo_;
  std::map<size_t, int> deaths_;
  std::vector<pollfd> polls_;
  std::vector<Worker*> polled_;  // the worker of each
};

WorkerPool::WorkerPool(size_t workers, std::chrono::milliseconds time, WorkerCommand command)
    : state_(std::make_unique<State>(std::max<size_t>(workers, 1), time, std::move(command))) {}

WorkerPool::~WorkerPool() = default;

void WorkerPool::Prepare() {
  Worker& first = state_->workers.front();
  if (!first.process.running()) (void)state_->Start(first);  // Run tries again, and tells
}

Status WorkerPool::Run(size_t count, const Ask& ask, const Take& take) {
  return Round(*state_, count, ask, take).Run();
}

}  // namespace kyodo
