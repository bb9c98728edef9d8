// The file systems that record and fail, and the clock.

#include <catch2/catch.hpp>
#include <cerrno>

#include "doubles/fault_file_system.h"
#include "doubles/recording_file_system.h"
#include "system/clock.h"

namespace kyodo {

TEST_CASE("RecordingFileSystem: keeps one line a call", "[system][double]") {
  const auto memory = MakeMemoryFileSystem({{"public/index.html", "text"}});
  RecordingFileSystem files(*memory);
  (void)files.Read("public/index.html");
  (void)files.Rename("public", "retired");
  CHECK(files.log() == std::vector<std::string>{"read public/index.html", "rename public -> retired"});
  CHECK(files.Changes() == std::vector<std::string>{"rename public -> retired"});
}

TEST_CASE("FaultFileSystem: fails the call that was asked for, once", "[system][double]") {
  const auto memory = MakeMemoryFileSystem();
  FaultFileSystem files(*memory, {FileCall::kWrite, 2, ENOSPC});
  CHECK(files.Write("a", "1234"));
  CHECK(files.Stat("a"));
  const Status second = files.Write("b", "1234");
  REQUIRE(!second);
  CHECK(second.error().rule == "file.space");
  CHECK(*memory->Read("b") == "12");
  CHECK(files.Write("c", "1234"));
  CHECK(files.calls() == 3);
}

TEST_CASE("FaultFileSystem: fails all calls after the first, like a process that died", "[system][double]") {
  const auto memory = MakeMemoryFileSystem();
  FaultFileSystem files(*memory, {std::nullopt, 2, EIO, true});
  CHECK(files.Write("a", "1234"));
  CHECK(!files.Write("b", "1234"));
  CHECK(!files.Write("c", "1234"));
  CHECK(!files.RemoveFile("a"));
  CHECK(memory->Stat("a"));
  CHECK(!memory->Stat("c"));
}

TEST_CASE("Now: SOURCE_DATE_EPOCH comes before the clock", "[system][clock]") {
  CHECK(*Now("1775001600") == 1775001600);
  CHECK(*Now(nullptr) > 1700000000);
  CHECK(*Now("") > 1700000000);
}

TEST_CASE("Now: refuses a SOURCE_DATE_EPOCH that is no number of seconds", "[system][clock]") {
  for (const char* text : {"yesterday", "12.5", "-1", "12 ", "99999999999999999999"}) {
    const Result<Instant> now = Now(text);
    REQUIRE(!now);
    CHECK(now.error().rule == "clock.source-date-epoch");
  }
}

TEST_CASE("MonotonicMs: does not go back", "[system][clock]") {
  const int64_t first = MonotonicMs();
  CHECK(MonotonicMs() >= first);
}

}  // namespace kyodo
