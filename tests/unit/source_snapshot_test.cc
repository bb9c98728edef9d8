// What is kept of a site's files from one reading to the next: source/snapshot.h, parsed_file.h.
#include <catch2/catch.hpp>

#include "core/text.h"
#include "doubles/fault_file_system.h"
#include "doubles/recording_file_system.h"
#include "kyodo/kyodo.h"
#include "source/snapshot.h"
#include "testing.h"

namespace kyodo {
namespace {

const InputPlaces kPlaces = {"site", {"themes"}, {"program"}};

std::string StampOf(const testing::Files& files) {
  const auto disk = MakeMemoryFileSystem(files);
  return Snapshot(*disk, kPlaces).Stamp();
}

TEST_CASE("Snapshot: the stamp follows every input, and nothing else", "[source]") {
  const auto disk = MakeMemoryFileSystem({{"site/site.yaml", "a"},
                                          {"site/groups/a.yaml", "b"},
                                          {"themes/x/assets/x.css", "c"},
                                          {"program", "p"},
                                          {"other", "o"}});
  const std::string before = Snapshot(*disk, kPlaces).Stamp();
  CHECK(before == Snapshot(*disk, kPlaces).Stamp());
  CHECK(before != Snapshot(*disk, kPlaces).Stamp("drafts"));
  REQUIRE(disk->Write("other", "changed"));
  CHECK(before == Snapshot(*disk, kPlaces).Stamp());
  for (const char* path :
       {"site/site.yaml", "site/groups/a.yaml", "themes/x/assets/x.css", "program", "site/new.yaml"}) {
    INFO(path);
    const std::string now = Snapshot(*disk, kPlaces).Stamp();
    REQUIRE(disk->Write(path, std::string("changed ") + path));
    CHECK(now != Snapshot(*disk, kPlaces).Stamp());
  }
  CHECK(StampOf({}) != "");
}

TEST_CASE("Snapshot: has no stamp while anything cannot be known", "[source]") {
  const auto disk = MakeMemoryFileSystem({{"site/site.yaml", "a"}, {"site/groups/a.yaml", "b"}, {"program", "p"}});
  FaultFileSystem counting(*disk, {});
  Snapshot(counting, kPlaces);
  for (size_t number = 1; number <= counting.calls(); ++number) {
    INFO(number);
    FaultFileSystem failing(*disk, {std::nullopt, number, EIO, false});
    CHECK(Snapshot(failing, kPlaces).Stamp() == "");
  }
}

TEST_CASE("Snapshot: answers for its moment, and asks the disk for nothing that it knows", "[source]") {
  const auto disk = MakeMemoryFileSystem({{"site/site.yaml", "a"}, {"elsewhere/file", "b"}});
  RecordingFileSystem recording(*disk);
  Snapshot snapshot(recording, kPlaces);
  recording.Clear();
  REQUIRE(disk->RemoveFile("site/site.yaml"));
  CHECK(snapshot.Stat("site/site.yaml").ok());
  CHECK(snapshot.List("site").ok());
  CHECK(recording.log().empty());
  CHECK(snapshot.Stat("elsewhere/file").ok());
  CHECK_FALSE(snapshot.Stat("site/nothing").ok());
}

/// The records that were read.
std::vector<std::string> Reads(const RecordingFileSystem& disk) {
  std::vector<std::string> reads;
  for (const std::string& line : disk.log()) {
    if (StartsWith(line, "read site/groups/") || StartsWith(line, "read site/cases/")) reads.push_back(line);
  }
  return reads;
}

TEST_CASE("Portal: a reload reads only the records that changed", "[source]") {
  const auto memory = MakeMemoryFileSystem(testing::SmallSite());
  RecordingFileSystem disk(*memory);
  PortalOptions options;
  options.folder = "site";
  options.theme_parents = {"themes"};
  options.reloads = true;
  Portal portal(disk, options);
  REQUIRE(portal.ok());
  CHECK(Reads(disk).size() == 4);
  disk.Clear();
  portal.Reload();
  CHECK(Reads(disk).empty());
  REQUIRE(memory->Write("site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Society}\n"));
  portal.Reload();
  CHECK(Reads(disk) == std::vector<std::string>{"read site/groups/ume.yaml"});
  Diagnostics diagnostics;
  CHECK(portal.Render("en/groups/ume.html", diagnostics) == "Plum Society|en|1");
}

}  // namespace
}  // namespace kyodo
