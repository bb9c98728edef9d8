#include "output/site_writer.h"

#include <optional>

#include "core/hash.h"
#include "output/foreign.h"
#include "output/publication.h"
#include "output/recovery.h"
#include "output/write_queue.h"

namespace kyodo {
namespace {

constexpr size_t kQueueBytes = 16 << 20;

Diagnostic BusyError(const std::string& site) {
  return OutputError("output.busy", site,
                     {"ほかの kyodo build が、このフォルダーに書き出している途中です。",
                      "another kyodo build is writing to this folder"},
                     {"それが終わってから、もう一度実行してください。", "Wait until it has ended, and run it again."});
}

Diagnostic OtherSiteError(const std::string& site, const std::string& there, const std::string& ours) {
  return OutputError(
      "output.other-site", site,
      {"このフォルダーには、別のサイトがあります: " + there + "（これから書き出すサイト: " + ours + "）",
       "this folder holds another site: " + there + " (the one to be written is " + ours + ")"},
      {"--out で別のフォルダーを指定します。例: --out public-2。置き換えてよければ、または site.yaml の "
       "base_url を変えたのなら、一度だけ --replace を付けます。",
       "Choose another folder with --out. Example: --out public-2. If this site is to take its place, or "
       "if you changed base_url in site.yaml, add --replace once."});
}

Result<std::shared_ptr<void>> TakeLock(FileSystem& files, const Workspace& workspace) {
  if (Status made = files.MakeFolders(workspace.folder); !made) return made.error();
  files.KeepApart(workspace.folder);
  Result<std::shared_ptr<void>> lock = files.Lock(workspace.lock);
  if (!lock && lock.error().rule == "file.busy") return BusyError(workspace.site);
  return lock;
}

}  // namespace

struct SiteWriter::State {
  State(FileSystem& disk, Workspace place, std::shared_ptr<void> held, SiteOwner whose)
      : files(disk), workspace(std::move(place)), lock(std::move(held)), owner(std::move(whose)) {}

  void Write(QueuedFile file) {
    if (error) return;
    bytes += file.kept ? old.Find(file.path)->size_bytes : file.bytes.size();
    ++count;
    Status added =
        file.kept ? staging.Keep(std::move(file.path)) : staging.Add(std::move(file.path), file.bytes, file.hash);
    if (!added) error = added.error();
  }

  FileSystem& files;
  const Workspace workspace;
  const std::shared_ptr<void> lock;
  const SiteOwner owner;
  Manifest old;
  Staging staging{files, workspace, old, owner.name, owner.preview};
  std::optional<Diagnostic> error;  // the first
  size_t count = 0;
  uint64_t bytes = 0;
  bool published = false;
  std::optional<WriteQueue> queue;  // last: its thread uses all the others
};

SiteWriter::SiteWriter() = default;

Result<std::unique_ptr<SiteWriter>> SiteWriter::Open(FileSystem& files, std::string site, SiteOwner owner) {
  Result<Workspace> workspace = WorkspaceOf(site);
  if (!workspace) return workspace.error();
  if (Status safe = CheckWorkspace(files, *workspace); !safe) return safe.error();
  // Before anything is made beside a folder that may be no business of ours.
  Result<std::optional<FileInfo>> known = StatIfThere(files, workspace->folder);
  if (!known) return known.error();
  if (!known->has_value()) {
    if (Status ours = CheckOurs(files, workspace->site, {}); !ours) return ours.error();
  }
  Result<std::shared_ptr<void>> lock = TakeLock(files, *workspace);
  if (!lock) return lock.error();
  if (Status whole = Recover(files, *workspace); !whole) return whole.error();
  Result<std::optional<Manifest>> old = ReadManifest(files, workspace->manifest);
  if (!old) return old.error();
  if (Status ours = CheckOurs(files, workspace->site, *old); !ours) return ours.error();
  const std::string there = old->has_value() ? (*old)->owner : "";
  if (!there.empty() && !owner.name.empty() && there != owner.name && !owner.replaces_other)
    return OtherSiteError(workspace->site, there, owner.name);

  std::unique_ptr<SiteWriter> writer(new SiteWriter);
  writer->state_ = std::make_unique<State>(files, std::move(*workspace), std::move(*lock), std::move(owner));
  State& state = *writer->state_;
  if (old->has_value()) state.old = std::move(**old);
  state.queue.emplace(kQueueBytes, [&state](QueuedFile file) { state.Write(std::move(file)); });
  return writer;
}

SiteWriter::~SiteWriter() {
  state_->queue->Close();
  if (!state_->published) (void)Recover(state_->files, state_->workspace);
}

void SiteWriter::Add(FinishedFile file) {
  const uint64_t hash = Hash(file.bytes);
  state_->queue->Push({std::move(file.path), std::move(file.bytes), hash});
}

std::optional<uint64_t> SiteWriter::Keep(const std::string& path, uint64_t hash) {
  State& state = *state_;
  const ManifestEntry* old = state.old.Find(path);
  if (!old || old->hash != hash) return std::nullopt;
  const Result<FileInfo> info = state.files.Stat(state.workspace.site + "/" + path);
  if (!info || !IsUntouched(*old, *info)) return std::nullopt;
  state.queue->Push({path, {}, hash, true});
  return old->size_bytes;
}

std::vector<std::string> SiteWriter::PublishedPaths() const {
  std::vector<std::string> paths;
  for (const ManifestEntry& entry : state_->old.entries()) paths.push_back(entry.path);
  return paths;
}

Result<WriteSummary> SiteWriter::Publish() {
  State& state = *state_;
  state.queue->Close();
  if (state.error) return *state.error;
  Staging& staging = state.staging;
  WriteSummary summary;
  summary.files = state.count;
  summary.bytes = state.bytes;
  summary.written = staging.written().size();
  summary.kept = summary.files - summary.written;
  summary.removed = staging.RemovedFiles();
  summary.touched = staging.Differs();
  Status done = Done{};
  if (summary.touched) {
    done = PublishStaging(state.files, state.workspace, state.old, staging);
  } else if (staging.restamp()) {
    const std::string manifest = FormatManifest(staging.NewManifest());
    done = ReplaceFile(state.files, state.workspace.manifest, manifest);
  }
  if (!done) return done.error();
  state.published = true;
  return summary;
}

}  // namespace kyodo
