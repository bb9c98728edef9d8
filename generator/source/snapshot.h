// What a site is made from, as it was at one moment: which files there are, with the stamps of the disk. Asked three
// things: has anything changed, which files have, and what the loaders need to know of a path.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "system/file_system.h"

namespace kyodo {

/// Where the inputs are.
struct InputPlaces {
  std::string site;                        // the site's folder
  std::vector<std::string> theme_parents;  // folders of themes; a theme may be a link
  std::vector<std::string> files;          // single files
};

/// Kinds, sizes and stamps are those of the moment when it was taken; bytes are read from the disk. Of a path outside
/// the places the disk is asked.
class Snapshot final : public FileReader {
 public:
  /// Looks at everything, reads no file. A folder that is not there counts as empty; what cannot be known is the error
  /// of who asks for it. `disk` must outlive this.
  Snapshot(FileReader& disk, const InputPlaces& places);

  Result<std::string> Read(const std::string& path) override { return disk_.Read(path); }
  Result<FileInfo> Stat(const std::string& path) override;
  Result<std::vector<FolderEntry>> List(const std::string& folder) override;

  /// Hash of the path, size, mtime, ctime and inode of every file, and of `also`. Empty when any of it cannot be known:
  /// then nothing may be said to be as it was.
  std::string Stamp(std::string_view also = {}) const;
  /// Calls `tell(path, stamp)` for every file, in an order of its own that is always the same.
  void ForEachFile(const std::function<void(std::string_view path, std::string_view stamp)>& tell) const;

 private:
  /// False when it cannot be known, which is kept.
  bool AddInfo(const std::string& path, FileInfo& info);
  void Fail(const std::string& path, const Diagnostic& error);
  void AddFile(const std::string& path);
  void AddFolder(const std::string& folder, bool holds_themes = false);
  void AddLinkedTheme(const std::string& theme);

  FileReader& disk_;
  std::unordered_map<std::string, FileInfo> infos_;
  std::unordered_map<std::string, std::vector<FolderEntry>> folders_;
  std::unordered_map<std::string, Diagnostic> failures_;  // of both
  std::string all_;                                       // what the stamp is of
  bool whole_ = true;                                     // nothing is unknown
};

}  // namespace kyodo
