#include "source/snapshot.h"

#include <fmt/format.h>

#include "core/hash.h"

namespace kyodo {

Snapshot::Snapshot(FileReader& disk, const InputPlaces& places) : disk_(disk) {
  AddFolder(places.site);
  for (const std::string& folder : places.theme_parents) AddFolder(folder, true);
  for (const std::string& file : places.files) AddFile(file);
}

void Snapshot::AddFile(const std::string& path) {
  const Result<FileInfo>& info = infos_.try_emplace(path, disk_.Stat(path)).first->second;
  if (info.ok()) {
    fmt::format_to(std::back_inserter(all_), "{}\n{} {} {} {}\n", path, info->size_bytes, info->modified_ns,
                   info->changed_ns, info->inode);
  } else {
    whole_ = whole_ && info.error().rule == "file.missing";
  }
}

void Snapshot::AddFolder(const std::string& folder, bool holds_themes) {
  const Result<std::vector<FolderEntry>>& entries = folders_.try_emplace(folder, disk_.List(folder)).first->second;
  if (!entries.ok()) {
    whole_ = whole_ && entries.error().rule == "file.missing";
    return;
  }
  for (const FolderEntry& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    if (entry.kind == FileInfo::kFolder) {
      FileInfo info;
      info.kind = FileInfo::kFolder;
      infos_.try_emplace(path, info);
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
    const Result<FileInfo>& info = infos_.try_emplace(theme + part, disk_.Stat(theme + part)).first->second;
    whole_ = whole_ && (info.ok() || info.error().rule == "file.missing");
    if (info.ok() && info->kind == FileInfo::kFolder) AddFolder(theme + part);
  }
}

Result<FileInfo> Snapshot::Stat(const std::string& path) {
  if (const auto found = infos_.find(path); found != infos_.end()) return found->second;
  return disk_.Stat(path);
}

Result<std::vector<FolderEntry>> Snapshot::List(const std::string& folder) {
  if (const auto found = folders_.find(folder); found != folders_.end()) return found->second;
  return disk_.List(folder);
}

std::string Snapshot::Stamp(std::string_view also) const {
  return whole_ ? HexHash(Hash(all_ + std::string(also))) : std::string();
}

}  // namespace kyodo
