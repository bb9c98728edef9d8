// Changes of several files: all or none.
#include <catch2/catch.hpp>
#include <cerrno>

#include "doubles/fault_file_system.h"
#include "system/file_changes.h"

namespace kyodo {
namespace {

const std::map<std::string, std::string> kBefore = {{"d/a", "1"}, {"d/b", "2"}, {"d/c", "3"}};

std::vector<FileChange> Changes() {
  return {{"d/a", "1", "one"}, {"d/b", "2", std::nullopt}, {"d/new/e", std::nullopt, "5"}};
}

std::string All(FileSystem& files, const std::string& folder = "d") {
  std::string out;
  const auto entries = files.List(folder);
  for (const FolderEntry& entry : entries.ok() ? *entries : std::vector<FolderEntry>()) {
    const std::string path = folder + "/" + entry.name;
    out += entry.kind == FileInfo::kFolder ? All(files, path) : path + "=" + *files.Read(path) + " ";
  }
  return out;
}

TEST_CASE("ApplyChanges: writes, removes and makes files", "[system]") {
  const auto files = MakeMemoryFileSystem(kBefore);
  REQUIRE(ApplyChanges(*files, Changes()).ok());
  CHECK(All(*files) == "d/a=one d/c=3 d/new/e=5 ");
}

TEST_CASE("ApplyChanges: does nothing when a file is not as it was", "[system]") {
  for (const auto& [path, text] : std::map<std::string, std::string>{{"d/a", "other"}, {"d/new/e", "there"}}) {
    auto now = kBefore;
    now[path] = text;
    const auto files = MakeMemoryFileSystem(now);
    const std::string before = All(*files);
    const Status done = ApplyChanges(*files, Changes());
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().rule == "file.changed");
    CHECK(All(*files) == before);
  }
}

TEST_CASE("ApplyChanges: whatever fails, all is as it was", "[system]") {
  size_t number = 1;
  for (bool failed = true; failed; ++number) {
    const auto base = MakeMemoryFileSystem(kBefore);
    FaultFileSystem files(*base, {std::nullopt, number, EIO});
    const Status done = ApplyChanges(files, Changes());
    failed = !done.ok();
    INFO(number);
    CHECK(All(*base) == (failed ? "d/a=1 d/b=2 d/c=3 " : "d/a=one d/c=3 d/new/e=5 "));
  }
  CHECK(number > 10);
}

}  // namespace
}  // namespace kyodo
