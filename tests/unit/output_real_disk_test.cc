// Publishing to a real disk: what only its inodes and times can tell.

#include <fcntl.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "output/site_writer.h"
#include "temporary_folder.h"

namespace kyodo {

using testing::TemporaryFolder;

namespace {

bool BuildTouches(FileSystem& files, const std::string& site, const std::string& text) {
  auto writer = SiteWriter::Open(files, site);
  REQUIRE(writer);
  (*writer)->Add({"index.html", text});
  (*writer)->Add({"a/same.html", "same"});
  const Result<WriteSummary> summary = (*writer)->Publish();
  REQUIRE(summary);
  return summary->touched;
}

/// Longer than the step of the clock that the kernel stamps files with.
void WaitForAnotherStamp() { std::this_thread::sleep_for(std::chrono::milliseconds(30)); }

}  // namespace

TEST_CASE("SiteWriter: a site on a real disk is replaced, and left alone when equal", "[output][disk]") {
  const TemporaryFolder folder;
  const std::string site = folder.path + "/public";
  CHECK(BuildTouches(*folder.files, site, "old"));
  CHECK(IsIntact(*folder.files, site));
  const FileInfo same = *folder.files->Stat(site + "/a/same.html");
  WaitForAnotherStamp();
  CHECK(BuildTouches(*folder.files, site, "new"));
  CHECK(IsIntact(*folder.files, site));
  CHECK(*folder.files->Read(site + "/index.html") == "new");
  CHECK(folder.files->Stat(site + "/a/same.html")->inode == same.inode);
  CHECK(folder.files->Stat(site + "/a/same.html")->modified_ns == same.modified_ns);

  const FileInfo root = *folder.files->Stat(site);
  WaitForAnotherStamp();
  CHECK(!BuildTouches(*folder.files, site, "new"));
  CHECK(folder.files->Stat(site)->inode == root.inode);
  CHECK(folder.files->Stat(site)->changed_ns == root.changed_ns);
}

TEST_CASE("IsIntact: notices a file of the same size with its old mtime", "[output][disk]") {
  const TemporaryFolder folder;
  const std::string site = folder.path + "/public";
  const std::string page = site + "/index.html";
  REQUIRE(BuildTouches(*folder.files, site, "old"));
  REQUIRE(IsIntact(*folder.files, site));
  const int64_t modified = folder.files->Stat(page)->modified_ns;
  WaitForAnotherStamp();
  REQUIRE(folder.files->Write(page, "bad"));
  const timespec time = {modified / 1'000'000'000, modified % 1'000'000'000};
  const timespec times[2] = {time, time};
  REQUIRE(::utimensat(AT_FDCWD, page.c_str(), times, 0) == 0);
  REQUIRE(folder.files->Stat(page)->modified_ns == modified);

  CHECK(!IsIntact(*folder.files, site));
  CHECK(BuildTouches(*folder.files, site, "old"));
  CHECK(*folder.files->Read(page) == "old");
  CHECK(IsIntact(*folder.files, site));
}

}  // namespace kyodo
