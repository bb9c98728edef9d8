#include "output/replace.h"

#include <algorithm>
#include <set>

#include "core/text.h"

namespace kyodo {
namespace {

Status FineWhen(std::string_view rule, Status status) {
  if (!status && status.error().rule == rule) return Done{};
  return status;
}

/// The folders above `path`: "a/b/c" gives "a/b" and "a".
std::vector<std::string> FoldersAbove(const std::string& path) {
  std::vector<std::string> folders;
  for (size_t slash = path.rfind('/'); slash != std::string::npos && slash != 0; slash = path.rfind('/', slash - 1)) {
    folders.push_back(path.substr(0, slash));
  }
  return folders;
}

std::string IncomingPath(const Workspace& workspace, size_t number) {
  return workspace.incoming + "/" + std::to_string(number);
}

/// Removes the file. When a run is repeated, it may be gone, or a folder of the
/// new site may have its name.
Status DropFile(FileSystem& files, const std::string& path) {
  Result<std::optional<FileInfo>> info = StatIfThere(files, path);
  if (!info) return info.error();
  if (!info->has_value() || (*info)->kind == FileInfo::kFolder) return Done{};
  return files.RemoveFile(path);
}

/// Removes the files, and the folders that hold nothing of `next`.
Status Drop(FileSystem& files, const Workspace& workspace, const std::vector<std::string>& drops,
            const Manifest& next) {
  std::set<std::string, std::greater<>> folders;  // what is deeper comes first
  for (const std::string& path : drops) {
    Status removed = DropFile(files, workspace.site + "/" + path);
    if (!removed) return removed;
    for (std::string& folder : FoldersAbove(path)) {
      if (!next.HasFolder(folder)) folders.insert(std::move(folder));
    }
  }
  for (const std::string& folder : folders) {
    Status removed = files.RemoveFolder(workspace.site + "/" + folder);
    removed = FineWhen("file.not-empty", FineWhen("file.missing", std::move(removed)));
    if (!removed) return removed;
  }
  return Done{};
}

/// Those to be dropped that stand where a new file or its folder must go.
std::vector<std::string> DropsInTheWay(const Journal& journal, const Manifest& next) {
  std::vector<std::string> in_the_way;
  for (const std::string& path : journal.drops) {
    const std::vector<std::string> above = FoldersAbove(path);
    const bool under_a_new_file = std::any_of(above.begin(), above.end(),
                                              [&](const std::string& folder) { return next.Find(folder) != nullptr; });
    if (under_a_new_file || next.HasFolder(path)) in_the_way.push_back(path);
  }
  return in_the_way;
}

Status Put(FileSystem& files, const Workspace& workspace, const Journal::Put& put) {
  const std::string target = workspace.site + "/" + put.path;
  if (Status made = files.MakeFolders(ParentFolder(target)); !made) return made;
  // A missing source was put in place by the run that was interrupted.
  return FineWhen("file.missing", files.Rename(IncomingPath(workspace, put.number), target));
}

Journal PlanOf(const Manifest& old, const Manifest& next, std::vector<std::string> written) {
  // What pages refer to must be there before them.
  std::stable_partition(written.begin(), written.end(),
                        [](const std::string& path) { return !EndsWith(path, ".html"); });
  Journal journal;
  journal.kind = Journal::kReplace;
  for (std::string& path : written) journal.puts.push_back({journal.puts.size(), std::move(path)});
  for (const ManifestEntry& entry : old.entries()) {
    if (next.Find(entry.path) == nullptr) journal.drops.push_back(entry.path);
  }
  return journal;
}

Status CopyIncoming(FileSystem& files, const Workspace& workspace, const Journal& journal) {
  if (Status made = files.MakeFolders(workspace.incoming); !made) return made;
  for (const Journal::Put& put : journal.puts) {
    Result<std::string> bytes = files.Read(workspace.staging + "/" + put.path);
    if (!bytes) return bytes.error();
    Status written = files.Write(IncomingPath(workspace, put.number), *bytes);
    if (!written) return written;
  }
  return files.SyncAll(workspace.incoming);
}

}  // namespace

Status ReplaceFiles(FileSystem& files, const Workspace& workspace, const Manifest& old, const Manifest& next,
                    std::vector<std::string> written) {
  std::sort(written.begin(), written.end());
  const Journal journal = PlanOf(old, next, std::move(written));
  if (Status copied = CopyIncoming(files, workspace, journal); !copied) return copied;
  Status noted = ReplaceFile(files, workspace.journal, FormatJournal(journal));
  if (!noted) return noted;
  if (Status synced = files.Sync(workspace.folder); !synced) return synced;
  return ReplayJournal(files, workspace, journal, next);
}

Status ReplayJournal(FileSystem& files, const Workspace& workspace, const Journal& journal, const Manifest& next) {
  Status dropped = Drop(files, workspace, DropsInTheWay(journal, next), next);
  if (!dropped) return dropped;
  for (const Journal::Put& put : journal.puts) {
    if (Status done = Put(files, workspace, put); !done) return done;
  }
  if (Status rest = Drop(files, workspace, journal.drops, next); !rest) return rest;
  return files.SyncAll(workspace.site);
}

}  // namespace kyodo
