// The files of a site while people work on them: as they are, or, where one has been broken since, as it was when the
// site was last whole.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "system/file_system.h"

namespace kyodo::serve {

/// A round: Begin, look at all files (source/snapshot.h), FindChanged; then read them, Hold some and read again, Keep.
/// What FileReader has may be used by several threads at once.
class HeldFiles final : public FileReader {
 public:
  /// `disk` must outlive this.
  explicit HeldFiles(FileReader& disk) : disk_(disk) {}

  Result<std::string> Read(const std::string& path) override;
  Result<FileInfo> Stat(const std::string& path) override;
  Result<std::vector<FolderEntry>> List(const std::string& folder) override;

  /// Nothing is held.
  void Begin();
  /// The files that are other than those that were kept: new, changed or gone. Those that are looked at later are not
  /// of the site, and are not kept.
  std::set<std::string> FindChanged();
  /// The files of this round are good: what they replace is forgotten. What is held stays as it was kept.
  void Keep();
  bool HasKept() const { return !kept_.empty(); }
  /// From now on these are as they were kept; one that was not there then is not there.
  void Hold(std::set<std::string> paths) { held_ = std::move(paths); }
  const std::set<std::string>& held() const { return held_; }

 private:
  struct Seen {
    FileInfo info;
    std::shared_ptr<const std::string> bytes{};  // null: nobody read it, or it is large
  };
  const Seen* FindKept(const std::string& path) const;

  FileReader& disk_;
  std::mutex mutex_;     // of `now_`
  bool looking_ = true;  // FindChanged is still to come
  std::map<std::string, Seen> now_, kept_;
  std::set<std::string> held_;
};

}  // namespace kyodo::serve
