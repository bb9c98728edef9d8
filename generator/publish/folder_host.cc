// A folder of this machine as a host: most often a share that is mounted.
#include <fmt/format.h>

#include <set>

#include "core/parallel.h"
#include "core/text.h"
#include "publish/hosts.h"

namespace kyodo::publish {

namespace {

constexpr size_t kAtOnce = 64;

Trouble TroubleOf(const Diagnostic& error, const std::string& path) {
  const std::string words = error.message.en;
  if (error.rule == "file.missing") return Missing(path);
  if (error.rule == "file.link") return NotThroughLinks(path);
  if (error.rule == "file.space") return NoSpace(path, words);
  // A share that went away for a while.
  if (error.rule == "file.failed" || error.rule == "file.busy") return ConnectionLost(path, words);
  return NotAllowed(path, words);
}

class FolderHost final : public Host {
 public:
  FolderHost(std::string root, FileSystem& files) : root_(std::move(root)), files_(files) {}

  Outcome Open() override {
    // The folder itself may be a link: whoever wrote site.yaml chose it.
    if (const auto entries = files_.List(root_); !entries)
      return entries.error().rule == "file.missing" ? NoFolder(root_) : TroubleOf(entries.error(), root_);
    sound_.clear();
    return Done{};
  }

  void Put(std::span<const Upload> files, const PutDone& done) override {
    for (size_t first = 0; first < files.size(); first += kAtOnce) {
      const auto some = files.subspan(first, std::min(kAtOnce, files.size() - first));
      std::vector<Outcome> outcomes(some.size(), Outcome(Done{}));
      for (size_t i = 0; i < some.size(); ++i) outcomes[i] = MakeFolderOf(some[i].path);
      const uint64_t beside = beside_;
      beside_ += some.size();
      ParallelFor(some.size(), [&](size_t i) {
        if (outcomes[i]) outcomes[i] = PutOne(some[i], PathOf(BesidePath(beside + i)));
      });
      for (size_t i = 0; i < some.size(); ++i) done(first + i, std::move(outcomes[i]));
    }
  }

  void Get(std::span<const std::string> paths, const GetDone& got) override {
    for (size_t i = 0; i < paths.size(); ++i) {
      Result<std::string> bytes = files_.Read(PathOf(paths[i]));
      if (bytes)
        got(i, std::move(*bytes));
      else
        got(i, TroubleOf(bytes.error(), paths[i]));
    }
  }

  void Remove(std::span<const std::string> paths, const PutDone& done) override {
    for (size_t i = 0; i < paths.size(); ++i) {
      Outcome outcome = CheckFolderOf(paths[i]);
      if (outcome) {
        const Status removed = files_.RemoveFile(PathOf(paths[i]));
        if (!removed) outcome = TroubleOf(removed.error(), paths[i]);
      }
      if (IsMissing(outcome)) outcome = Done{};
      done(i, std::move(outcome));
    }
  }

  Outcome RemoveFolder(const std::string& path) override {
    if (Outcome sound = CheckFolderOf(path); !sound) return IsMissing(sound) ? Outcome(Done{}) : sound;
    sound_.erase(path);
    const Status removed = files_.RemoveFolder(PathOf(path));
    if (removed || removed.error().rule == "file.missing" || removed.error().rule == "file.not-empty") return Done{};
    return TroubleOf(removed.error(), path);
  }

  Answer<std::vector<Listed>> List(const std::string& folder) override {
    const Result<std::vector<FolderEntry>> entries = files_.List(folder.empty() ? root_ : PathOf(folder));
    if (!entries && entries.error().rule == "file.missing") return std::vector<Listed>();
    if (!entries) return TroubleOf(entries.error(), folder);
    std::vector<Listed> listed;
    for (const FolderEntry& entry : *entries) {
      const Result<FileInfo> info = files_.Stat(PathOf(folder.empty() ? entry.name : folder + "/" + entry.name));
      listed.push_back({entry.name, info ? info->size_bytes : 0, entry.kind == FileInfo::kFolder});
    }
    return listed;
  }

  Answer<bool> Claim(const std::string& path, std::string_view bytes) override {
    if (Outcome made = MakeFolderOf(path); !made) return made.error();
    const std::string beside = PathOf(BesidePath(beside_++, "claim"));
    if (Outcome made = MakeFolderOf(BesidePath(0)); !made) return made.error();
    if (const Status written = files_.Write(beside, bytes); !written) return TroubleOf(written.error(), path);
    const Status linked = files_.HardLink(beside, PathOf(path));
    (void)files_.RemoveFile(beside);
    if (linked) return true;
    if (linked.error().rule == "file.exists") return false;
    // A disk without hard links (exFAT, some shares): two that come in the same moment are not told apart, and the
    // look at the lock before each step is what is left.
    if (files_.Stat(PathOf(path))) return false;
    if (const Status written = files_.Write(PathOf(path), bytes); !written) return TroubleOf(written.error(), path);
    return true;
  }

  Outcome Finish(std::string_view) override { return Done{}; }

 private:
  std::string PathOf(const std::string& path) const { return root_ + "/" + path; }

  Outcome PutOne(const Upload& file, const std::string& beside) {
    const Result<std::string> bytes = file.read();
    if (!bytes) return FromFileError(bytes.error());
    // What a manifest lists should outlive a power cut of the file server.
    if (StartsWith(file.path, kStateFolder) && EndsWith(file.path, ".manifest")) (void)files_.SyncAll(root_);
    Status done = files_.Write(beside, *bytes);
    if (done) done = files_.Rename(beside, PathOf(file.path));
    if (done) return Done{};
    (void)files_.RemoveFile(beside);
    return TroubleOf(done.error(), file.path);
  }

  /// Looks at each folder of the path: a link is trouble, one that is missing is made if `make`.
  Outcome CheckFolders(const std::string& path, bool make) {
    for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
      const std::string folder = path.substr(0, slash);
      if (sound_.contains(folder)) continue;
      const Result<FileInfo> info = files_.Stat(PathOf(folder));
      if (info && info->kind == FileInfo::kLink) return NotThroughLinks(folder);
      if (!info && info.error().rule != "file.missing") return TroubleOf(info.error(), folder);
      if (!info && !make) return Missing(folder);
      if (!info) {
        if (const Status made = files_.MakeFolders(PathOf(folder)); !made) return TroubleOf(made.error(), folder);
      }
      sound_.insert(folder);
    }
    return Done{};
  }
  Outcome CheckFolderOf(const std::string& path) { return CheckFolders(path, false); }
  Outcome MakeFolderOf(const std::string& path) {
    if (Outcome beside = CheckFolders(BesidePath(0), true); !beside) return beside;
    return CheckFolders(path, true);
  }

  const std::string root_;
  FileSystem& files_;
  std::set<std::string> sound_;  // folders that were looked at
  uint64_t beside_ = 0;
};

}  // namespace

std::unique_ptr<Host> MakeFolderHost(const PublishTarget& target, FileSystem& files) {
  return std::make_unique<FolderHost>(target.path, files);
}

}  // namespace kyodo::publish
