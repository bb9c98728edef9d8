#include "output/staging.h"

#include <algorithm>

#include "output/foreign.h"

namespace kyodo {
namespace {

Diagnostic BadPath(const std::string& path) {
  return OutputError("output.path", path,
                     {"サイトのファイルの名前として使えません。", "this cannot be a file of the site"},
                     {"例: groups/shiba.html", "Example: groups/shiba.html"});
}

Diagnostic PathTwice(const std::string& path) {
  return OutputError("output.path", path,
                     {"同じ名前のファイルが二つあります。", "two files of the site have this name"});
}

}  // namespace

Status Staging::Add(std::string path, std::string_view bytes, uint64_t hash) {
  if (!IsSitePath(path)) return BadPath(path);
  if (!paths_.insert(path).second) return PathTwice(path);
  ManifestEntry& entry = entries_.emplace_back();
  entry = {path, bytes.size(), hash, {}};
  if (EqualsOld(entry, bytes)) {
    to_link_.push_back(std::move(path));
    return started_ ? LinkAll() : Status(Done{});
  }
  return WriteFile(path, bytes);
}

Status Staging::Keep(std::string path) {
  if (!paths_.insert(path).second) return PathTwice(path);
  entries_.push_back(*old_.Find(path));
  to_link_.push_back(std::move(path));
  return started_ ? LinkAll() : Status(Done{});
}

Status Staging::Complete() {
  if (Status made = files_.MakeFolders(workspace_.staging); !made) return made;
  started_ = true;
  if (Status linked = LinkAll(); !linked) return linked;
  const std::string kept(kKeptFile);
  Result<std::optional<FileInfo>> info = StatIfThere(files_, workspace_.site + "/" + kept);
  if (!info) return info.error();
  if (info->has_value() && !apart_) return Link(kept);
  return Done{};
}

size_t Staging::RemovedFiles() const {
  const auto gone = [&](const ManifestEntry& entry) { return !paths_.contains(entry.path); };
  return static_cast<size_t>(std::count_if(old_.entries().begin(), old_.entries().end(), gone));
}

bool Staging::EqualsOld(ManifestEntry& entry, std::string_view bytes) {
  const ManifestEntry* old = old_.Find(entry.path);
  if (old == nullptr || old->size_bytes != entry.size_bytes || old->hash != entry.hash) return false;
  const std::string place = workspace_.site + "/" + entry.path;
  const Result<FileInfo> info = files_.Stat(place);
  if (!info || info->kind != FileInfo::kFile || info->size_bytes != entry.size_bytes) return false;
  if (!IsUntouched(*old, *info)) {
    const Result<std::string> there = files_.Read(place);
    if (!there || *there != bytes) return false;
    restamp_ = true;
  }
  entry.stamp = StampOf(*info);
  return true;
}

Status Staging::LinkAll() {
  for (const std::string& path : to_link_) {
    if (apart_) break;
    if (Status linked = Link(path); !linked) return linked;
  }
  to_link_.clear();
  return Done{};
}

Status Staging::Link(const std::string& path) {
  if (Status made = MakeFolderOf(path); !made) return made;
  const std::string from = workspace_.site + "/" + path;
  const std::string to = workspace_.staging + "/" + path;
  Status linked = files_.HardLink(from, to);
  if (linked) return linked;
  if (linked.error().rule == "file.cross-device") {
    apart_ = true;
    return Done{};
  }
  // Some disks know no hard links, or allow a file only so many.
  Result<std::string> bytes = files_.Read(from);
  if (!bytes) return bytes.error();
  return files_.Write(to, *bytes);
}

Status Staging::WriteFile(const std::string& path, std::string_view bytes) {
  started_ = true;
  if (Status linked = LinkAll(); !linked) return linked;
  if (Status made = MakeFolderOf(path); !made) return made;
  written_.push_back(path);
  return files_.Write(workspace_.staging + "/" + path, bytes);
}

Status Staging::MakeFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : "/" + path.substr(0, slash);
  if (!folders_.insert(folder).second) return Done{};
  return files_.MakeFolders(workspace_.staging + folder);
}

}  // namespace kyodo
