#include "publish/file_order.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "model/served_as.h"

namespace kyodo::publish {

FileOrder OrderOf(std::string_view path) {
  if (IsNamedByContent(path)) return FileOrder::kAssets;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name == "index.html") return FileOrder::kIndexes;
  const size_t dot = name.rfind('.');
  const std::string_view end = dot == name.npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
  if (end == "html") return FileOrder::kPages;
  static constexpr std::array<std::string_view, 9> kLists = {"",    "xml", "atom", "ics",        "json",
                                                             "csv", "txt", "conf", "webmanifest"};
  return std::find(kLists.begin(), kLists.end(), end) != kLists.end() ? FileOrder::kIndexes : FileOrder::kAssets;
}

size_t WaveOf(std::string_view path) {
  constexpr size_t kDeepest = 100;
  const FileOrder order = OrderOf(path);
  if (order != FileOrder::kIndexes) return static_cast<size_t>(order);
  const auto depth = static_cast<size_t>(std::count(path.begin(), path.end(), '/'));
  return static_cast<size_t>(order) + kDeepest - std::min(depth, kDeepest);
}

Upload UploadOf(const ManifestEntry& entry, const Manifest& manifest) {
  Upload upload;
  upload.path = entry.path;
  upload.size_bytes = entry.size_bytes;
  upload.content_type = ContentTypeOf(entry.path);
  upload.cache_control = IsNamedByContent(entry.path) ? kKeptForEver : kAskedAgain;
  for (const auto& [end, encoding] : {std::pair(".gz", "gzip"), std::pair(".br", "br")}) {
    if (!EndsWith(entry.path, end)) continue;
    const std::string_view plain = std::string_view(entry.path).substr(0, entry.path.size() - 3);
    if (!manifest.Find(plain)) continue;
    upload.content_type = ContentTypeOf(plain);
    upload.content_encoding = encoding;
  }
  return upload;
}

}  // namespace kyodo::publish
