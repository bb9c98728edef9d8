#include "output/publication.h"

#include "output/foreign.h"
#include "output/journal.h"
#include "output/recovery.h"
#include "output/replace.h"

namespace kyodo {
namespace {

bool IsAny(const Status& status, std::initializer_list<std::string_view> rules) {
  if (status) return false;
  for (const std::string_view rule : rules) {
    if (status.error().rule == rule) return true;
  }
  return false;
}

/// Writes down what is about to be done, all of it on the disk before it is done.
Status WriteIntent(FileSystem& files, const Workspace& workspace, const Manifest& next) {
  Result<FileInfo> staging = files.Stat(workspace.staging);
  if (!staging) return staging.error();
  Journal journal;
  journal.kind = Journal::kExchange;
  journal.staging_inode = staging->inode;
  Status manifest = files.Write(workspace.next_manifest, FormatManifest(next));
  if (!manifest) return manifest;
  Status written = files.Write(workspace.journal, FormatJournal(journal));
  if (!written) return written;
  // One call: fsync file by file would take seconds for a site.
  return files.SyncAll(workspace.folder);
}

/// For a disk that cannot exchange two folders at once: for a moment there is
/// no site. An error leaves the old one in place, unless even that fails.
Status SwapByTwoRenames(FileSystem& files, const Workspace& workspace) {
  Status away = files.Rename(workspace.site, workspace.retired);
  if (!away) return away;
  Status here = files.Rename(workspace.staging, workspace.site);
  if (!here) (void)files.Rename(workspace.retired, workspace.site);
  return here;
}

Status Swap(FileSystem& files, const Workspace& workspace) {
  Result<std::optional<FileInfo>> site = StatIfThere(files, workspace.site);
  if (!site) return site.error();
  if (!site->has_value()) return files.Rename(workspace.staging, workspace.site);
  Status exchanged = files.Exchange(workspace.staging, workspace.site);
  if (IsAny(exchanged, {"file.unsupported"})) return SwapByTwoRenames(files, workspace);
  return exchanged;
}

}  // namespace

Status PublishStaging(FileSystem& files, const Workspace& workspace, const Manifest& old, Staging& staging) {
  if (Status complete = staging.Complete(); !complete) return complete;
  if (Status ours = CheckOurs(files, workspace.site, old); !ours) return ours;
  const Manifest next = staging.NewManifest();
  if (Status noted = WriteIntent(files, workspace, next); !noted) return noted;

  Status swapped = staging.apart() ? Status(Done{}) : Swap(files, workspace);
  if (staging.apart() || IsAny(swapped, {"file.busy", "file.cross-device"})) {
    swapped = ReplaceFiles(files, workspace, old, next, staging.written());
  }
  if (!swapped) return swapped;
  return FinishPublication(files, workspace, next, true);
}

}  // namespace kyodo
