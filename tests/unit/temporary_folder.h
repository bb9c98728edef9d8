// A folder on the real disk that goes with the test: for what memory does not have, such as links and pipes.
#pragma once

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>

#include "system/file_system.h"

namespace kyodo::testing {

struct TemporaryFolder {
  TemporaryFolder() {
    char name[] = "/tmp/kyodo-test-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path = name;
  }
  ~TemporaryFolder() { (void)RemoveTree(*files, path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// Names are seen from the folder, but for where a link leads.
  void Write(const std::string& name, std::string_view bytes) const {
    REQUIRE(files->MakeFolders(ParentFolder(path + "/" + name)));
    REQUIRE(files->Write(path + "/" + name, bytes));
  }
  void Link(const std::string& target, const std::string& name) const {
    REQUIRE(files->MakeFolders(ParentFolder(path + "/" + name)));
    REQUIRE(::symlink(target.c_str(), (path + "/" + name).c_str()) == 0);
  }
  void Pipe(const std::string& name) const { REQUIRE(::mkfifo((path + "/" + name).c_str(), 0644) == 0); }
  bool Has(const std::string& name) const { return files->Stat(path + "/" + name).ok(); }
  std::string Read(const std::string& name) const {
    const Result<std::string> bytes = files->Read(path + "/" + name);
    return bytes ? *bytes : "";
  }

  std::unique_ptr<FileSystem> files = MakeRealFileSystem();
  std::string path;
};

}  // namespace kyodo::testing
