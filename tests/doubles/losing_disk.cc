#include "doubles/losing_disk.h"

#include <algorithm>
#include <cerrno>
#include <set>

#include "core/text.h"

namespace kyodo::testing {

LosingDisk::LosingDisk() {
  nodes_.resize(1);  // kNothing
  Make(FileInfo::kFolder);
}

std::unique_ptr<LosingDisk> LosingDisk::AfterLoss(const std::function<bool(size_t)>& keeps) const {
  auto after = std::make_unique<LosingDisk>();
  after->nodes_ = nodes_;
  after->ticks_ = ticks_;
  for (Node& node : after->nodes_) node.bytes = node.safe_bytes;
  after->safe_names_ = safe_names_;
  for (size_t i = 0; i < steps_.size(); ++i) {
    if (keeps(i)) Apply(steps_[i], after->safe_names_);
  }
  after->names_ = after->safe_names_;
  return after;
}

void LosingDisk::Apply(const Step& step, Names& names) {
  for (const auto& [place, id] : step.places) {
    if (id == kNothing)
      names.erase(place);
    else
      names[place] = id;
  }
}

LosingDisk::Id LosingDisk::Find(const std::string& path) const {
  Id at = kRoot;
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    const auto found = names_.find({at, std::string(part)});
    if (found == names_.end()) return kNothing;
    at = found->second;
  }
  return at;
}

LosingDisk::Place LosingDisk::PlaceOf(const std::string& path) const {
  return {Find(ParentFolder(path)), path.substr(path.rfind('/') + 1)};
}

LosingDisk::Id LosingDisk::Make(FileInfo::Kind kind) {
  Node& node = nodes_.emplace_back();
  node.info.kind = kind;
  node.info.inode = nodes_.size();
  node.info.modified_ns = node.info.changed_ns = ++ticks_;
  return nodes_.size() - 1;
}

void LosingDisk::Take(Step step) {
  ++changes_;
  Apply(step, names_);
  steps_.push_back(std::move(step));
}

bool LosingDisk::IsEmpty(Id folder) const {
  const auto first = names_.lower_bound({folder, ""});
  return first == names_.end() || first->first.folder != folder;
}

/// Backwards, since a step stands on the earlier ones in the folders that it touches.
void LosingDisk::KeepStepsOf(Id folder) {
  std::set<Id> folders = {folder};
  std::vector<bool> kept(steps_.size());
  for (size_t i = steps_.size(); i-- > 0;) {
    const auto touches = [&](const auto& one) { return folders.contains(one.first.folder); };
    kept[i] = std::any_of(steps_[i].places.begin(), steps_[i].places.end(), touches);
    if (!kept[i]) continue;
    for (const auto& [place, id] : steps_[i].places) folders.insert(place.folder);
  }
  std::vector<Step> rest;
  for (size_t i = 0; i < steps_.size(); ++i) {
    if (kept[i])
      Apply(steps_[i], safe_names_);
    else
      rest.push_back(std::move(steps_[i]));
  }
  steps_ = std::move(rest);
}

Result<std::string> LosingDisk::Read(const std::string& path) {
  const Id id = Find(path);
  if (id == kNothing) return FileError(FileCall::kRead, path, ENOENT);
  if (nodes_[id].info.kind != FileInfo::kFile) return FileError(FileCall::kRead, path, EISDIR);
  return nodes_[id].bytes;
}

Result<FileInfo> LosingDisk::Stat(const std::string& path) {
  const Id id = Find(path);
  if (id == kNothing) return FileError(FileCall::kStat, path, ENOENT);
  FileInfo info = nodes_[id].info;
  info.size_bytes = nodes_[id].bytes.size();
  return info;
}

Result<std::vector<FolderEntry>> LosingDisk::List(const std::string& folder) {
  const Id id = Find(folder);
  if (id == kNothing) return FileError(FileCall::kList, folder, ENOENT);
  if (nodes_[id].info.kind != FileInfo::kFolder) return FileError(FileCall::kList, folder, ENOTDIR);
  std::vector<FolderEntry> entries;
  for (auto at = names_.lower_bound({id, ""}); at != names_.end() && at->first.folder == id; ++at)
    entries.push_back({at->first.name, nodes_[at->second].info.kind});
  return entries;
}

Status LosingDisk::Write(const std::string& path, std::string_view bytes) {
  const Place place = PlaceOf(path);
  if (place.folder == kNothing) return FileError(FileCall::kWrite, path, ENOENT);
  Id id = Find(path);
  if (id == kNothing) {
    id = Make(FileInfo::kFile);
    Take({{{place, id}}});
  }
  if (nodes_[id].info.kind != FileInfo::kFile) return FileError(FileCall::kWrite, path, EISDIR);
  ++changes_;
  nodes_[id].bytes = bytes;
  nodes_[id].info.modified_ns = nodes_[id].info.changed_ns = ++ticks_;
  return Done{};
}

Status LosingDisk::MakeFolders(const std::string& path) {
  const Id id = Find(path);
  if (id != kNothing && nodes_[id].info.kind == FileInfo::kFolder) return Done{};
  if (id != kNothing) return FileError(FileCall::kMakeFolders, path, EEXIST);
  if (Status parent = MakeFolders(ParentFolder(path)); !parent) return parent;
  Take({{{PlaceOf(path), Make(FileInfo::kFolder)}}});
  return Done{};
}

Status LosingDisk::HardLink(const std::string& from, const std::string& to) {
  const Id id = Find(from);
  if (id == kNothing || PlaceOf(to).folder == kNothing) return FileError(FileCall::kHardLink, to, ENOENT);
  if (Find(to) != kNothing) return FileError(FileCall::kHardLink, to, EEXIST);
  nodes_[id].info.changed_ns = ++ticks_;
  Take({{{PlaceOf(to), id}}});
  return Done{};
}

Status LosingDisk::Rename(const std::string& from, const std::string& to) {
  const Id id = Find(from), over = Find(to);
  if (id == kNothing || PlaceOf(to).folder == kNothing) return FileError(FileCall::kRename, from, ENOENT);
  if (over != kNothing && nodes_[over].info.kind == FileInfo::kFolder) {
    if (nodes_[id].info.kind != FileInfo::kFolder) return FileError(FileCall::kRename, from, EISDIR);
    if (!IsEmpty(over)) return FileError(FileCall::kRename, from, ENOTEMPTY);
  }
  Take({{{PlaceOf(from), kNothing}, {PlaceOf(to), id}}});
  return Done{};
}

Status LosingDisk::Exchange(const std::string& a, const std::string& b) {
  const Id first = Find(a), second = Find(b);
  if (first == kNothing || second == kNothing) return FileError(FileCall::kExchange, b, ENOENT);
  Take({{{PlaceOf(a), second}, {PlaceOf(b), first}}});
  return Done{};
}

Status LosingDisk::RemoveFile(const std::string& path) {
  const Id id = Find(path);
  if (id == kNothing) return FileError(FileCall::kRemoveFile, path, ENOENT);
  if (nodes_[id].info.kind == FileInfo::kFolder) return FileError(FileCall::kRemoveFile, path, EISDIR);
  nodes_[id].info.changed_ns = ++ticks_;
  Take({{{PlaceOf(path), kNothing}}});
  return Done{};
}

Status LosingDisk::RemoveFolder(const std::string& path) {
  const Id id = Find(path);
  if (id == kNothing) return FileError(FileCall::kRemoveFolder, path, ENOENT);
  if (nodes_[id].info.kind != FileInfo::kFolder) return FileError(FileCall::kRemoveFolder, path, ENOTDIR);
  if (!IsEmpty(id)) return FileError(FileCall::kRemoveFolder, path, ENOTEMPTY);
  Take({{{PlaceOf(path), kNothing}}});
  return Done{};
}

Status LosingDisk::Sync(const std::string& path) {
  const Id id = Find(path);
  if (id == kNothing) return FileError(FileCall::kSync, path, ENOENT);
  ++changes_;
  nodes_[id].safe_bytes = nodes_[id].bytes;
  KeepStepsOf(id);
  return Done{};
}

Status LosingDisk::SyncAll(const std::string&) {
  ++changes_;
  for (Node& node : nodes_) node.safe_bytes = node.bytes;
  safe_names_ = names_;
  steps_.clear();
  return Done{};
}

Result<std::shared_ptr<void>> LosingDisk::Lock(const std::string& path) {
  if (Status there = Find(path) == kNothing ? Write(path, "") : Status(Done{}); !there) return there.error();
  return std::shared_ptr<void>(new char, [](char* handle) { delete handle; });
}

}  // namespace kyodo::testing
