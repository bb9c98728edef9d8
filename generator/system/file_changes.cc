#include "system/file_changes.h"

namespace kyodo {

namespace {

constexpr const char* kNew = ".new";

Diagnostic Changed(const std::string& path) {
  Diagnostics one;
  return one.FileError("file.changed", path,
                       {"その間に変わったので、何も書いていません", "It has changed meanwhile; nothing was written"},
                       {"もう一度実行します。", "Run it again."});
}

/// Is everything as it was planned for, and no name in the way?
Status CheckBefore(FileReader& files, const FileChange& change) {
  const Result<FileInfo> info = files.Stat(change.path);
  if (!info.ok() && info.error().rule != "file.missing") return info.error();
  if (info.ok() != change.before.has_value()) return Changed(change.path);
  if (change.before) {
    const Result<std::string> now = files.Read(change.path);
    if (!now.ok()) return now.error();
    if (info->kind != FileInfo::kFile || *now != *change.before) return Changed(change.path);
  }
  if (!change.after) return Done{};
  const Result<FileInfo> fresh = files.Stat(change.path + kNew);
  if (!fresh.ok()) return fresh.error().rule == "file.missing" ? Status(Done{}) : Status(fresh.error());
  Diagnostics one;
  return one.FileError(
      "file.exists", change.path + kNew,
      {"この名前のファイルがあるので、何も書いていません", "A file has this name; nothing was written"},
      {"要らなければ消して、もう一度実行します。", "Delete it if it is not needed, and run it again."});
}

Status Stage(FileSystem& files, const FileChange& change) {
  if (const Status made = files.MakeFolders(ParentFolder(change.path)); !made.ok()) return made;
  if (const Status written = files.Write(change.path + kNew, *change.after); !written.ok()) return written;
  return files.Sync(change.path + kNew);
}

/// Gives back what was there; the error that makes it necessary is told.
void Undo(FileSystem& files, const FileChange& change) {
  const Status undone = change.before ? ReplaceFile(files, change.path, *change.before) : files.RemoveFile(change.path);
  (void)undone;
}

}  // namespace

Status ApplyChanges(FileSystem& files, const std::vector<FileChange>& changes) {
  for (const FileChange& change : changes) {
    if (const Status fine = CheckBefore(files, change); !fine.ok()) return fine;
  }
  Status status = Done{};
  size_t staged = 0, done = 0;
  for (; staged < changes.size() && status.ok(); ++staged) {
    if (changes[staged].after) status = Stage(files, changes[staged]);
  }
  for (; done < changes.size() && status.ok(); ++done) {
    const FileChange& change = changes[done];
    status = change.after ? files.Rename(change.path + kNew, change.path) : files.RemoveFile(change.path);
  }
  if (status.ok()) return status;
  const size_t made = done > 0 ? done - 1 : 0;  // the last one failed
  for (size_t i = 0; i < made; ++i) Undo(files, changes[i]);
  for (size_t i = made; i < staged; ++i) {
    if (changes[i].after) (void)files.RemoveFile(changes[i].path + kNew);
  }
  return status;
}

}  // namespace kyodo
