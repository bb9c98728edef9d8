// Publishing a site: what is on the disk afterwards, and what is left alone.

#include <catch2/catch.hpp>
#include <thread>

#include "doubles/recording_file_system.h"
#include "output/site_writer.h"

namespace kyodo {
namespace {

using Site = std::map<std::string, std::string>;

Result<WriteSummary> Build(FileSystem& files, const Site& site) {
  auto writer = SiteWriter::Open(files, "public");
  if (!writer) return writer.error();
  for (const auto& [path, bytes] : site) (*writer)->Add({path, bytes});
  return (*writer)->Publish();
}

void AddFolder(FileSystem& files, const std::string& folder, const std::string& prefix, Site& site) {
  const auto entries = files.List(folder);
  if (!entries) return;
  for (const FolderEntry& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder)
      AddFolder(files, path, prefix + entry.name + "/", site);
    else
      site[prefix + entry.name] = *files.Read(path);
  }
}

Site Tree(FileSystem& files, const std::string& folder) {
  Site site;
  AddFolder(files, folder, "", site);
  return site;
}

std::string Leftovers(FileSystem& files) {
  std::string names;
  const auto entries = files.List(".public.kyodo");
  REQUIRE(entries);
  for (const FolderEntry& entry : *entries) names += entry.name + " ";
  return names;
}

const Site kOld = {{"index.html", "old"}, {"a/page.html", "page"}, {"a/gone.html", "gone"}, {"b/gone.html", "gone"}};
const Site kNew = {{"index.html", "new"}, {"a/page.html", "page"}, {"c/d/fresh.html", "fresh"}};

}  // namespace

TEST_CASE("SiteWriter: makes a site where there was none", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  const Result<WriteSummary> summary = Build(*files, kOld);
  REQUIRE(summary);
  CHECK(summary->files == 4);
  CHECK(summary->bytes == 15);
  CHECK(summary->written == 4);
  CHECK(summary->touched);
  CHECK(Tree(*files, "public") == kOld);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: replaces a site and keeps the inodes of equal files", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  const uint64_t inode = files->Stat("public/a/page.html")->inode;
  const Result<WriteSummary> summary = Build(*files, kNew);
  REQUIRE(summary);
  CHECK(summary->written == 2);
  CHECK(summary->kept == 1);
  CHECK(summary->removed == 2);
  CHECK(summary->touched);
  CHECK(Tree(*files, "public") == kNew);
  CHECK(!files->Stat("public/b"));
  CHECK(files->Stat("public/a/page.html")->inode == inode);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: the same site again changes nothing on the disk", "[output][writer]") {
  const auto memory = MakeMemoryFileSystem();
  REQUIRE(Build(*memory, kOld));
  RecordingFileSystem files(*memory);
  const Result<WriteSummary> summary = Build(files, kOld);
  REQUIRE(summary);
  CHECK(!summary->touched);
  CHECK(summary->kept == 4);
  CHECK(files.Changes() == std::vector<std::string>{"make-folders .public.kyodo"});
  CHECK(IsIntact(*memory, "public"));
}

TEST_CASE("SiteWriter: one file less is a change", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  Site fewer = kOld;
  fewer.erase("b/gone.html");
  const Result<WriteSummary> summary = Build(*files, fewer);
  REQUIRE(summary);
  CHECK(summary->touched);
  CHECK(summary->written == 0);
  CHECK(Tree(*files, "public") == fewer);
}

TEST_CASE("SiteWriter: a file edited by hand does not survive", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  REQUIRE(files->Write("public/a/page.html", "PAGE"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(Build(*files, kOld));
  CHECK(Tree(*files, "public") == kOld);
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: a file removed by hand comes back", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  REQUIRE(files->RemoveFile("public/a/page.html"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(Build(*files, kOld));
  CHECK(Tree(*files, "public") == kOld);
}

TEST_CASE("SiteWriter: a site removed by hand comes back", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  REQUIRE(RemoveTree(*files, "public"));
  CHECK(!IsIntact(*files, "public"));
  REQUIRE(Build(*files, kOld));
  CHECK(Tree(*files, "public") == kOld);
}

TEST_CASE("SiteWriter: equal files with other stamps are left alone, and known from then on", "[output][writer]") {
  const auto memory = MakeMemoryFileSystem();
  REQUIRE(Build(*memory, kOld));
  REQUIRE(memory->Write("public/index.html", "old"));  // as a checkout or a copy does
  RecordingFileSystem files(*memory);
  const Result<WriteSummary> summary = Build(files, kOld);
  REQUIRE(summary);
  CHECK(!summary->touched);
  CHECK(files.Changes() == std::vector<std::string>{"make-folders .public.kyodo", "write .public.kyodo/manifest.new",
                                                    "rename .public.kyodo/manifest.new -> .public.kyodo/manifest"});
  CHECK(IsIntact(*memory, "public"));
}

TEST_CASE("SiteWriter: the tracked .gitignore survives", "[output][writer]") {
  const auto files = MakeMemoryFileSystem({{"public/.gitignore", "*\n"}});
  Site expected = kOld;
  expected[".gitignore"] = "*\n";
  REQUIRE(Build(*files, kOld));
  CHECK(Tree(*files, "public") == expected);
  REQUIRE(Build(*files, kNew));
  expected = kNew;
  expected[".gitignore"] = "*\n";
  CHECK(Tree(*files, "public") == expected);
  CHECK(IsIntact(*files, "public"));
}

TEST_CASE("SiteWriter: refuses a folder that kyodo did not make", "[output][writer]") {
  const auto files = MakeMemoryFileSystem({{"public/thesis.doc", "years of work"}, {"public/photos/1.jpg", "dear"}});
  const Result<WriteSummary> summary = Build(*files, kOld);
  REQUIRE(!summary);
  CHECK(summary.error().rule == "output.foreign");
  CHECK(summary.error().path == "public");
  CHECK(summary.error().message.ja ==
        "このフォルダーには、kyodo が作ったものではないファイルがあります: photos/、thesis.doc");
  CHECK(summary.error().message.en == "this folder holds files that kyodo did not make: photos/, thesis.doc");
  CHECK(Tree(*files, ".") == Site{{"public/thesis.doc", "years of work"}, {"public/photos/1.jpg", "dear"}});
  CHECK(!files->Stat(".public.kyodo"));
}

TEST_CASE("SiteWriter: refuses a site into which others put files, and names five of them", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  for (const char* name : {"1", "2", "3", "4", "5", "6"}) {
    REQUIRE(files->Write(std::string("public/a/") + name, ""));
  }
  CHECK(!IsIntact(*files, "public"));
  const Result<WriteSummary> summary = Build(*files, kNew);
  REQUIRE(!summary);
  CHECK(summary.error().message.ja ==
        "このフォルダーには、kyodo が作ったものではないファイルがあります: "
        "a/1、a/2、a/3、a/4、a/5 ほか");
  CHECK(*files->Read("public/index.html") == "old");
}

TEST_CASE("SiteWriter: another site is replaced only when that is meant", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  const auto build = [&](const SiteOwner& owner, const Site& site) -> std::string {
    auto writer = SiteWriter::Open(*files, "public", owner);
    if (!writer) return writer.error().rule;
    for (const auto& [path, bytes] : site) (*writer)->Add({path, bytes});
    const Result<WriteSummary> summary = (*writer)->Publish();
    return summary ? "" : summary.error().rule;
  };
  const SiteOwner city{"https://city.example.jp/"}, ward{"https://ward.example.jp/"};
  CHECK(build({}, kOld).empty());    // as before there were owners
  CHECK(build(city, kOld).empty());  // taken over, though every file is as it was
  CHECK(build(ward, kOld) == "output.other-site");
  CHECK(build(ward, kNew) == "output.other-site");
  CHECK(Tree(*files, "public") == kOld);
  CHECK(Leftovers(*files) == "lock manifest ");
  CHECK(build(city, kNew).empty());
  CHECK(build({ward.name, true}, kNew).empty());
  CHECK(build(city, kNew) == "output.other-site");
  CHECK(build(ward, kOld).empty());
  CHECK(Tree(*files, "public") == kOld);
}

TEST_CASE("SiteWriter: a file that appears during the build is not deleted", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
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
  CHECK(Build(*files, kOld).error().rule == "output.not-a-folder");
  CHECK(SiteWriter::Open(*files, "..").error().rule == "output.path");
  CHECK(SiteWriter::Open(*files, "/").error().rule == "output.path");
}

TEST_CASE("SiteWriter: refuses bad and double paths and leaves the old site", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, kOld));
  for (const char* path :
       {"/index.html", "a//b", "../up", "a/./b", "", "a/", "line\nfeed", ".gitignore", ".kyodo-incoming/0"}) {
    const Result<WriteSummary> summary = Build(*files, {{path, "bad"}});
    REQUIRE(!summary);
    CHECK(summary.error().rule == "output.path");
  }
  {
    auto writer = SiteWriter::Open(*files, "public");
    (*writer)->Add({"index.html", "one"});
    (*writer)->Add({"index.html", "two"});
    CHECK((*writer)->Publish().error().rule == "output.path");
  }
  CHECK(Tree(*files, "public") == kOld);
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
  REQUIRE(Build(*files, kOld));
  {
    auto writer = SiteWriter::Open(*files, "public");
    (*writer)->Add({"index.html", "new"});
  }
  CHECK(Tree(*files, "public") == kOld);
  CHECK(Leftovers(*files) == "lock manifest ");
}

TEST_CASE("SiteWriter: a file may become a folder and a folder a file", "[output][writer]") {
  const auto files = MakeMemoryFileSystem();
  REQUIRE(Build(*files, {{"a", "file"}, {"b/c", "below"}}));
  REQUIRE(Build(*files, {{"a/c", "below"}, {"b", "file"}}));
  CHECK(Tree(*files, "public") == Site{{"a/c", "below"}, {"b", "file"}});
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
  CHECK(Tree(*files, "public").size() == 200);
}

TEST_CASE("ReadBuildNote: speaks only of the site that is on the disk", "[output][note]") {
  const auto files = MakeMemoryFileSystem();
  CHECK(ReadBuildNote(*files, "public").empty());
  REQUIRE(Build(*files, kOld));
  REQUIRE(WriteBuildNote(*files, "public", "made from this"));
  CHECK(ReadBuildNote(*files, "public") == "made from this");
  REQUIRE(Build(*files, kOld));
  CHECK(ReadBuildNote(*files, "public") == "made from this");
  REQUIRE(Build(*files, kNew));
  CHECK(ReadBuildNote(*files, "public").empty());
}

}  // namespace kyodo
