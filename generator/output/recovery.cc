#include "output/recovery.h"

#include <algorithm>

#include "output/journal.h"
#include "output/replace.h"

namespace kyodo {
namespace {

/// Removes what kyodo made in the workspace but these, and what is left inside the site.
Status RemoveOwnBut(FileSystem& files, const Workspace& workspace, const std::vector<std::string>& kept) {
  if (Status removed = RemoveTree(files, workspace.incoming); !removed) return removed;
  Result<std::vector<FolderEntry>> entries = files.List(workspace.folder);
  if (!entries) return entries.error();
  for (const FolderEntry& entry : *entries) {
    const std::string path = workspace.folder + "/" + entry.name;
    if (!IsOwnName(entry.name) || std::find(kept.begin(), kept.end(), path) != kept.end()) continue;
    if (Status removed = RemoveTree(files, path); !removed) return removed;
  }
  return Done{};
}

/// Removes all that is needed only during a publication. The journal goes first:
/// what it speaks of must never be gone before it.
Status RemoveLeftovers(FileSystem& files, const Workspace& workspace) {
  if (Status removed = RemoveTree(files, workspace.journal); !removed) return removed;
  return RemoveOwnBut(files, workspace,
                      {workspace.lock, workspace.manifest, workspace.note, workspace.pages, workspace.images,
                       workspace.texts, workspace.links});
}

/// Puts the old site back when it was moved away and the new one did not come.
Status PutBack(FileSystem& files, const Workspace& workspace) {
  Result<std::optional<FileInfo>> site = StatIfThere(files, workspace.site);
  if (!site) return site.error();
  if (site->has_value()) return Done{};
  Result<std::optional<FileInfo>> retired = StatIfThere(files, workspace.retired);
  if (!retired) return retired.error();
  if (!retired->has_value()) return Done{};
  return files.Rename(workspace.retired, workspace.site);
}

Result<bool> WasExchanged(FileSystem& files, const Workspace& workspace, const Journal& journal) {
  Result<std::optional<FileInfo>> site = StatIfThere(files, workspace.site);
  if (!site) return site.error();
  return site->has_value() && (*site)->inode == journal.staging_inode;
}

}  // namespace

Status Recover(FileSystem& files, const Workspace& workspace) {
  Result<Journal> journal = ReadJournal(files, workspace.journal);
  if (!journal) return journal.error();
  if (Status sound = CheckJournal(files, workspace, *journal); !sound) return sound;
  bool in_place = false;
  if (journal->kind == Journal::kExchange) {
    Result<bool> exchanged = WasExchanged(files, workspace, *journal);
    if (!exchanged) return exchanged.error();
    in_place = *exchanged;
  }
  if (in_place || journal->kind == Journal::kReplace) {
    Result<std::optional<Manifest>> next = ReadManifest(files, workspace.next_manifest);
    if (!next) return next.error();
    if (journal->kind == Journal::kReplace && next->has_value()) {
      Status replayed = ReplayJournal(files, workspace, *journal, **next);
      if (!replayed) return replayed;
    }
    // Days may have gone by, so the stamps are not taken on trust.
    return FinishPublication(files, workspace, *next, false);
  }
  if (Status back = PutBack(files, workspace); !back) return back;
  return RemoveLeftovers(files, workspace);
}

Status FinishPublication(FileSystem& files, const Workspace& workspace, const std::optional<Manifest>& manifest,
                         bool stamped) {
  // The exchange must be on the disk before the old site leaves it. One folder would do where a move is kept whole.
  for (const std::string& folder : {workspace.parent, workspace.folder}) {
    if (Status synced = files.Sync(folder); !synced) return synced;
  }
  // The note goes too: it speaks of the old site. Until here the journal voids it.
  Status removed = RemoveOwnBut(files, workspace,
                                {workspace.lock, workspace.manifest, workspace.images, workspace.texts, workspace.links,
                                 workspace.next_manifest, workspace.journal});
  if (!removed) return removed;
  if (manifest) {
    const Manifest final = stamped ? WithStamps(files, workspace.site, *manifest) : *manifest;
    Status written = ReplaceFile(files, workspace.manifest, FormatManifest(final));
    if (!written) return written;
    // Without its journal, a site must never be met beside the manifest of another.
    if (Status synced = files.Sync(workspace.folder); !synced) return synced;
  }
  return RemoveLeftovers(files, workspace);
}

}  // namespace kyodo
