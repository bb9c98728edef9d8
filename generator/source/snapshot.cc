#include "source/snapshot.h"

#include <fmt/format.h>

#include "core/hash.h"

namespace kyodo {

Snapshot::Snapshot(FileReader& disk, const InputPlaces& places) : disk_(disk) {
  AddFolder(places.site);
  for (const std::string& folder : places.theme_parents) AddFolder(folder, true);
  for (const std::string& file : places.files) AddFile(file);
}

bool Snapshot::AddInfo(const std::string& path, FileInfo& info) {
  const Result<FileInfo> found = disk_.Stat(path);
  if (found.ok()) {
    infos_.emplace(path, info = *found);
  } else {
    Fail(path, found.error());
  }
  return found.ok();
}

void Snapshot::Fail(const std::string& path, const Diagnostic& error) {
  failures_.emplace(path, error);
  whole_ = whole_ && error.rule == "file.missing";
}

void Snapshot::AddFile(const std::string& path) {
  FileInfo info;
  if (!AddInfo(path, info)) return;
  fmt::format_to(std::back_inserter(all_), "{}\n{} {} {} {}\n", path, info.size_bytes, info.modified_ns,
                 info.changed_ns, info.inode);
}

void Snapshot::AddFolder(const std::string& folder, bool holds_themes) {
  Result<std::vector<FolderEntry>> listed = disk_.List(folder);
  if (!listed.ok()) return Fail(folder, listed.error());
  const std::vector<FolderEntry>& entries = folders_.emplace(folder, std::move(*listed)).first->second;
  for (const FolderEntry& entry : entries) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder) {
      infos_[path].kind = FileInfo::kFolder;
      AddFolder(path);
    } else {
      AddFile(path);
      if (holds_themes && entry.kind == FileInfo::kLink) AddLinkedTheme(path);
    }
  }
}

/// Of the folder that a link leads to, only what belongs to a theme: it may lead anywhere.
void Snapshot::AddLinkedTheme(const std::string& theme) {
  for (const char* part : {"/templates", "/assets", "/i18n"}) {
    FileInfo info;
    if (AddInfo(theme + part, info) && info.kind == FileInfo::kFolder) AddFolder(theme + part);
  }
}

Result<FileInfo> Snapshot::Stat(const std::string& path) {
  if (const auto found = infos_.find(path); found != infos_.end()) return found->second;
  if (const auto failed = failures_.find(path); failed != failures_.end()) return failed->second;
  return disk_.Stat(path);
}

Result<std::vector<FolderEntry>> Snapshot::List(const std::string& folder) {
  if (const auto found = folders_.find(folder); found != folders_.end()) return found->second;
  if (const auto failed = failures_.find(folder); failed != failures_.end()) return failed->second;
  return disk_.List(folder);
}

std::string Snapshot::Stamp(std::string_view also) const {
  return whole_ ? HexHash(Hash(all_ + std::string(also))) : std::string();
}

void Snapshot::ForEachFile(const std::function<void(std::string_view path, std::string_view stamp)>& tell) const {
  for (std::string_view rest = all_; !rest.empty();) {
    const size_t path = rest.find('\n'), stamp = rest.find('\n', path + 1);
    tell(rest.substr(0, path), rest.substr(path + 1, stamp - path - 1));
    rest.remove_prefix(stamp + 1);
  }
}

}  // namespace kyodo
