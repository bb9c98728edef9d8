#include "publish/verify.h"

#include <algorithm>
#include <map>

#include "core/hash.h"
#include "core/text.h"

namespace kyodo::publish {

namespace {

constexpr size_t kFolders = 20;
constexpr uint64_t kReadAtOnce = 32 << 20;

}  // namespace

Answer<std::vector<ManifestEntry>> FindWrong(Patient& host, const std::vector<ManifestEntry>& entries,
                                             const std::function<void(uint64_t)>& looked) {
  std::vector<char> wrong(entries.size(), 0);
  for (size_t first = 0; first < entries.size();) {
    std::vector<std::string> paths;
    uint64_t bytes = 0;
    for (size_t i = first; i < entries.size() && (paths.empty() || bytes < kReadAtOnce); ++i) {
      paths.push_back(entries[i].path);
      bytes += entries[i].size_bytes;
    }
    const Outcome read = host.Get(paths, [&](size_t i, const std::optional<std::string>& there) {
      const ManifestEntry& entry = entries[first + i];
      wrong[first + i] = !there || there->size() != entry.size_bytes || Hash(*there) != entry.hash;
      if (looked) looked(entry.size_bytes);
    });
    if (!read) return read.error();
    first += paths.size();
  }
  std::vector<ManifestEntry> found;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (wrong[i]) found.push_back(entries[i]);
  }
  return found;
}

std::vector<ManifestEntry> SampleOf(const std::vector<ManifestEntry>& entries, size_t count) {
  if (entries.size() <= count) return entries;
  std::vector<ManifestEntry> sample;
  for (size_t i = 1; i <= count; ++i) sample.push_back(entries[i * entries.size() / count - 1]);
  return sample;
}

Answer<std::string> FindRenamed(Patient& host, const std::vector<ManifestEntry>& entries) {
  std::map<std::string, std::vector<std::string>> names;  // by folder
  for (const ManifestEntry& entry : entries) {
    // Each part of a path may have got another name.
    for (size_t start = 0; start < entry.path.size();) {
      const size_t end = std::min(entry.path.find('/', start), entry.path.size());
      const std::string name = entry.path.substr(start, end - start);
      const std::string folder = start == 0 ? "" : entry.path.substr(0, start - 1);
      if (!IsAscii(name) && (names.contains(folder) || names.size() < kFolders)) names[folder].push_back(name);
      start = end + 1;
    }
  }
  for (const auto& [folder, wanted] : names) {
    const Answer<std::vector<Listed>> listed = host.List(folder);
    if (!listed) return listed.error();
    for (const std::string& name : wanted) {
      const bool there =
          std::any_of(listed->begin(), listed->end(), [&](const Listed& one) { return one.name == name; });
      if (!there) return folder.empty() ? name : folder + "/" + name;
    }
  }
  return std::string();
}

}  // namespace kyodo::publish
