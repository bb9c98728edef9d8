// What the test doubles share: every call goes through one gate and then on to
// another file system.
#pragma once

#include "system/file_error.h"
#include "system/file_system.h"

namespace kyodo {

class FilterFileSystem : public FileSystem {
 public:
  /// `base` must outlive this.
  explicit FilterFileSystem(FileSystem& base) : base_(base) {}

  Result<std::string> Read(const std::string& path) override;
  Result<FileInfo> Stat(const std::string& path) override;
  Result<std::vector<FolderEntry>> List(const std::string& folder) override;
  Status Write(const std::string& path, std::string_view bytes) override;
  Status MakeFolders(const std::string& path) override;
  Status HardLink(const std::string& from, const std::string& to) override;
  Status Rename(const std::string& from, const std::string& to) override;
  Status Exchange(const std::string& a, const std::string& b) override;
  Status RemoveFile(const std::string& path) override;
  Status RemoveFolder(const std::string& path) override;
  Status Sync(const std::string& path) override;
  Status SyncAll(const std::string& path) override;
  void KeepApart(const std::string& folder) override { base_.KeepApart(folder); }
  Result<std::shared_ptr<void>> Lock(const std::string& path) override;

 protected:
  /// Called before each call; an error is what the call returns, without it
  /// having been made. `to` is the second path of the calls that have two.
  virtual Status Before(FileCall call, const std::string& path, const std::string& to) = 0;
  FileSystem& base() { return base_; }

 private:
  FileSystem& base_;
};

}  // namespace kyodo
