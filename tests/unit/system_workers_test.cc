#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include "holds.h"
#include "system/workers.h"
#include "testing.h"

namespace kyodo {

using std::chrono::milliseconds;

/// What a test asks its worker to do.
std::string kyodo::testing::WorkOnTest(std::string_view request) {
  if (request == "hang") {
    static std::atomic<int> turns;
    for (;;) ++turns;
  }
  if (request.substr(0, 5) == "wait:")
    std::this_thread::sleep_for(milliseconds(std::stoul(std::string(request.substr(5)))));
  if (request == "crash") abort();
  if (request == "eat") {
    std::vector<std::string> memory;
    for (;;) memory.emplace_back(size_t{64} << 20, 'x');
  }
  if (request == "pid") return std::to_string(getpid());
  if (request.substr(0, 4) == "big:") return std::string(std::stoul(std::string(request.substr(4))), 'b');
  if (request.substr(0, 4) == "env:") {
    const char* value = getenv(std::string(request.substr(4)).c_str());
    return value ? value : "not set";
  }
  if (request == "files") {
    std::string open;
    for (int number = 0; number < 1024; ++number) {
      if (fcntl(number, F_GETFD) >= 0) open += std::to_string(number) + " ";
    }
    return open;
  }
  return "<" + std::string(request) + ">";
}

namespace {

constexpr milliseconds kShort{1000};  // for what hangs; a busy machine needs less for what does not
constexpr milliseconds kLong{60000};
const WorkerCommand kTest{kThisProgram, "test", size_t{512} << 20};

/// The responses, "limit" for the other outcome.
std::vector<std::string> Run(WorkerPool& pool, const std::vector<std::string>& requests) {
  std::vector<std::string> responses(requests.size(), "not taken");
  const Status run = pool.Run(
      requests.size(), [&](size_t index) { return requests[index]; },
      [&](size_t index, WorkerOutcome outcome, std::string_view response) {
        REQUIRE(responses[index] == "not taken");
        responses[index] = outcome == WorkerOutcome::kDone ? std::string(response) : "limit";
      });
  if (!run.ok()) return {run.error().rule + ": " + run.error().message.en};
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
  for (int i = 0; i < 3000 && Exists(pid); ++i) std::this_thread::sleep_for(milliseconds(10));
  return !Exists(pid);
}

}  // namespace

TEST_CASE("WorkerPool: every request gets its own response", "[system][workers]") {
  WorkerPool pool(3, kLong, kTest);
  std::vector<std::string> requests;
  std::vector<std::string> expected;
  for (int i = 0; i < 1000; ++i) {
    requests.push_back(std::to_string(i));
    expected.push_back("<" + std::to_string(i) + ">");
  }
  CHECK(Run(pool, requests) == expected);
}

TEST_CASE("WorkerPool: requests and responses may be larger than a socket's buffer", "[system][workers]") {
  WorkerPool pool(2, kLong, kTest);
  const std::string large(5 << 20, 'a');
  const std::vector<std::string> responses = Run(pool, {large, "big:7000000", large, "x"});
  CHECK(responses[0].size() == large.size() + 2);
  CHECK(responses[1].size() == 7'000'000);
  CHECK(responses[2].size() == large.size() + 2);
  CHECK(responses[3] == "<x>");
}

TEST_CASE("WorkerPool: a request that hangs or crashes fails alone", "[system][workers]") {
  WorkerPool pool(2, kShort, kTest);
  CHECK(Run(pool, {"a", "hang", "b", "crash", "c", "hang", "d"}) ==
        std::vector<std::string>{"<a>", "limit", "<b>", "limit", "<c>", "limit", "<d>"});
  CHECK(Run(pool, {"e"}) == std::vector<std::string>{"<e>"});
}

TEST_CASE("WorkerPool: a request that waits, as on a busy machine, has ten times as long", "[system][workers]") {
  WorkerPool pool(1, milliseconds(400), kTest);
  CHECK(Run(pool, {"wait:1000", "wait:3600000", "a"}) == std::vector<std::string>{"<wait:1000>", "limit", "<a>"});
}

TEST_CASE("WorkerPool: a request that eats memory fails alone", "[system][workers]") {
#ifdef KYODO_SANITIZED
  WARN("not run: sanitizers reserve the address space that the limit is about");
#else
  WorkerPool pool(1, kLong, kTest);
  CHECK(Run(pool, {"a", "eat", "b"}) == std::vector<std::string>{"<a>", "limit", "<b>"});
#endif
}

TEST_CASE("WorkerPool: a worker that is killed by others costs nothing", "[system][workers]") {
  WorkerPool pool(1, kLong, kTest);
  const std::string first = Run(pool, {"pid"}).at(0);
  kill(static_cast<pid_t>(std::stol(first)), SIGKILL);
  const std::string second = Run(pool, {"pid"}).at(0);
  CHECK(first != second);
  CHECK(second != "limit");
}

TEST_CASE("WorkerPool: leaves no process behind when it ends", "[system][workers]") {
  const std::vector<pid_t> others = ChildrenOf(getpid());  // of the pools that all tests share
  std::vector<pid_t> pids;
  {
    WorkerPool pool(2, kShort, kTest);
    Run(pool, {"hang", "crash", "x"});
    for (const pid_t worker : ChildrenOf(getpid())) {
      if (std::find(others.begin(), others.end(), worker) == others.end()) pids.push_back(worker);
    }
    CHECK_FALSE(pids.empty());
  }
  for (const pid_t pid : pids) CHECK_FALSE(Exists(pid));
}

TEST_CASE("WorkerPool: starts no more workers than the work needs", "[system][workers]") {
  WorkerPool pool(64, kLong, kTest);
  const size_t before = ChildrenOf(getpid()).size();
  CHECK(Run(pool, {"a", "b", "c"}) == std::vector<std::string>{"<a>", "<b>", "<c>"});
  CHECK(ChildrenOf(getpid()).size() == before + 1);
}

TEST_CASE("WorkerPool: is made and used while other threads run, and outlives the thread that used it",
          "[system][workers]") {
  std::atomic<bool> stop = false;
  std::thread busy([&] {
    while (!stop) free(malloc(1000));
  });
  WorkerPool pool(2, kLong, kTest);
  for (int i = 0; i < 5; ++i) {
    std::vector<std::string> answer;
    std::thread([&] { answer = Run(pool, {"x"}); }).join();
    CHECK(answer == std::vector<std::string>{"<x>"});
  }
  CHECK(Run(pool, {"y"}) == std::vector<std::string>{"<y>"});
  stop = true;
  busy.join();
}

TEST_CASE("WorkerPool: a worker has its socket and next to nothing of the program's", "[system][workers]") {
  const int leak = open("/dev/null", O_RDONLY);  // without O_CLOEXEC, as of an embedder
  setenv("KYODO_TEST_SECRET", "x", 1);
  WorkerPool pool(1, kLong, kTest);
  CHECK(Run(pool, {"files", "env:KYODO_TEST_SECRET", "env:HOME", "env:KYODO_WORKER"}) ==
        std::vector<std::string>{"0 1 2 ", "not set", "not set", "test"});
  close(leak);
}

TEST_CASE("WorkerPool: without workers it says so once, and soon", "[system][workers]") {
  struct Case {
    const char *program, *kind, *message;
  };
  const Case cases[] = {
      {"/no/such/program", "test", "No such file or directory"},
      {"/", "test", "Permission denied"},
      {"/bin/false", "test", "exit code 1"},
      {"/bin/true", "test", "exit code 0"},
      {kThisProgram, "unknown", "exit code 2"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.program, one.kind);
    WorkerPool pool(4, kLong, {one.program, one.kind, size_t{512} << 20});
    const std::vector<std::string> requests(1000, "x");
    CHECK(Run(pool, requests) ==
          std::vector<std::string>{
              fmt::format("system.worker: No process can be started to work on texts or images: {} ({} --worker {})",
                          one.message, one.program, one.kind)});
  }
}

TEST_CASE("WorkerPool: no files left for sockets is a failure of the system, and passes", "[system][workers]") {
  WorkerPool pool(4, kLong, kTest);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{0, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  const std::vector<std::string> without = Run(pool, {"x", "y"});
  setrlimit(RLIMIT_NOFILE, &before);
  CHECK(without == std::vector<std::string>{"system.worker: No process can be started to work on texts or images: Too "
                                            "many open files (/proc/self/exe --worker test)"});
  CHECK(Run(pool, {"x"}) == std::vector<std::string>{"<x>"});
}

TEST_CASE("WorkerPool: what is a worker starts no workers", "[system][workers]") {
  setenv("KYODO_WORKER", "test", 1);
  WorkerPool pool(1, kLong, kTest);
  const std::vector<std::string> answer = Run(pool, {"x"});
  unsetenv("KYODO_WORKER");
  CHECK_THAT(answer.at(0), testing::Holds("main does not call ServeAsWorker"));
}

TEST_CASE("WorkerPool: the first of two pools ends while the second lives", "[system][workers]") {
  auto first = std::make_unique<WorkerPool>(1, kLong, kTest);
  Run(*first, {"x"});
  WorkerPool second(1, kLong, kTest);
  first.reset();
  CHECK(Run(second, {"y"}) == std::vector<std::string>{"<y>"});
}

TEST_CASE("WorkerPool: workers die with a program that is killed, also while they work", "[system][workers]") {
  const std::string then = GENERATE("pause", "hang");
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t program = fork();
  if (program == 0) {
    WorkerPool pool(1, std::chrono::hours(1), kTest);
    const auto run = [&](const std::string& request) {
      (void)pool.Run(
          1, [&](size_t) { return request; },
          [&](size_t, WorkerOutcome, std::string_view pid) { (void)!write(ends[1], pid.data(), pid.size()); });
    };
    run("pid");
    if (then == "hang") run("hang");
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

}  // namespace kyodo
