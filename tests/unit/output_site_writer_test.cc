// Publishing a site: what is on the disk afterwards, and what is left alone.

#include <catch2/catch.hpp>
#include <thread>

#include "doubles/recording_file_system.h"
#include "output/manifest.h"
#include "output_testing.h"

namespace kyodo {

using testing::BuildSite;
using testing::FilesIn;
using testing::OutputFiles;

namespace {

std::string Leftovers(FileSystem& files) {
  std::string names;
  const auto entries = files.List(".public.kyodo");
  REQUIRE(entries);
  for (const FolderEntry& entry : *entries) names += entry.name + " ";
  return names;
}

const OutputFiles kOldTree = {
    {"index.html", "old"}, {"a/page.html", "page"}, {"a/gone.html", "gone"}, {"b/gone.html", "gone"}};
const OutputFiles kNewTree = {{"index.html", "new"}, {"a/page.html", "page"}, {"c/d/fresh.html", "fresh"}};

}  // namespace

TEST_CASE("SiteWriter: makes a site where there was none", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  const Result<WriteSummary> summary = BuildSite(*files, kOldTree);
  REQUIRE(summary);
  CHECK(summary->files == 4);
  CHECK(summary->bytes == 15);
  CHECK(summary->written == 4);
  CHECK(summary->touched);
  CHECK(FilesIn(*files, "public") == kOldTree);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: replaces a site and keeps the inodes of equal files", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  const uint64_t inode = files->Stat("public/a/page.html")->inode;
  const Result<WriteSummary> summary = BuildSite(*files, kNewTree);
  REQUIRE(summary);
  CHECK(summary->written == 2);
  CHECK(summary->kept == 1);
  CHECK(summary->removed == 2);
  CHECK(summary->touched);
  CHECK(FilesIn(*files, "public") == kNewTree);
  CHECK(!files->Stat("public/b"));
  CHECK(files->Stat("public/a/page.html")->inode == inode);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: the same site again changes nothing on the disk", "[output][writer]") {
  const auto memory = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*memory, kOldTree));
  RecordingFileSystem files(*memory);
  const Result<WriteSummary> summary = BuildSite(files, kOldTree);
  REQUIRE(summary);
  CHECK(!summary->touched);
  CHECK(summary->kept == 4);
  CHECK(files.Changes() == std::vector<std::string>{"make-folders .public.kyodo"});
  CHECK(IsIntact(*memory, "public"));
}

TEST_CASE("SiteWriter: one file less is a change", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  OutputFiles fewer = kOldTree;
  fewer.erase("b/gone.html");
  const Result<WriteSummary> summary = BuildSite(*files, fewer);
  REQUIRE(summary);
  CHECK(summary->touched);
  CHECK(summary->written == 0);
  CHECK(FilesIn(*files, "public") == fewer);
}

TEST_CASE("SiteWriter: a file edited by hand does not survive", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  REQUIRE(files->Write("public/a/page.html", "PAGE"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(BuildSite(*files, kOldTree));
  CHECK(FilesIn(*files, "public") == kOldTree);
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: a file removed by hand comes back", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  REQUIRE(files->RemoveFile("public/a/page.html"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(BuildSite(*files, kOldTree));
  CHECK(FilesIn(*files, "public") == kOldTree);
}

TEST_CASE("SiteWriter: a site removed by hand comes back", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  REQUIRE(RemoveTree(*files, "public"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(BuildSite(*files, kOldTree));
  CHECK(FilesIn(*files, "public") == kOldTree);
}

TEST_CASE("SiteWriter: equal files with other stamps are left alone, and known from then on", "[output][writer]") {
  const auto memory = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*memory, kOldTree));
  REQUIRE(memory->Write("public/index.html", "old"));  // as a checkout or a copy does
  RecordingFileSystem files(*memory);
  const Result<WriteSummary> summary = BuildSite(files, kOldTree);
  REQUIRE(summary);
  CHECK(!summary->touched);
  CHECK(files.Changes() == std::vector<std::string>{"make-folders .public.kyodo", "write .public.kyodo/manifest.new",
                                                    "rename .public.kyodo/manifest.new -> .public.kyodo/manifest"});
  CHECK(IsIntact(*memory, "public"));
}

TEST_CASE("SiteWriter: the tracked .gitignore survives", "[output][writer]") {
  const auto files = MakeMemoryFileSystem({{"public/.gitignore", "*\n"}});
  OutputFiles expected = kOldTree;
  expected[".gitignore"] = "*\n";
  REQUIRE(BuildSite(*files, kOldTree));
  CHECK(FilesIn(*files, "public") == expected);
  REQUIRE(BuildSite(*files, kNewTree));
  expected = kNewTree;
  expected[".gitignore"] = "*\n";
  CHECK(FilesIn(*files, "public") == expected);
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: refuses a folder that kyodo did not make", "[output][writer]") {
  const auto files = MakeMemoryFileSystem({{"public/thesis.doc", "years of work"}, {"public/photos/1.jpg", "dear"}});
  const Result<WriteSummary> summary = BuildSite(*files, kOldTree);
  REQUIRE(!summary);
  CHECK(summary.error().rule == "output.foreign");
  CHECK(summary.error().path == "public");
  CHECK(summary.error().message.ja ==
        "このフォルダーには、kyodo が作ったものではないファイルがあります: photos/、thesis.doc");
  CHECK(summary.error().message.en == "this folder holds files that kyodo did not make: photos/, thesis.doc");
  CHECK(FilesIn(*files, ".") == OutputFiles{{"public/thesis.doc", "years of work"}, {"public/photos/1.jpg", "dear"}});
  CHECK(!files->Stat(".public.kyodo"));
}

TEST_CASE("SiteWriter: refuses a site into which others put files, and names five of them", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  for (const char* name : {"1", "2", "3", "4", "5", "6"}) {
    REQUIRE(files->Write(std::string("public/a/") + name, ""));
  }
  CHECK(!IsIntact(*files, "public"));
  const Result<WriteSummary> summary = BuildSite(*files, kNewTree);
  REQUIRE(!summary);
  CHECK(summary.error().message.ja ==
        "このフォルダーには、kyodo が作ったものではないファイルがあります: "
        "a/1、a/2、a/3、a/4、a/5 ほか");
  CHECK(*files->Read("public/index.html") == "old");
}

TEST_CASE("SiteWriter: another site is replaced only when that is meant", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  const auto build = [&](const SiteOwner& owner, const OutputFiles& site) -> std::string {
    auto writer = SiteWriter::Open(*files, "public", owner);
    if (!writer) return writer.error().rule;
    for (const auto& [path, bytes] : site) (*writer)->Add({path, bytes});
    const Result<WriteSummary> summary = (*writer)->Publish();
    return summary ? "" : summary.error().rule;
  };
  const SiteOwner city{"https://city.example.jp/"}, ward{"https://ward.example.jp/"};
  CHECK(build({}, kOldTree).empty());    // as before there were owners
  CHECK(build(city, kOldTree).empty());  // taken over, though every file is as it was
  CHECK(build(ward, kOldTree) == "output.other-site");
  CHECK(build(ward, kNewTree) == "output.other-site");
  CHECK(FilesIn(*files, "public") == kOldTree);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(build(city, kNewTree).empty());
  CHECK(build({ward.name, true}, kNewTree).empty());
  CHECK(build(city, kNewTree) == "output.other-site");
  CHECK(build(ward, kOldTree).empty());
  CHECK(FilesIn(*files, "public") == kOldTree);
}

TEST_CASE("SiteWriter: the manifest says whether it is a preview, though the files are the same", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  for (const char* preview : {"", "--now 2026-04-01", "--drafts", ""}) {
    auto writer = SiteWriter::Open(*files, "public", {"https://example.jp/", false, preview});
    REQUIRE(writer);
    for (const auto& [path, bytes] : kOldTree) (*writer)->Add({path, bytes});
    REQUIRE((*writer)->Publish());
    CHECK((*ReadManifest(*files, ".public.kyodo/manifest"))->preview == preview);
  }
}

TEST_CASE("SiteWriter: a file that appears during the build is not deleted", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  {
    auto writer = SiteWriter::Open(*files, "public");
    REQUIRE(writer);
    (*writer)->Add({"index.html", "new"});
    REQUIRE(files->Write("public/notes.txt", "mine"));
    const Result<WriteSummary> summary = (*writer)->Publish();
    REQUIRE(!summary);
    CHECK(summary.error().rule == "output.foreign");
  }
  CHECK(*files->Read("public/notes.txt") == "mine");
  CHECK(*files->Read("public/index.html") == "old");
  CHECK(Leftovers(*files) == "lock manifest ");
}

TEST_CASE("SiteWriter: refuses a file or a name that cannot be a folder", "[output][writer]") {
  const auto files = MakeMemoryFileSystem({{"public", "a file"}});
  CHECK(BuildSite(*files, kOldTree).error().rule == "output.not-a-folder");
  CHECK(SiteWriter::Open(*files, "..").error().rule == "output.path");
  CHECK(SiteWriter::Open(*files, "/").error().rule == "output.path");
}

TEST_CASE("SiteWriter: refuses bad and double paths and leaves the old site", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  for (const char* path :
       {"/index.html", "a//b", "../up", "a/./b", "", "a/", "line\nfeed", ".gitignore", ".kyodo-incoming/0"}) {
    const Result<WriteSummary> summary = BuildSite(*files, {{path, "bad"}});
    REQUIRE(!summary);
    CHECK(summary.error().rule == "output.path");
  }
  {
    auto writer = SiteWriter::Open(*files, "public");
    (*writer)->Add({"index.html", "one"});
    (*writer)->Add({"index.html", "two"});
    CHECK((*writer)->Publish().error().rule == "output.path");
  }
  CHECK(FilesIn(*files, "public") == kOldTree);
  CHECK(Leftovers(*files) == "lock manifest ");
}

TEST_CASE("SiteWriter: a second build at the same time is told to wait", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  const auto first = SiteWriter::Open(*files, "public");
  REQUIRE(first);
  const auto second = SiteWriter::Open(*files, "public");
  REQUIRE(!second);
  CHECK(second.error().rule == "output.busy");
}

TEST_CASE("SiteWriter: without Publish the old site stays and nothing is left", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, kOldTree));
  {
    auto writer = SiteWriter::Open(*files, "public");
    (*writer)->Add({"index.html", "new"});
  }
  CHECK(FilesIn(*files, "public") == kOldTree);
  CHECK(Leftovers(*files) == "lock manifest ");
}

TEST_CASE("SiteWriter: a file may become a folder and a folder a file", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(BuildSite(*files, {{"a", "file"}, {"b/c", "below"}}));
  REQUIRE(BuildSite(*files, {{"a/c", "below"}, {"b", "file"}}));
  CHECK(FilesIn(*files, "public") == OutputFiles{{"a/c", "below"}, {"b", "file"}});
}

TEST_CASE("SiteWriter: takes files from many threads", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  auto writer = SiteWriter::Open(*files, "public");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int page = 0; page < 50; ++page) {
        (*writer)->Add({std::to_string(thread) + "/" + std::to_string(page), "text"});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const Result<WriteSummary> summary = (*writer)->Publish();
  REQUIRE(summary);
  CHECK(summary->files == 200);
  CHECK(FilesIn(*files, "public").size() == 200);
}

TEST_CASE("ReadBuildNote: speaks only of the site that is on the disk", "[output][note]") {
  const auto files = MakeMemoryFileSystem();
  CHECK(ReadBuildNote(*files, "public").empty());
  REQUIRE(BuildSite(*files, kOldTree));
  REQUIRE(WriteBuildNote(*files, "public", "made from this"));
  CHECK(ReadBuildNote(*files, "public") == "made from this");
  REQUIRE(BuildSite(*files, kOldTree));
  CHECK(ReadBuildNote(*files, "public") == "made from this");
  REQUIRE(BuildSite(*files, kNewTree));
  CHECK(ReadBuildNote(*files, "public").empty());
}

}  // namespace kyodo
