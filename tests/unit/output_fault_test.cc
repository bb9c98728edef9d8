// Whatever call fails, wherever a run dies, and whatever the disk then loses: the
// site is the old one or the new one, and the next run gives the new one and leaves
// nothing behind.

#include <catch2/catch.hpp>
#include <cerrno>

#include "doubles/fault_file_system.h"
#include "doubles/losing_disk.h"
#include "output_testing.h"

namespace kyodo {

using testing::BuildSite;
using testing::FilesIn;
using testing::OutputFiles;

namespace {

const OutputFiles kOld = {{"a/gone.html", "gone"},      {"a/page.html", "page"},           {"b/gone.html", "gone"},
                          {"file", "becomes a folder"}, {"folder/file", "becomes a file"}, {"index.html", "old"}};
const OutputFiles kNew = {{"a/page.html", "page"},
                          {"c/d/fresh.css", "fresh"},
                          {"file/below", "below"},
                          {"folder", "a file"},
                          {"index.html", "new"}};

/// A disk on which one kind of call never works, as on a mount point or a
/// simple network disk.
class PoorFileSystem final : public FilterFileSystem {
 public:
  PoorFileSystem(FileSystem& base, std::map<FileCall, int> errors, std::string only_path)
      : FilterFileSystem(base), errors_(std::move(errors)), only_path_(std::move(only_path)) {}

 private:
  Status Before(FileCall call, const std::string& path, const std::string& to) override {
    const auto found = errors_.find(call);
    const bool concerned = only_path_.empty() || path == only_path_ || to == only_path_;
    if (found == errors_.end() || !concerned) return Done{};
    return FileError(call, path, found->second);
  }

  std::map<FileCall, int> errors_;
  std::string only_path_;
};

struct Scenario {
  std::string name;
  std::map<FileCall, int> poor;
  std::string only_path = "";
  bool has_old = true;
  bool one_by_one = false;  // the site may be a mixture of whole files for a while
  bool by_renames = false;  // the site may be absent for a moment
};

std::vector<Scenario> Scenarios() {
  return {
      {"the first publication", {}, "", false},
      {"an exchange", {}},
      {"two renames", {{FileCall::kExchange, EINVAL}}, "", true, false, true},
      {"no hard links", {{FileCall::kHardLink, EPERM}}},
      {"a mount point", {{FileCall::kExchange, EBUSY}}, "", true, true},
      {"another disk", {{FileCall::kHardLink, EXDEV}, {FileCall::kExchange, EXDEV}}, "", true, true},
      {"neither exchanged nor renamed",
       {{FileCall::kExchange, EINVAL}, {FileCall::kRename, EXDEV}},
       "public",
       true,
       true},
  };
}

OutputFiles PublishedTree(FileSystem& files) {
  OutputFiles site = FilesIn(files, "public");
  site.erase(".gitignore");
  return site;
}

bool EachFileIsWhole(const OutputFiles& site) {
  for (const auto& [path, bytes] : site) {
    if (path.rfind(".kyodo-incoming/", 0) == 0) continue;
    const bool of_old = kOld.contains(path) && kOld.at(path) == bytes;
    const bool of_new = kNew.contains(path) && kNew.at(path) == bytes;
    if (!of_old && !of_new) return false;
  }
  return true;
}

std::string NamesBeside(FileSystem& files) {
  std::string names;
  const auto entries = files.List(".public.kyodo");
  REQUIRE(entries);
  for (const FolderEntry& entry : *entries) names += entry.name + " ";
  return names;
}

/// Puts the old site, if there is one, on an empty disk.
void MakeOldDisk(FileSystem& disk, const Scenario& scenario) {
  if (!scenario.has_old) return;
  REQUIRE(disk.MakeFolders("public"));
  REQUIRE(disk.Write("public/.gitignore", "*\n"));
  REQUIRE(BuildSite(disk, kOld));
  REQUIRE(WriteBuildNote(disk, "public", "old"));
}

/// What must hold on the disk when publishing the new site has ended, was cut short (`died`) or failed.
void CheckAfter(const Scenario& scenario, FileSystem& disk, bool published, bool died) {
  const OutputFiles site = PublishedTree(disk);
  const bool is_old = site == (scenario.has_old ? kOld : OutputFiles{});
  const bool is_new = site == kNew;
  const bool mixture_allowed = scenario.one_by_one && died && EachFileIsWhole(site);
  const bool absence_allowed = scenario.by_renames && died && site.empty();
  CHECK((is_old || is_new || mixture_allowed || absence_allowed));
  if (published) CHECK(is_new);
  if (!is_old && scenario.has_old) CHECK(ReadBuildNote(disk, "public").empty());

  PoorFileSystem poor(disk, scenario.poor, scenario.only_path);
  REQUIRE(BuildSite(poor, kNew));
  CHECK(PublishedTree(disk) == kNew);
  CHECK(IsIntact(disk, "public"));
  const std::string beside = NamesBeside(disk);
  CHECK((beside == "lock manifest " || beside == "lock manifest note "));
  if (scenario.has_old) CHECK(*disk.Read("public/.gitignore") == "*\n");
}

/// One publication of the new site over the old with this fault, and what must
/// hold after it. False when the fault lay past the last call.
bool SurvivesFault(const Scenario& scenario, const Fault& fault) {
  const auto disk = MakeMemoryFileSystem();
  MakeOldDisk(*disk, scenario);
  PoorFileSystem poor(*disk, scenario.poor, scenario.only_path);
  FaultFileSystem faulty(poor, fault);
  const bool published = BuildSite(faulty, kNew).ok();
  CheckAfter(scenario, *disk, published, fault.and_all_after);
  return faulty.calls() >= fault.number;
}

/// The power goes at that call of a publication, and the disk loses of what was not synced: all behind some step, or
/// one step. `seen` is the number of changes at which that was looked at last. False when the call lay past the last.
bool SurvivesLoss(const Scenario& scenario, size_t number, size_t& seen) {
  testing::LosingDisk disk;
  MakeOldDisk(disk, scenario);
  REQUIRE(disk.SyncAll("."));
  PoorFileSystem poor(disk, scenario.poor, scenario.only_path);
  FaultFileSystem faulty(poor, {std::nullopt, number, EIO, true});
  const bool published = BuildSite(faulty, kNew).ok();
  const bool looked_at = seen == disk.changes();
  seen = disk.changes();
  const size_t steps = disk.unsafe_steps();
  for (size_t step = 0; step <= steps && !looked_at; ++step) {
    INFO("step " << step << " of " << steps);
    CheckAfter(scenario, *disk.AfterLoss([&](size_t one) { return one < step; }), published, true);
    CheckAfter(scenario, *disk.AfterLoss([&](size_t one) { return one != step; }), published, true);
  }
  return faulty.calls() >= number;
}

void CheckEveryCall(const Scenario& scenario, int error_number, bool and_all_after) {
  size_t number = 1;
  bool reached = true;
  while (reached) {
    INFO(scenario.name << ", call " << number);
    reached = SurvivesFault(scenario, {std::nullopt, number, error_number, and_all_after});
    ++number;
  }
  CHECK(number > 20);
}

}  // namespace

TEST_CASE("SiteWriter: any one call may fail", "[output][fault]") {
  for (const Scenario& scenario : Scenarios()) {
    CheckEveryCall(scenario, ENOSPC, false);
    CheckEveryCall(scenario, EIO, false);
  }
}

TEST_CASE("SiteWriter: a run may die at any call", "[output][fault]") {
  for (const Scenario& scenario : Scenarios()) CheckEveryCall(scenario, EIO, true);
}

TEST_CASE("SiteWriter: the power may go at any call, and the disk lose what was not synced", "[output][fault]") {
  for (const Scenario& scenario : Scenarios()) {
    size_t number = 1, seen = 0;
    bool reached = true;
    while (reached) {
      INFO(scenario.name << ", call " << number);
      reached = SurvivesLoss(scenario, number++, seen);
    }
    CHECK(number > 20);
  }
}

TEST_CASE("SiteWriter: an error of the disk is told as it is", "[output][fault]") {
  const auto disk = MakeMemoryFileSystem();
  FaultFileSystem faulty(*disk, {FileCall::kWrite, 2, ENOSPC});
  const Result<WriteSummary> summary = BuildSite(faulty, kOld);
  REQUIRE(!summary);
  CHECK(summary.error().rule == "file.space");
  CHECK(summary.error().message.ja == "書き込めません。ディスクの空きが足りません（No space left on device）。");
  CHECK(summary.error().hint.ja == "空きを作ってから、もう一度実行してください。");
}

}  // namespace kyodo
