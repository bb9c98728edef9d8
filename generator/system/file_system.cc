#include "system/file_system.h"

namespace kyodo {
namespace {

Status FineWhenAbsent(Status status) {
  if (!status && status.error().rule == "file.missing") return Done{};
  return status;
}

Status RemoveFolderTree(FileSystem& files, const std::string& folder) {
  Result<std::vector<FolderEntry>> entries = files.List(folder);
  if (!entries) return FineWhenAbsent(entries.error());
  for (const FolderEntry& entry : *entries) {
    const std::string path = folder + "/" + entry.name;
    Status removed =
        entry.kind == FileInfo::kFolder ? RemoveFolderTree(files, path) : FineWhenAbsent(files.RemoveFile(path));
    if (!removed) return removed;
  }
  return FineWhenAbsent(files.RemoveFolder(folder));
}

}  // namespace

Status RemoveTree(FileSystem& files, const std::string& path) {
  Result<FileInfo> info = files.Stat(path);
  if (!info) return FineWhenAbsent(info.error());
  if (info->kind == FileInfo::kFolder) return RemoveFolderTree(files, path);
  return FineWhenAbsent(files.RemoveFile(path));
}

Status ReplaceFile(FileSystem& files, const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  if (Status written = files.Write(fresh, bytes); !written) return written;
  if (Status synced = files.Sync(fresh); !synced) return synced;
  return files.Rename(fresh, path);
}

std::string ParentFolder(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

}  // namespace kyodo
