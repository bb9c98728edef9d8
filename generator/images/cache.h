// Copies that were made before, kept on the disk by the original's content and the
// recipe, so that a second build decodes nothing.
//
// Nothing depends on it: a file that is missing or damaged is made again, and one
// that cannot be written is not kept. A file is a line `kyodo images HASH`, with the
// hash of what follows, and the packed copies (image_copies.h).
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "images/pool.h"
#include "system/file_system.h"

namespace kyodo {

/// Safe for use by several threads at once, and by two programs.
class ImageCache {
 public:
  /// `folder` need not be there; empty: nothing is found or kept.
  ImageCache(FileSystem& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  /// The copies, packed; empty when they are not there whole.
  std::string Find(const std::string& key) const;
  void Keep(const std::string& key, std::string_view packed) const;
  /// Removes what no image needs any more, and nothing that is not a copy by its name.
  void KeepOnly(const std::set<std::string>& keys) const;

 private:
  FileSystem& files_;
  const std::string folder_;
};

/// The name of an image's copies in the cache.
std::string ImageKey(const ImageRecipe& recipe, uint64_t original_hash);

struct ImageJob {
  ImageRecipe recipe;
  std::string source;          // path of the original; empty: it is `drawing`
  uint64_t original_hash = 0;  // of its bytes when its recipe was made
  std::string_view drawing{};  // an SVG by kyodo itself
};

/// kFind makes, of what it does not find, the narrowest copy only: enough to know
/// that the original is whole, and of drawings nothing. It writes nothing.
enum class CacheUse { kFind, kKeep };

/// Finds or makes the copies of each image. `take` gets them by index, from several
/// threads and in any order; an original that changed since counts as kDamaged.
/// Returns how many images were decoded.
Result<size_t> FindOrMakeCopies(std::span<const ImageJob> jobs, FileSystem& files, const ImageCache& cache,
                                CacheUse use, ImagePool& pool, const ImagePool::Take& take);

}  // namespace kyodo
