// The disk in memory and the real one keep the same rules.

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "system/file_system.h"
#include "temporary_folder.h"

namespace kyodo {
namespace {

/// A folder of its own, in memory or in the real temporary folder.
struct Disk {
  explicit Disk(bool real) : files(real ? MakeRealFileSystem() : MakeMemoryFileSystem()) {
    char name[] = "/tmp/kyodo-test-XXXXXX";
    if (real) REQUIRE(::mkdtemp(name) != nullptr);
    root = name;
    REQUIRE(files->MakeFolders(root));
  }
  ~Disk() { (void)RemoveTree(*files, root); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  std::unique_ptr<FileSystem> files;
  std::string root;
};

template <class T>
std::string RuleOf(const Result<T>& result) {
  return result ? "" : result.error().rule;
}

std::string NamesIn(FileSystem& files, const std::string& folder) {
  std::string names;
  const auto entries = files.List(folder);
  REQUIRE(entries);
  for (const FolderEntry& entry : *entries) {
    names += entry.name + (entry.kind == FileInfo::kFolder ? "/ " : " ");
  }
  return names;
}

}  // namespace

TEST_CASE("FileSystem: a file is read as it was written", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  const std::string path = disk.root + "/a.txt";
  REQUIRE(disk.files->Write(path, std::string("long\0text", 9)));
  REQUIRE(disk.files->Write(path, "短い"));
  CHECK(*disk.files->Read(path) == "短い");
  CHECK(disk.files->Stat(path)->size_bytes == 6);
  CHECK(disk.files->Stat(path)->kind == FileInfo::kFile);
}

TEST_CASE("FileSystem: only ordinary files are read, and none over 100 MiB", "[system][file]") {
  const testing::TemporaryFolder folder;
  FileSystem& files = *folder.files;
  folder.Pipe("pipe");
  folder.Write("folder/file", "text");
  folder.Link("/dev/zero", "zero");
  folder.Link("pipe", "linked-pipe");
  folder.Link("folder/file", "linked");
  for (const char* name : {"pipe", "folder", "zero", "linked-pipe"}) {
    CHECK(RuleOf(files.Read(folder.path + "/" + name)) == "file.kind");
  }
  CHECK(*files.Read(folder.path + "/linked") == "text");
  REQUIRE(::truncate((folder.path + "/folder/file").c_str(), kLargestFileBytes + 1) == 0);
  CHECK(RuleOf(files.Read(folder.path + "/linked")) == "file.size");
}

TEST_CASE("FileSystem: nothing is written through a link or into a pipe", "[system][file]") {
  const testing::TemporaryFolder folder;
  FileSystem& files = *folder.files;
  folder.Write("file", "text");
  folder.Link("file", "linked");
  folder.Link("none", "dangling");
  folder.Pipe("pipe");
  for (const char* name : {"linked", "dangling"}) {
    CHECK(RuleOf(files.Write(folder.path + "/" + name, "changed")) == "file.link");
    CHECK(RuleOf(files.Lock(folder.path + "/" + name)) == "file.link");
  }
  CHECK(RuleOf(files.Write(folder.path + "/pipe", "changed")) == "file.kind");
  CHECK(folder.Read("file") == "text");
  CHECK(!folder.Has("none"));
}

TEST_CASE("FileSystem: what is not there is file.missing", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  const std::string none = disk.root + "/none";
  CHECK(RuleOf(disk.files->Read(none)) == "file.missing");
  CHECK(RuleOf(disk.files->Stat(none)) == "file.missing");
  CHECK(RuleOf(disk.files->List(none)) == "file.missing");
  CHECK(RuleOf(disk.files->Write(none + "/a", "")) == "file.missing");
  CHECK(RuleOf(disk.files->Rename(none, disk.root + "/b")) == "file.missing");
  CHECK(RuleOf(disk.files->RemoveFile(none)) == "file.missing");
  CHECK(RuleOf(disk.files->RemoveFolder(none)) == "file.missing");
  CHECK(RuleOf(disk.files->HardLink(none, disk.root + "/b")) == "file.missing");
}

TEST_CASE("FileSystem: a name that no disk holds is missing, and cannot be written", "[system][file]") {
  const Disk disk(true);
  const std::string path = disk.root + "/" + std::string(300, 'x');
  CHECK(RuleOf(disk.files->Read(path)) == "file.missing");
  CHECK(RuleOf(disk.files->Stat(path)) == "file.missing");
  CHECK(RuleOf(disk.files->List(path)) == "file.missing");
  CHECK(disk.files->Write(path, "x").error().rule == "file.failed");
}

TEST_CASE("FileSystem: lists a folder by name", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  REQUIRE(disk.files->MakeFolders(disk.root + "/b/c"));
  REQUIRE(disk.files->MakeFolders(disk.root + "/b"));
  REQUIRE(disk.files->Write(disk.root + "/b/c/deep", ""));
  REQUIRE(disk.files->Write(disk.root + "/c", ""));
  REQUIRE(disk.files->Write(disk.root + "/a", ""));
  CHECK(NamesIn(*disk.files, disk.root) == "a b/ c ");
  CHECK(RuleOf(disk.files->RemoveFolder(disk.root + "/b")) == "file.not-empty");
}

TEST_CASE("FileSystem: a hard link shares its inode, and making it changes the ctime", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  const std::string a = disk.root + "/a";
  REQUIRE(disk.files->Write(a, "text"));
  const FileInfo before = *disk.files->Stat(a);
  REQUIRE(disk.files->HardLink(a, disk.root + "/b"));
  const FileInfo after = *disk.files->Stat(disk.root + "/b");
  CHECK(after.inode == before.inode);
  CHECK(after.modified_ns == before.modified_ns);
  CHECK(after.changed_ns >= before.changed_ns);
  CHECK(RuleOf(disk.files->HardLink(a, disk.root + "/b")) == "file.exists");
}

TEST_CASE("FileSystem: Exchange swaps two folders with all that is in them", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  REQUIRE(disk.files->MakeFolders(disk.root + "/old/deep"));
  REQUIRE(disk.files->Write(disk.root + "/old/deep/file", "old"));
  REQUIRE(disk.files->MakeFolders(disk.root + "/new"));
  REQUIRE(disk.files->Write(disk.root + "/new/file", "new"));
  const uint64_t inode = disk.files->Stat(disk.root + "/new")->inode;
  REQUIRE(disk.files->Exchange(disk.root + "/new", disk.root + "/old"));
  CHECK(*disk.files->Read(disk.root + "/old/file") == "new");
  CHECK(*disk.files->Read(disk.root + "/new/deep/file") == "old");
  CHECK(disk.files->Stat(disk.root + "/old")->inode == inode);
}

TEST_CASE("FileSystem: Rename moves a folder and refuses one that is not empty", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  REQUIRE(disk.files->MakeFolders(disk.root + "/a/deep"));
  REQUIRE(disk.files->Write(disk.root + "/a/deep/file", "text"));
  REQUIRE(disk.files->Rename(disk.root + "/a", disk.root + "/b"));
  CHECK(*disk.files->Read(disk.root + "/b/deep/file") == "text");
  REQUIRE(disk.files->MakeFolders(disk.root + "/a"));
  CHECK(RuleOf(disk.files->Rename(disk.root + "/a", disk.root + "/b")) == "file.not-empty");
}

TEST_CASE("FileSystem: a lock is held by one until it is let go", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  const std::string path = disk.root + "/lock";
  {
    const auto lock = disk.files->Lock(path);
    REQUIRE(lock);
    CHECK(RuleOf(disk.files->Lock(path)) == "file.busy");
  }
  CHECK(disk.files->Lock(path));
}

TEST_CASE("FileSystem: syncs files and folders", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  REQUIRE(disk.files->Write(disk.root + "/a", ""));
  CHECK(disk.files->Sync(disk.root + "/a"));
  CHECK(disk.files->Sync(disk.root));
  CHECK(disk.files->SyncAll(disk.root));
}

TEST_CASE("RemoveTree: removes a folder, and a link but not what it points to", "[system][file]") {
  const Disk disk(true);
  REQUIRE(disk.files->MakeFolders(disk.root + "/kept"));
  REQUIRE(disk.files->Write(disk.root + "/kept/file", ""));
  REQUIRE(disk.files->MakeFolders(disk.root + "/gone/deep"));
  REQUIRE(::symlink("../../kept", (disk.root + "/gone/deep/link").c_str()) == 0);
  REQUIRE(RemoveTree(*disk.files, disk.root + "/gone"));
  REQUIRE(RemoveTree(*disk.files, disk.root + "/never-there"));
  CHECK(NamesIn(*disk.files, disk.root) == "kept/ ");
  CHECK(NamesIn(*disk.files, disk.root + "/kept") == "file ");
}

TEST_CASE("RealFileSystem: files are 0644 and folders 0755 under the usual umask", "[system][file]") {
  const Disk disk(true);
  const mode_t before = ::umask(022);
  REQUIRE(disk.files->MakeFolders(disk.root + "/a"));
  REQUIRE(disk.files->Write(disk.root + "/a/b", ""));
  ::umask(before);
  CHECK(disk.files->Stat(disk.root + "/a")->mode == 0755);
  CHECK(disk.files->Stat(disk.root + "/a/b")->mode == 0644);
}

TEST_CASE("FileSystem: an error names the file and the reason in both languages", "[system][file]") {
  const Disk disk(GENERATE(false, true));
  const auto read = disk.files->Read(disk.root + "/none");
  REQUIRE(!read);
  CHECK(read.error().path == disk.root + "/none");
  CHECK(read.error().message.ja == "読めません。見つかりません（No such file or directory）。");
  CHECK(read.error().message.en == "cannot be read: there is no such file or folder (No such file or directory)");
}

TEST_CASE("ParentFolder: the folder of a path", "[system][file]") {
  CHECK(ParentFolder("public") == ".");
  CHECK(ParentFolder("/public") == "/");
  CHECK(ParentFolder("a/b/c") == "a/b");
}

}  // namespace kyodo
