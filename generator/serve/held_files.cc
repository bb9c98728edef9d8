#include "serve/held_files.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::serve {

namespace {

constexpr size_t kLargestKept = 1 << 20;  // bytes: a text; a photograph is not kept

bool IsSame(const FileInfo& a, const FileInfo& b) {
  return a.kind == b.kind && a.size_bytes == b.size_bytes && a.modified_ns == b.modified_ns &&
         a.changed_ns == b.changed_ns && a.inode == b.inode;
}

Diagnostic Missing(const std::string& path) {
  Diagnostics one;
  return one.FileError("file.missing", path, {"ファイルがありません", "There is no such file"});
}

}  // namespace

const HeldFiles::Seen* HeldFiles::FindKept(const std::string& path) const {
  const auto found = kept_.find(path);
  return found == kept_.end() ? nullptr : &found->second;
}

Result<std::string> HeldFiles::Read(const std::string& path) {
  if (held_.contains(path)) {
    const Seen* kept = FindKept(path);
    if (!kept) return Missing(path);
    if (kept->bytes) return *kept->bytes;
  }
  Result<std::string> bytes = disk_.Read(path);
  if (bytes.ok() && bytes->size() <= kLargestKept) {
    auto kept = std::make_shared<const std::string>(*bytes);
    const std::lock_guard lock(mutex_);
    if (const auto seen = now_.find(path); seen != now_.end()) seen->second.bytes = std::move(kept);
  }
  return bytes;
}

Result<FileInfo> HeldFiles::Stat(const std::string& path) {
  if (held_.contains(path)) {
    const Seen* kept = FindKept(path);
    if (!kept) return Missing(path);
    return kept->info;
  }
  Result<FileInfo> info = disk_.Stat(path);
  if (looking_ && info.ok() && info->kind != FileInfo::kFolder) {
    const std::lock_guard lock(mutex_);
    now_[path].info = *info;
  }
  return info;
}

Result<std::vector<FolderEntry>> HeldFiles::List(const std::string& folder) {
  Result<std::vector<FolderEntry>> listed = disk_.List(folder);
  const std::string inside = folder + "/";
  std::map<std::string, FileInfo::Kind> names;
  if (listed.ok()) {
    for (const FolderEntry& entry : *listed) names[entry.name] = entry.kind;
  }
  const auto first = held_.lower_bound(inside);
  if (first == held_.end() || !StartsWith(*first, inside)) return listed;
  bool any = false;
  for (auto held = first; held != held_.end() && StartsWith(*held, inside); ++held) {
    const std::string rest = held->substr(inside.size());
    const size_t slash = rest.find('/');
    const Seen* kept = FindKept(*held);
    any = any || kept;
    if (kept) {
      names[rest.substr(0, slash)] = slash == rest.npos ? kept->info.kind : FileInfo::kFolder;
    } else if (slash == rest.npos) {
      names.erase(rest);
    }
  }
  if (!listed.ok() && !any) return listed;
  std::vector<FolderEntry> entries;
  for (const auto& [name, kind] : names) entries.push_back({name, kind});
  return entries;
}

void HeldFiles::Begin() {
  now_.clear();
  held_.clear();
  looking_ = true;
}

std::set<std::string> HeldFiles::FindChanged() {
  looking_ = false;
  std::set<std::string> changed;
  for (const auto& [path, seen] : now_) {
    const Seen* kept = FindKept(path);
    if (!kept || !IsSame(kept->info, seen.info)) changed.insert(path);
  }
  for (const auto& [path, kept] : kept_) {
    if (!now_.contains(path)) changed.insert(path);
  }
  return changed;
}

void HeldFiles::Keep() {
  std::map<std::string, Seen> next;
  for (auto& [path, seen] : now_) {
    const Seen* kept = FindKept(path);
    if (held_.contains(path)) continue;
    if (!seen.bytes && kept && IsSame(kept->info, seen.info)) seen.bytes = kept->bytes;
    next.emplace(path, seen);
  }
  for (const std::string& path : held_) {
    if (const Seen* kept = FindKept(path)) next.insert_or_assign(path, *kept);
  }
  kept_ = std::move(next);
}

}  // namespace kyodo::serve
