// A disk in memory that keeps POSIX's rules where the generator leans on them:
// a missing parent is an error, hard links share their bytes, and linking or
// unlinking a file changes its ctime.

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <set>

#include "system/file_error.h"
#include "system/file_system.h"

namespace kyodo {
namespace {

struct Node {
  FileInfo info;
  std::string bytes;
};
using NodePtr = std::shared_ptr<Node>;

struct Locks {
  std::mutex mutex;
  std::set<std::string> held;
};

/// "./a//b/" and "a/b" are one place; the root is "".
std::string Normal(const std::string& path) {
  std::string normal;
  size_t start = 0;
  while (start <= path.size()) {
    const size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = std::string_view(path).substr(start, end - start);
    if (!part.empty() && part != ".") {
      if (!normal.empty() || path[0] == '/') normal += '/';
      normal += part;
    }
    start = end + 1;
  }
  return normal;
}

class MemoryFileSystem final : public FileSystem {
 public:
  explicit MemoryFileSystem(std::map<std::string, std::string> files) {
    for (auto& [path, bytes] : files) {
      MakeFoldersOf(Normal(ParentFolder(path)));
      MakeNode(Normal(path), FileInfo::kFile)->bytes = std::move(bytes);
    }
  }

  Result<std::string> Read(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    const NodePtr node = Find(Normal(path));
    if (!node) return FileError(FileCall::kRead, path, ENOENT);
    if (node->info.kind != FileInfo::kFile) return FileError(FileCall::kRead, path, EISDIR);
    return node->bytes;
  }

  Result<FileInfo> Stat(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    const NodePtr node = Find(Normal(path));
    if (!node) return FileError(FileCall::kStat, path, ENOENT);
    FileInfo info = node->info;
    info.size_bytes = node->bytes.size();
    return info;
  }

  Result<std::vector<FolderEntry>> List(const std::string& folder) override {
    const std::scoped_lock guard(mutex_);
    const std::string normal = Normal(folder);
    const NodePtr node = Find(normal);
    if (!node) return FileError(FileCall::kList, folder, ENOENT);
    if (node->info.kind != FileInfo::kFolder) return FileError(FileCall::kList, folder, ENOTDIR);
    std::vector<FolderEntry> entries;
    const std::string prefix = normal.empty() ? "" : normal + "/";
    for (auto at = nodes_.lower_bound(prefix); at != nodes_.end(); ++at) {
      if (at->first.compare(0, prefix.size(), prefix) != 0) break;
      const std::string name = at->first.substr(prefix.size());
      if (name.empty() || name.find('/', 1) != std::string::npos) continue;
      entries.push_back({name, at->second->info.kind});
    }
    return entries;
  }

  Status Write(const std::string& path, std::string_view bytes) override {
    const std::scoped_lock guard(mutex_);
    const std::string normal = Normal(path);
    NodePtr node = Find(normal);
    if (!node) {
      if (const int error = ParentError(normal)) return FileError(FileCall::kWrite, path, error);
      node = MakeNode(normal, FileInfo::kFile);
    }
    if (node->info.kind != FileInfo::kFile) return FileError(FileCall::kWrite, path, EISDIR);
    node->bytes = bytes;
    node->info.modified_ns = node->info.changed_ns = ++ticks_;
    return Done{};
  }

  Status MakeFolders(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    if (!MakeFoldersOf(Normal(path))) return FileError(FileCall::kMakeFolders, path, EEXIST);
    return Done{};
  }

  Status HardLink(const std::string& from, const std::string& to) override {
    const std::scoped_lock guard(mutex_);
    const NodePtr node = Find(Normal(from));
    const std::string target = Normal(to);
    int error = ParentError(target);
    if (!node) error = ENOENT;
    if (Find(target)) error = EEXIST;
    if (error != 0) return FileError(FileCall::kHardLink, to, error);
    node->info.changed_ns = ++ticks_;
    nodes_[target] = node;
    return Done{};
  }

  Status Rename(const std::string& from, const std::string& to) override {
    const std::scoped_lock guard(mutex_);
    const std::string source = Normal(from);
    const std::string target = Normal(to);
    if (const int error = RenameError(source, target)) {
      return FileError(FileCall::kRename, from, error);
    }
    nodes_.erase(target);
    for (auto& [path, node] : TakeTree(source)) nodes_[target + path] = node;
    return Done{};
  }

  Status Exchange(const std::string& a, const std::string& b) override {
    const std::scoped_lock guard(mutex_);
    const std::string first = Normal(a);
    const std::string second = Normal(b);
    if (!Find(first) || !Find(second)) return FileError(FileCall::kExchange, b, ENOENT);
    const auto first_tree = TakeTree(first);
    const auto second_tree = TakeTree(second);
    for (const auto& [path, node] : first_tree) nodes_[second + path] = node;
    for (const auto& [path, node] : second_tree) nodes_[first + path] = node;
    return Done{};
  }

  Status RemoveFile(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    const std::string normal = Normal(path);
    const NodePtr node = Find(normal);
    if (!node) return FileError(FileCall::kRemoveFile, path, ENOENT);
    if (node->info.kind == FileInfo::kFolder) return FileError(FileCall::kRemoveFile, path, EISDIR);
    node->info.changed_ns = ++ticks_;
    nodes_.erase(normal);
    return Done{};
  }

  Status RemoveFolder(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    const std::string normal = Normal(path);
    const NodePtr node = Find(normal);
    int error = 0;
    if (!node)
      error = ENOENT;
    else if (node->info.kind != FileInfo::kFolder)
      error = ENOTDIR;
    else if (HasChildren(normal))
      error = ENOTEMPTY;
    if (error != 0) return FileError(FileCall::kRemoveFolder, path, error);
    nodes_.erase(normal);
    return Done{};
  }

  Status Sync(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    if (!Find(Normal(path))) return FileError(FileCall::kSync, path, ENOENT);
    return Done{};
  }

  Status SyncAll(const std::string& path) override {
    const std::scoped_lock guard(mutex_);
    if (!Find(Normal(path))) return FileError(FileCall::kSyncAll, path, ENOENT);
    return Done{};
  }

  Result<std::shared_ptr<void>> Lock(const std::string& path) override {
    if (Status made = Stat(path).ok() ? Status(Done{}) : Write(path, ""); !made) {
      return FileError(FileCall::kLock, path, ENOENT);
    }
    const std::string name = Normal(path);
    const std::scoped_lock guard(locks_->mutex);
    if (!locks_->held.insert(name).second) return FileError(FileCall::kLock, path, EWOULDBLOCK);
    return std::shared_ptr<void>(new char, [locks = locks_, name](char* handle) {
      delete handle;
      const std::scoped_lock release_guard(locks->mutex);
      locks->held.erase(name);
    });
  }

 private:
  NodePtr Find(const std::string& path) {
    if (path.empty()) return root_;
    const auto found = nodes_.find(path);
    return found == nodes_.end() ? nullptr : found->second;
  }

  NodePtr MakeNode(const std::string& path, FileInfo::Kind kind) {
    auto node = std::make_shared<Node>();
    node->info.kind = kind;
    node->info.inode = ++inodes_;
    node->info.modified_ns = node->info.changed_ns = ++ticks_;
    node->info.mode = kind == FileInfo::kFolder ? 0755 : 0644;
    nodes_[path] = node;
    return node;
  }

  static std::string ParentOf(const std::string& path) {
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
  }

  bool MakeFoldersOf(const std::string& path) {
    if (const NodePtr node = Find(path)) return node->info.kind == FileInfo::kFolder;
    if (!MakeFoldersOf(ParentOf(path))) return false;
    MakeNode(path, FileInfo::kFolder);
    return true;
  }

  int ParentError(const std::string& path) {
    const NodePtr parent = Find(ParentOf(path));
    if (!parent) return ENOENT;
    return parent->info.kind == FileInfo::kFolder ? 0 : ENOTDIR;
  }

  bool HasChildren(const std::string& folder) {
    const auto next = nodes_.lower_bound(folder + "/");
    return next != nodes_.end() && next->first.compare(0, folder.size() + 1, folder + "/") == 0;
  }

  int RenameError(const std::string& source, const std::string& target) {
    const NodePtr from = Find(source);
    const NodePtr over = Find(target);
    if (!from) return ENOENT;
    if (const int error = ParentError(target)) return error;
    if (!over) return 0;
    if (from->info.kind != FileInfo::kFolder) {
      return over->info.kind == FileInfo::kFolder ? EISDIR : 0;
    }
    if (over->info.kind != FileInfo::kFolder) return ENOTDIR;
    return HasChildren(target) ? ENOTEMPTY : 0;
  }

  /// Cuts out the node and all below it; the keys are what follows `path`.
  std::map<std::string, NodePtr> TakeTree(const std::string& path) {
    std::map<std::string, NodePtr> tree;
    tree[""] = Find(path);
    nodes_.erase(path);
    auto at = nodes_.lower_bound(path + "/");
    while (at != nodes_.end() && at->first.compare(0, path.size() + 1, path + "/") == 0) {
      tree[at->first.substr(path.size())] = at->second;
      at = nodes_.erase(at);
    }
    return tree;
  }

  static NodePtr MakeRoot() {
    auto root = std::make_shared<Node>();
    root->info.kind = FileInfo::kFolder;
    root->info.inode = 1;
    root->info.mode = 0755;
    return root;
  }

  std::mutex mutex_;
  std::map<std::string, NodePtr> nodes_;  // by normal path, the root left out
  NodePtr root_ = MakeRoot();
  uint64_t inodes_ = 1;
  int64_t ticks_ = 0;
  std::shared_ptr<Locks> locks_ = std::make_shared<Locks>();
};

}  // namespace

std::unique_ptr<FileSystem> MakeMemoryFileSystem(std::map<std::string, std::string> files) {
  return std::make_unique<MemoryFileSystem>(std::move(files));
}

}  // namespace kyodo
