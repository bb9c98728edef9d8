#include "publish/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "model/served_as.h"
#include "publish/file_order.h"

namespace kyodo::publish {

namespace {

/// Calls `visit` with "a" and "a/b" for "a/b/c".
template <class Visit>
void ForEachFolder(const std::string& path, const Visit& visit) {
  for (size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1))
    visit(path.substr(0, slash));
}

bool GoesBefore(const ManifestEntry& a, const ManifestEntry& b) {
  const size_t wave_a = WaveOf(a.path), wave_b = WaveOf(b.path);
  return wave_a != wave_b ? wave_a < wave_b : a.path < b.path;
}

size_t Depth(std::string_view path) { return static_cast<size_t>(std::count(path.begin(), path.end(), '/')); }

using Paths = std::set<std::string, std::less<>>;

Paths FoldersOf(const Manifest& manifest) {
  Paths folders;
  for (const ManifestEntry& entry : manifest.entries())
    ForEachFolder(entry.path, [&](const std::string& folder) { folders.insert(folder); });
  return folders;
}

/// The folders of `removed` that no file of the site is in, the innermost first.
std::vector<std::string> EmptyFolders(const std::vector<std::string>& removed, const Paths& wanted_folders) {
  Paths empty;
  for (const std::string& path : removed) {
    ForEachFolder(path, [&](const std::string& folder) {
      if (!wanted_folders.contains(folder)) empty.insert(folder);
    });
  }
  std::vector<std::string> folders(empty.begin(), empty.end());
  std::stable_sort(folders.begin(), folders.end(),
                   [](const std::string& a, const std::string& b) { return Depth(a) > Depth(b); });
  return folders;
}

}  // namespace

size_t PublishPlan::removed_addresses() const {
  const auto counts = [](const std::vector<std::string>& paths) {
    return static_cast<size_t>(
        std::count_if(paths.begin(), paths.end(), [](const std::string& path) { return !IsNamedByContent(path); }));
  };
  return counts(removals) + counts(early_removals);
}

PublishPlan MakePlan(const Manifest& wanted, const HostState& state) {
  PublishPlan plan;
  const Paths wanted_folders = FoldersOf(wanted);
  Paths early;  // files that must go first
  const Paths there = state.Paths();
  for (const std::string& path : there) {
    if (wanted.Find(path)) continue;
    bool in_the_way = wanted_folders.contains(path);  // a folder is going to have its name
    ForEachFolder(path, [&](const std::string& folder) { in_the_way = in_the_way || wanted.Find(folder); });
    (in_the_way ? plan.early_removals : plan.removals).push_back(path);
    if (in_the_way) early.insert(path);
  }
  plan.early_folders = EmptyFolders(plan.early_removals, wanted_folders);
  const Paths early_folders(plan.early_folders.begin(), plan.early_folders.end());
  std::vector<ManifestEntry> late;
  for (const ManifestEntry& entry : wanted.entries()) {
    const ManifestEntry* known = state.Known(entry.path);
    if (known && known->hash == entry.hash && known->size_bytes == entry.size_bytes) {
      ++plan.kept;
      continue;
    }
    plan.put_bytes += entry.size_bytes;
    bool waits = early_folders.contains(entry.path);
    ForEachFolder(entry.path, [&](const std::string& folder) { waits = waits || early.contains(folder); });
    (waits ? late : plan.puts).push_back(entry);
  }
  std::sort(plan.puts.begin(), plan.puts.end(), GoesBefore);
  std::sort(late.begin(), late.end(), GoesBefore);
  plan.late_puts = late.size();
  plan.puts.insert(plan.puts.end(), late.begin(), late.end());
  // A page goes before what it shows.
  std::stable_sort(plan.removals.begin(), plan.removals.end(),
                   [](const std::string& a, const std::string& b) { return WaveOf(a) > WaveOf(b); });
  plan.folders = EmptyFolders(plan.removals, wanted_folders);
  return plan;
}

CaseTwins FindCaseTwins(const Manifest& wanted, const PublishPlan& plan) {
  CaseTwins twins;
  std::map<std::string, std::string> folded;
  for (const ManifestEntry& entry : wanted.entries()) {
    if (!folded.emplace(Fold(entry.path), entry.path).second) twins.wanted.push_back(entry.path);
  }
  for (const auto& paths : {plan.removals, plan.early_removals}) {
    for (const std::string& path : paths) {
      if (folded.contains(Fold(path))) twins.removals.push_back(path);
    }
  }
  return twins;
}

bool SameFiles(const Manifest& a, const Manifest& b) {
  return std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(), b.entries().end(),
                    [](const ManifestEntry& one, const ManifestEntry& other) {
                      return one.path == other.path && one.hash == other.hash && one.size_bytes == other.size_bytes;
                    });
}

}  // namespace kyodo::publish
