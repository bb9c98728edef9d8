#include <dirent.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include "system/workers.h"

using namespace kyodo;
using std::chrono::milliseconds;

namespace {

/// What a test asks its worker to do.
std::string Work(std::string_view request) {
  if (request == "hang") std::this_thread::sleep_for(std::chrono::hours(1));
  if (request == "crash") abort();
  if (request == "eat") {
    std::vector<std::string> memory;
    for (;;) memory.emplace_back(size_t{64} << 20, 'x');
  }
  if (request == "pid") return std::to_string(getpid());
  if (request.substr(0, 4) == "big:") return std::string(std::stoul(std::string(request.substr(4))), 'b');
  return "<" + std::string(request) + ">";
}

constexpr WorkerLimits kLimits{milliseconds(300), size_t{512} << 20};

/// The responses, "limit" and "none" for the other outcomes.
std::vector<std::string> Run(WorkerPool& pool, const std::vector<std::string>& requests) {
  std::vector<std::string> responses(requests.size(), "not taken");
  pool.Run(
      requests.size(), [&](size_t index) { return requests[index]; },
      [&](size_t index, WorkerOutcome outcome, std::string_view response) {
        REQUIRE(responses[index] == "not taken");
        responses[index] = outcome == WorkerOutcome::kDone    ? std::string(response)
                           : outcome == WorkerOutcome::kLimit ? "limit"
                                                              : "none";
      });
  return responses;
}

/// The processes whose parent is `pid`.
std::vector<pid_t> ChildrenOf(pid_t pid) {
  std::vector<pid_t> children;
  std::ifstream list("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
  for (pid_t child; list >> child;) children.push_back(child);
  return children;
}

bool Exists(pid_t pid) { return kill(pid, 0) == 0; }

bool GoesAway(pid_t pid) {
  for (int i = 0; i < 200 && Exists(pid); ++i) std::this_thread::sleep_for(milliseconds(10));
  return !Exists(pid);
}

}  // namespace

TEST_CASE("WorkerPool: every request gets its own response", "[system][workers]") {
  WorkerPool pool(3, kLimits, Work);
  std::vector<std::string> requests;
  std::vector<std::string> expected;
  for (int i = 0; i < 1000; ++i) {
    requests.push_back(std::to_string(i));
    expected.push_back("<" + std::to_string(i) + ">");
  }
  CHECK(Run(pool, requests) == expected);
}

TEST_CASE("WorkerPool: requests and responses may be larger than a socket's buffer", "[system][workers]") {
  WorkerPool pool(2, {milliseconds(5000), size_t{512} << 20}, Work);
  const std::string large(5 << 20, 'a');
  const std::vector<std::string> responses = Run(pool, {large, "big:7000000", large, "x"});
  CHECK(responses[0].size() == large.size() + 2);
  CHECK(responses[1].size() == 7'000'000);
  CHECK(responses[2].size() == large.size() + 2);
  CHECK(responses[3] == "<x>");
}

TEST_CASE("WorkerPool: a request that hangs or crashes fails alone", "[system][workers]") {
  WorkerPool pool(2, kLimits, Work);
  CHECK(Run(pool, {"a", "hang", "b", "crash", "c", "hang", "d"}) ==
        std::vector<std::string>{"<a>", "limit", "<b>", "limit", "<c>", "limit", "<d>"});
  CHECK(Run(pool, {"e"}) == std::vector<std::string>{"<e>"});
}

TEST_CASE("WorkerPool: a request that eats memory fails alone", "[system][workers]") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  WARN("not run: sanitizers reserve the address space that the limit is about");
#else
  WorkerPool pool(1, {milliseconds(5000), size_t{512} << 20}, Work);
  CHECK(Run(pool, {"a", "eat", "b"}) == std::vector<std::string>{"<a>", "limit", "<b>"});
#endif
}

TEST_CASE("WorkerPool: a worker that is killed by others costs nothing", "[system][workers]") {
  WorkerPool pool(1, kLimits, Work);
  const std::string first = Run(pool, {"pid"}).at(0);
  kill(static_cast<pid_t>(std::stol(first)), SIGKILL);
  const std::string second = Run(pool, {"pid"}).at(0);
  CHECK(first != second);
  CHECK(second != "limit");
}

TEST_CASE("WorkerPool: leaves no process behind when it ends", "[system][workers]") {
  const std::vector<pid_t> others = ChildrenOf(getpid());  // of the pool that all tests share
  std::vector<pid_t> pids;
  {
    WorkerPool pool(2, kLimits, Work);
    Run(pool, {"hang", "crash", "x"});
    for (const pid_t server : ChildrenOf(getpid())) {
      if (std::find(others.begin(), others.end(), server) != others.end()) continue;
      pids.push_back(server);
      for (const pid_t worker : ChildrenOf(server)) pids.push_back(worker);
    }
    CHECK(pids.size() >= 2);
  }
  for (const pid_t pid : pids) CHECK_FALSE(Exists(pid));
}

TEST_CASE("WorkerPool: the first of two pools ends while the second lives", "[system][workers]") {
  auto first = std::make_unique<WorkerPool>(1, kLimits, Work);
  Run(*first, {"x"});
  WorkerPool second(1, kLimits, Work);
  first.reset();
  CHECK(Run(second, {"y"}) == std::vector<std::string>{"<y>"});
}

TEST_CASE("WorkerPool: workers die with a program that is killed", "[system][workers]") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t program = fork();
  if (program == 0) {
    WorkerPool pool(1, kLimits, Work);
    pool.Run(
        1, [](size_t) { return std::string("pid"); },
        [&](size_t, WorkerOutcome, std::string_view pid) { (void)!write(ends[1], pid.data(), pid.size()); });
    for (;;) pause();
  }
  char text[32] = {};
  REQUIRE(read(ends[0], text, sizeof text - 1) > 0);
  const auto worker = static_cast<pid_t>(std::stol(text));
  CHECK(Exists(worker));
  kill(program, SIGKILL);
  waitpid(program, nullptr, 0);
  CHECK(GoesAway(worker));
  close(ends[0]);
  close(ends[1]);
}
