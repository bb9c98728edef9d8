// A disk in memory that loses, when the power goes, what was not synced.
//
// What a name leads to is changed by steps (a name is set, taken away or moved), and each step is kept whole or lost
// whole. Sync of a folder keeps the steps that changed it, with what they stand on; SyncAll keeps all. Sync of a file,
// and SyncAll, keep its bytes. Of the rest any part may be lost, in any order: more than most file systems lose, and no
// less than POSIX allows. Folders keep their inode number through a loss, as on a real disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "system/file_error.h"
#include "system/file_system.h"

namespace kyodo::testing {

class LosingDisk final : public FileSystem {
 public:
  LosingDisk();

  /// The steps that are not safe yet.
  size_t unsafe_steps() const { return steps_.size(); }
  /// Goes up with whatever changes what may be lost.
  size_t changes() const { return changes_; }
  /// The disk after a loss: `keeps` says of each unsafe step whether it is kept. Bytes that are not safe are lost.
  std::unique_ptr<LosingDisk> AfterLoss(const std::function<bool(size_t)>& keeps) const;

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
  Result<std::shared_ptr<void>> Lock(const std::string& path) override;

 private:
  struct Node {
    FileInfo info;
    std::string bytes, safe_bytes;
  };
  using Id = size_t;
  struct Place {
    Id folder;
    std::string name;
    bool operator<(const Place& other) const { return std::tie(folder, name) < std::tie(other.folder, other.name); }
  };
  using Names = std::map<Place, Id>;  // what is in all folders
  /// Where each place leads after the step; kNothing: the name is taken away.
  struct Step {
    std::vector<std::pair<Place, Id>> places;
  };
  static constexpr Id kNothing = 0, kRoot = 1;

  static void Apply(const Step& step, Names& names);
  Id Find(const std::string& path) const;  // kNothing when there is none
  /// The last name of the path and the folder that it is in.
  Place PlaceOf(const std::string& path) const;
  Id Make(FileInfo::Kind kind);
  void Take(Step step);
  bool IsEmpty(Id folder) const;
  void KeepStepsOf(Id folder);

  std::vector<Node> nodes_;
  Names names_, safe_names_;
  std::vector<Step> steps_;
  int64_t ticks_ = 0;
  size_t changes_ = 0;
};

}  // namespace kyodo::testing
