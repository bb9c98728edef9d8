#include "publish/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>

#include "core/hash.h"
#include "core/parallel.h"
#include "core/text.h"
#include "publish/refusals.h"

namespace kyodo::publish {

namespace {

constexpr std::string_view kKeptEnd = ".manifest";

std::string NameOf(const ManifestEntry& entry) { return fmt::format("{}-{}", HexHash(entry.hash), entry.size_bytes); }

}  // namespace

Result<std::unique_ptr<Store>> Store::Open(FileSystem& files, const Workspace& workspace, const std::string& target) {
  std::string folder = fmt::format("{}/published/{}", workspace.folder, target);
  if (Status made = files.MakeFolders(folder); !made) return made.error();
  Result<std::shared_ptr<void>> lock = files.Lock(folder + "/lock");
  if (!lock && lock.error().rule == "file.busy") return PublishIsRunning(target);
  if (!lock) return lock.error();
  return std::unique_ptr<Store>(new Store(files, std::move(folder), std::move(*lock)));
}

std::vector<std::string> Store::DeadTokens() const {
  const Result<std::string> text = files_.Read(folder_ + "/tokens");
  std::vector<std::string> tokens;
  for (const std::string_view line : Split(text ? std::string_view(*text) : std::string_view(), '\n')) {
    if (!line.empty()) tokens.emplace_back(line);
  }
  return tokens;
}

Status Store::AddToken(const std::string& token) {
  constexpr size_t kKept = 8;
  std::vector<std::string> tokens = DeadTokens();
  tokens.push_back(token);
  if (tokens.size() > kKept) tokens.erase(tokens.begin(), tokens.end() - kKept);
  return ReplaceFile(files_, folder_ + "/tokens", fmt::format("{}\n", fmt::join(tokens, "\n")));
}

std::string Store::PathOf(const ManifestEntry& entry) const {
  const std::string name = NameOf(entry);
  return fmt::format("{}/files/{}/{}", folder_, name.substr(0, 2), name);
}

Status Store::Keep(const Workspace& workspace, const Manifest& manifest) {
  std::set<std::string> folders;
  for (const ManifestEntry& entry : manifest.entries()) folders.insert(ParentFolder(PathOf(entry)));
  for (const std::string& folder : folders) {
    if (Status made = files_.MakeFolders(folder); !made) return made;
  }
  std::mutex mutex;
  std::optional<Diagnostic> error;  // the first by path
  const auto fail = [&](Diagnostic one) {
    const std::lock_guard guard(mutex);
    if (!error || one.path < error->path) error = std::move(one);
  };
  std::atomic<size_t> number = 0;
  ParallelFor(manifest.entries().size(), [&](size_t i) {
    const ManifestEntry& entry = manifest.entries()[i];
    const std::string source = workspace.site + "/" + entry.path, kept = PathOf(entry);
    const Result<FileInfo> there = files_.Stat(source);
    const Result<FileInfo> copy = files_.Stat(kept);
    const bool has_copy = copy && copy->kind == FileInfo::kFile && copy->size_bytes == entry.size_bytes;
    if (has_copy && there && IsUntouched(entry, *there)) return;
    if (!there || there->kind != FileInfo::kFile) return fail(SourceChanged(source));
    const Result<std::string> bytes = files_.Read(source);
    if (!bytes) return fail(bytes.error());
    if (bytes->size() != entry.size_bytes || Hash(*bytes) != entry.hash) return fail(SourceChanged(source));
    if (has_copy) return;
    // Two files of the same bytes may come at once.
    const std::string beside = fmt::format("{}.{}", kept, ++number);
    Status written = files_.Write(beside, *bytes);
    if (written) written = files_.Rename(beside, kept);
    if (!written) fail(written.error());
  });
  if (error) return *error;
  return Done{};
}

Result<std::string> Store::Read(const ManifestEntry& entry) const {
  const std::string path = PathOf(entry);
  Result<std::string> bytes = files_.Read(path);
  if (!bytes) return bytes.error().rule == "file.missing" ? KeptDamaged(entry.path) : bytes.error();
  if (bytes->size() == entry.size_bytes && Hash(*bytes) == entry.hash) return bytes;
  (void)files_.RemoveFile(path);
  return KeptDamaged(entry.path);
}

Result<std::vector<uint64_t>> Store::Numbers() const {
  const Result<std::vector<FolderEntry>> entries = files_.List(folder_);
  if (!entries) return entries.error();
  std::vector<uint64_t> numbers;
  for (const FolderEntry& entry : *entries) {
    if (!EndsWith(entry.name, kKeptEnd)) continue;
    uint64_t number = 0;
    const size_t digits = entry.name.size() - kKeptEnd.size();
    if (ReadNumber(std::string_view(entry.name).substr(0, digits), number)) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Result<std::vector<Manifest>> Store::Versions() const {
  const Result<std::vector<uint64_t>> numbers = Numbers();
  if (!numbers) return numbers.error();
  std::vector<Manifest> versions;
  for (const uint64_t number : *numbers) {
    Result<std::optional<Manifest>> manifest = ReadManifest(files_, fmt::format("{}/{}{}", folder_, number, kKeptEnd));
    if (!manifest) return manifest.error();
    if (*manifest) versions.push_back(std::move(**manifest));
  }
  return versions;
}

Status Store::Record(const Manifest& manifest) {
  const Result<std::vector<uint64_t>> numbers = Numbers();
  if (!numbers) return numbers.error();
  const Result<std::vector<Manifest>> before = Versions();
  if (!before) return before.error();
  if (!before->empty() && SameFiles(before->back(), manifest) && before->back().owner == manifest.owner &&
      before->back().preview == manifest.preview)
    return Done{};
  const uint64_t number = numbers->empty() ? 1 : numbers->back() + 1;
  Status written = ReplaceFile(files_, fmt::format("{}/{}{}", folder_, number, kKeptEnd), FormatManifest(manifest));
  if (!written) return written;
  for (size_t i = 0; i + kKeptVersions - 1 < numbers->size(); ++i) {
    Status removed = files_.RemoveFile(fmt::format("{}/{}{}", folder_, (*numbers)[i], kKeptEnd));
    if (!removed) return removed;
  }
  const Result<std::vector<Manifest>> versions = Versions();
  if (!versions) return versions.error();
  return RemoveUnnamed(*versions);
}

Status Store::RemoveUnnamed(const std::vector<Manifest>& versions) {
  std::set<std::string> named;
  for (const Manifest& version : versions) {
    for (const ManifestEntry& entry : version.entries()) named.insert(NameOf(entry));
  }
  const Result<std::vector<FolderEntry>> folders = files_.List(folder_ + "/files");
  if (!folders) return folders.error().rule == "file.missing" ? Status(Done{}) : Status(folders.error());
  for (const FolderEntry& folder : *folders) {
    const std::string path = folder_ + "/files/" + folder.name;
    if (folder.kind != FileInfo::kFolder) continue;
    const Result<std::vector<FolderEntry>> entries = files_.List(path);
    if (!entries) return entries.error();
    for (const FolderEntry& entry : *entries) {
      if (entry.kind != FileInfo::kFile || named.contains(entry.name)) continue;
      if (Status removed = files_.RemoveFile(path + "/" + entry.name); !removed) return removed;
    }
  }
  return Done{};
}

Result<Manifest> BuiltManifest(FileSystem& files, const Workspace& workspace, const std::string& owner) {
  Result<std::optional<FileInfo>> journal = StatIfThere(files, workspace.journal);
  if (!journal) return journal.error();
  if (journal->has_value()) return BuildIsRunning(workspace.site);
  Result<std::optional<Manifest>> manifest = ReadManifest(files, workspace.manifest);
  if (!manifest) return manifest.error();
  if (!*manifest) return NotBuilt(workspace.site);
  if ((*manifest)->entries().empty()) return BuildIsEmpty(workspace.site);
  if ((*manifest)->owner != owner) return BuiltFromOther(workspace.site, (*manifest)->owner, owner);
  return std::move(**manifest);
}

Result<Manifest> EarlierVersion(const std::vector<Manifest>& versions, const Manifest& present, size_t back) {
  std::vector<const Manifest*> earlier;  // the newest first
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    if (earlier.empty() && SameFiles(*version, present)) continue;
    earlier.push_back(&*version);
  }
  if (back == 0 || back > earlier.size()) return NoSuchVersion(back, earlier.size());
  return *earlier[back - 1];
}

}  // namespace kyodo::publish
