#include "images/cache.h"

#include <fmt/format.h>

#include <vector>

#include "core/hash.h"
#include "core/parallel.h"
#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kMark = "kyodo images ";

/// As ImageKey makes them.
bool IsImageKey(std::string_view name) {
  return name.size() == 32 && name.find_first_not_of("0123456789abcdef") == name.npos;
}

}  // namespace

std::string ImageCache::Find(const std::string& key) const {
  if (folder_.empty()) return {};
  Result<std::string> file = files_.Read(folder_ + "/" + key);
  const size_t start = kMark.size() + 17;  // the hash and the line's end
  if (!file || !StartsWith(*file, kMark) || file->size() < start) return {};
  const std::string_view packed = std::string_view(*file).substr(start);
  if (file->substr(kMark.size(), 16) != HexHash(Hash(packed)) || !UnpackCopies(packed)) return {};
  file->erase(0, start);
  return std::move(*file);
}

void ImageCache::Keep(const std::string& key, std::string_view packed) const {
  if (folder_.empty() || !files_.MakeFolders(folder_)) return;
  // Half a file has another hash than it says, so that it need not appear at once.
  (void)files_.Write(folder_ + "/" + key, fmt::format("{}{}\n{}", kMark, HexHash(Hash(packed)), packed));
}

void ImageCache::KeepOnly(const std::set<std::string>& keys) const {
  if (folder_.empty()) return;
  const auto entries = files_.List(folder_);
  if (!entries) return;
  for (const FolderEntry& entry : *entries) {
    const bool ours = entry.kind == FileInfo::kFile && IsImageKey(entry.name);
    if (ours && !keys.contains(entry.name)) (void)files_.RemoveFile(folder_ + "/" + entry.name);
  }
}

std::string ImageKey(const ImageRecipe& recipe, uint64_t original_hash) {
  const std::string made_how = fmt::format("{}\n{}", EncodeRecipe(recipe), ImageLibraryVersion());
  return HexHash(original_hash) + HexHash(Hash(made_how));
}

Result<size_t> FindOrMakeCopies(std::span<const ImageJob> jobs, FileSystem& files, const ImageCache& cache,
                                CacheUse use, ImagePool& pool, const ImagePool::Take& take) {
  std::vector<char> found(jobs.size(), 0);
  const auto key = [&](size_t index) { return ImageKey(jobs[index].recipe, jobs[index].original_hash); };
  ParallelFor(jobs.size(), [&](size_t index) {
    const std::string packed = cache.Find(key(index));
    found[index] = !packed.empty();
    if (!packed.empty()) take(index, ImageOutcome::kDone, packed);
  });
  std::vector<size_t> todo;
  for (size_t index = 0; index < jobs.size(); ++index) {
    const bool needed = use == CacheUse::kKeep || jobs[index].drawing.empty();
    if (!found[index] && needed) todo.push_back(index);
  }
  const auto ask = [&](size_t at) {
    const ImageJob& job = jobs[todo[at]];
    if (!job.drawing.empty()) return ImagePool::Original{job.recipe, std::string(job.drawing)};
    Result<std::string> bytes = files.Read(job.source);
    // Without bytes the worker finds the image damaged.
    const bool same = bytes && Hash(*bytes) == job.original_hash;
    ImagePool::Original original{job.recipe, same ? std::move(*bytes) : std::string()};
    if (use == CacheUse::kFind) {
      original.recipe.widths.resize(1);
      original.recipe.webp = false;
    }
    return original;
  };
  const auto answer = [&](size_t at, ImageOutcome outcome, std::string_view packed) {
    if (outcome == ImageOutcome::kDone && use == CacheUse::kKeep) cache.Keep(key(todo[at]), packed);
    take(todo[at], outcome, packed);
  };
  const Status run = pool.Run(todo.size(), ask, answer);
  if (!run.ok()) return run.error();
  return todo.size();
}

}  // namespace kyodo
