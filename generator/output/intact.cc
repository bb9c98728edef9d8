// What can be said of a published site without building it anew.

#include <algorithm>
#include <atomic>

#include "core/parallel.h"
#include "output/foreign.h"
#include "output/site_writer.h"

namespace kyodo {
namespace {

bool IsUnderWay(FileSystem& files, const Workspace& workspace) {
  const Result<std::optional<FileInfo>> journal = StatIfThere(files, workspace.journal);
  return !journal || journal->has_value();
}

}  // namespace

bool IsIntact(FileSystem& files, const std::string& site) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace || IsUnderWay(files, *workspace)) return false;
  const Result<std::optional<Manifest>> manifest = ReadManifest(files, workspace->manifest);
  if (!manifest || !manifest->has_value()) return false;
  constexpr size_t kTogether = 256;
  const std::vector<ManifestEntry>& entries = (*manifest)->entries();
  std::atomic<bool> intact = true;
  ParallelFor(1 + (entries.size() + kTogether - 1) / kTogether, [&](size_t part) {
    if (part == 0) {
      const auto foreign = FindForeign(files, workspace->site, **manifest, 1);
      if (!foreign || !foreign->empty()) intact = false;
      return;
    }
    for (size_t i = (part - 1) * kTogether; i < std::min(entries.size(), part * kTogether) && intact; ++i) {
      const Result<FileInfo> info = files.Stat(workspace->site + "/" + entries[i].path);
      if (!info || !IsUntouched(entries[i], *info)) intact = false;
    }
  });
  return intact;
}

std::string ImageFolder(const std::string& site) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  return workspace ? workspace->images : std::string();
}

std::string TextFolder(const std::string& site) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  return workspace ? workspace->texts : std::string();
}

namespace {

std::string ReadBeside(FileSystem& files, const std::string& site, const std::string Workspace::*which) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace || IsUnderWay(files, *workspace)) return "";
  Result<std::string> note = files.Read((*workspace).*which);
  return note ? std::move(*note) : "";
}

}  // namespace

std::string ReadBuildNote(FileSystem& files, const std::string& site) {
  return ReadBeside(files, site, &Workspace::note);
}

std::string ReadPageNotes(FileSystem& files, const std::string& site) {
  return ReadBeside(files, site, &Workspace::pages);
}

void WritePageNotes(FileSystem& files, const std::string& site, std::string_view notes) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (workspace && !notes.empty()) (void)ReplaceFile(files, workspace->pages, notes);
}

Status WriteBuildNote(FileSystem& files, const std::string& site, std::string_view note) {
  const Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace) return workspace.error();
  if (Status made = files.MakeFolders(workspace->folder); !made) return made;
  return ReplaceFile(files, workspace->note, note);
}

}  // namespace kyodo
