#include "doubles/filter_file_system.h"

namespace kyodo {

Result<std::string> FilterFileSystem::Read(const std::string& path) {
  if (Status gate = Before(FileCall::kRead, path, ""); !gate) return gate.error();
  return base_.Read(path);
}

Result<FileInfo> FilterFileSystem::Stat(const std::string& path) {
  if (Status gate = Before(FileCall::kStat, path, ""); !gate) return gate.error();
  return base_.Stat(path);
}

Result<std::vector<FolderEntry>> FilterFileSystem::List(const std::string& folder) {
  if (Status gate = Before(FileCall::kList, folder, ""); !gate) return gate.error();
  return base_.List(folder);
}

Status FilterFileSystem::Write(const std::string& path, std::string_view bytes) {
  if (Status gate = Before(FileCall::kWrite, path, ""); !gate) return gate;
  return base_.Write(path, bytes);
}

Status FilterFileSystem::MakeFolders(const std::string& path) {
  if (Status gate = Before(FileCall::kMakeFolders, path, ""); !gate) return gate;
  return base_.MakeFolders(path);
}

Status FilterFileSystem::HardLink(const std::string& from, const std::string& to) {
  if (Status gate = Before(FileCall::kHardLink, from, to); !gate) return gate;
  return base_.HardLink(from, to);
}

Status FilterFileSystem::Rename(const std::string& from, const std::string& to) {
  if (Status gate = Before(FileCall::kRename, from, to); !gate) return gate;
  return base_.Rename(from, to);
}

Status FilterFileSystem::Exchange(const std::string& a, const std::string& b) {
  if (Status gate = Before(FileCall::kExchange, a, b); !gate) return gate;
  return base_.Exchange(a, b);
}

Status FilterFileSystem::RemoveFile(const std::string& path) {
  if (Status gate = Before(FileCall::kRemoveFile, path, ""); !gate) return gate;
  return base_.RemoveFile(path);
}

Status FilterFileSystem::RemoveFolder(const std::string& path) {
  if (Status gate = Before(FileCall::kRemoveFolder, path, ""); !gate) return gate;
  return base_.RemoveFolder(path);
}

Status FilterFileSystem::Sync(const std::string& path) {
  if (Status gate = Before(FileCall::kSync, path, ""); !gate) return gate;
  return base_.Sync(path);
}

Status FilterFileSystem::SyncAll(const std::string& path) {
  if (Status gate = Before(FileCall::kSyncAll, path, ""); !gate) return gate;
  return base_.SyncAll(path);
}

Result<std::shared_ptr<void>> FilterFileSystem::Lock(const std::string& path) {
  if (Status gate = Before(FileCall::kLock, path, ""); !gate) return gate.error();
  return base_.Lock(path);
}

}  // namespace kyodo
