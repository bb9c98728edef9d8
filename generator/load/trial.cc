#include "load/trial.h"

#include <algorithm>
#include <cerrno>

#include "core/hash.h"
#include "system/file_error.h"

namespace kyodo {

namespace {

class WithFiles : public FileReader {
 public:
  WithFiles(FileReader& disk, const std::map<std::string, std::string>& added, const std::set<std::string>& gone)
      : disk_(disk), added_(added), gone_(gone) {}

  Result<std::string> Read(const std::string& path) override {
    if (gone_.contains(path)) return FileError(FileCall::kRead, path, ENOENT);
    const auto found = added_.find(path);
    return found == added_.end() ? disk_.Read(path) : Result<std::string>(found->second);
  }
  Result<FileInfo> Stat(const std::string& path) override {
    if (gone_.contains(path)) return FileError(FileCall::kStat, path, ENOENT);
    if (!added_.contains(path)) {
      Result<FileInfo> there = disk_.Stat(path);
      if (there.ok() || there.error().rule != "file.missing" || !HoldsAdded(path)) return there;
      FileInfo folder;
      folder.kind = FileInfo::kFolder;
      return folder;
    }
    FileInfo info;
    info.size_bytes = added_.at(path).size();
    info.changed_ns = static_cast<int64_t>(Hash(added_.at(path)));  // what is kept by stamps is kept by its text
    return info;
  }
  Result<std::vector<FolderEntry>> List(const std::string& folder) override {
    Result<std::vector<FolderEntry>> entries = disk_.List(folder);
    if (!entries.ok() && !(HoldsAdded(folder) && entries.error().rule == "file.missing")) return entries;
    std::map<std::string, FileInfo::Kind> all;
    if (entries.ok()) {
      for (const FolderEntry& entry : *entries) {
        if (!gone_.contains(folder + "/" + entry.name)) all.emplace(entry.name, entry.kind);
      }
    }
    for (const auto& [path, text] : added_) {
      if (path.compare(0, folder.size() + 1, folder + "/") != 0) continue;
      const std::string below = path.substr(folder.size() + 1);
      const size_t slash = below.find('/');
      all.emplace(below.substr(0, slash), slash == below.npos ? FileInfo::kFile : FileInfo::kFolder);
    }
    std::vector<FolderEntry> out;
    for (const auto& [name, kind] : all) out.push_back({name, kind});
    return out;
  }

 private:
  /// A folder that there will be.
  bool HoldsAdded(const std::string& folder) const {
    const auto first = added_.lower_bound(folder + "/");
    return first != added_.end() && first->first.compare(0, folder.size() + 1, folder + "/") == 0;
  }

  FileReader& disk_;
  const std::map<std::string, std::string>& added_;
  const std::set<std::string>& gone_;
};

}  // namespace

Diagnostics TryFiles(FileReader& disk, const std::map<std::string, std::string>& texts, const LoadOptions& options,
                     MarkdownPool& markdown, const std::set<std::string>& gone, std::unique_ptr<const Site>* site) {
  WithFiles files(disk, texts, gone);
  Diagnostics diagnostics;
  std::unique_ptr<const Site> read = Load(files, options, markdown, diagnostics);
  if (site) *site = std::move(read);
  return diagnostics;
}

}  // namespace kyodo
