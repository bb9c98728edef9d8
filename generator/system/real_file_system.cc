// The disk through POSIX calls, with Linux's renameat2 and syncfs.

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "system/file_error.h"
#include "system/file_system.h"

namespace kyodo {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  bool Close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

Status StatusOf(bool fine, FileCall call, const std::string& path) {
  if (fine) return Done{};
  return FileError(call, path, errno);
}

FileInfo::Kind KindOfMode(mode_t mode) {
  if (S_ISREG(mode)) return FileInfo::kFile;
  if (S_ISDIR(mode)) return FileInfo::kFolder;
  if (S_ISLNK(mode)) return FileInfo::kLink;
  return FileInfo::kOther;
}

int64_t Nanoseconds(const timespec& time) { return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

FileInfo::Kind KindOfEntry(int folder_fd, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG: return FileInfo::kFile;
    case DT_DIR: return FileInfo::kFolder;
    case DT_LNK: return FileInfo::kLink;
    case DT_UNKNOWN: break;  // some file systems leave it out
    default: return FileInfo::kOther;
  }
  struct stat info;
  const bool known = ::fstatat(folder_fd, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0;
  return known ? KindOfMode(info.st_mode) : FileInfo::kOther;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

/// Reads to the end; `expected_bytes` saves a second call when it is right.
bool ReadAll(int fd, size_t expected_bytes, std::string& out) {
  size_t used = 0;
  out.resize(expected_bytes + 1);
  while (true) {
    const ssize_t count = ::read(fd, out.data() + used, out.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    if (count == 0) break;
    used += static_cast<size_t>(count);
    if (used > kLargestFileBytes) {  // it grows, or says nothing of its size as those of /proc
      errno = EFBIG;
      return false;
    }
    if (used == out.size()) out.resize(out.size() * 2);
  }
  out.resize(used);
  return true;
}

/// 0 or the errno value.
int MakeFolderAndParents(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0) return 0;
  if (errno == EEXIST) {
    struct stat info;
    if (::stat(path.c_str(), &info) != 0) return errno;
    return S_ISDIR(info.st_mode) ? 0 : EEXIST;
  }
  if (errno != ENOENT) return errno;
  const std::string parent = ParentFolder(path);
  if (parent == path || parent == ".") return ENOENT;
  if (const int error = MakeFolderAndParents(parent); error != 0) return error;
  return ::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST ? 0 : errno;
}

class RealFileSystem final : public FileSystem {
 public:
  Result<std::string> Read(const std::string& path) override {
    // Without O_NONBLOCK, opening a pipe waits for who writes into it.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.ok()) return FileError(FileCall::kRead, path, errno);
    struct stat info;
    if (::fstat(file.get(), &info) != 0) return FileError(FileCall::kRead, path, errno);
    if (!S_ISREG(info.st_mode)) return FileError(FileCall::kRead, path, S_ISDIR(info.st_mode) ? EISDIR : ENXIO);
    const auto size = static_cast<uint64_t>(std::max<off_t>(info.st_size, 0));
    std::string bytes;
    if (size > kLargestFileBytes) return FileError(FileCall::kRead, path, EFBIG);
    if (!ReadAll(file.get(), static_cast<size_t>(size), bytes)) return FileError(FileCall::kRead, path, errno);
    return bytes;
  }

  Result<FileInfo> Stat(const std::string& path) override {
    struct stat found;
    if (::lstat(path.c_str(), &found) != 0) return FileError(FileCall::kStat, path, errno);
    FileInfo info;
    info.kind = KindOfMode(found.st_mode);
    info.size_bytes = static_cast<uint64_t>(found.st_size);
    info.modified_ns = Nanoseconds(found.st_mtim);
    info.changed_ns = Nanoseconds(found.st_ctim);
    info.inode = found.st_ino;
    info.mode = found.st_mode & 07777;
    return info;
  }

  Result<std::vector<FolderEntry>> List(const std::string& folder) override {
    std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
    if (stream == nullptr) return FileError(FileCall::kList, folder, errno);
    std::vector<FolderEntry> entries;
    while (true) {
      errno = 0;
      const dirent* entry = ::readdir(stream.get());
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      entries.push_back({std::string(name), KindOfEntry(::dirfd(stream.get()), *entry)});
    }
    if (errno != 0) return FileError(FileCall::kList, folder, errno);
    std::sort(entries.begin(), entries.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    return entries;
  }

  Status Write(const std::string& path, std::string_view bytes) override {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644));
    // Some disks report a full disk or quota only when the file is closed.
    const bool fine = file.ok() && WriteAll(file.get(), bytes) && file.Close();
    return StatusOf(fine, FileCall::kWrite, path);
  }

  Status MakeFolders(const std::string& path) override {
    const int error = MakeFolderAndParents(path);
    if (error != 0) return FileError(FileCall::kMakeFolders, path, error);
    return Done{};
  }

  Status HardLink(const std::string& from, const std::string& to) override {
    return StatusOf(::link(from.c_str(), to.c_str()) == 0, FileCall::kHardLink, to);
  }

  Status Rename(const std::string& from, const std::string& to) override {
    return StatusOf(::rename(from.c_str(), to.c_str()) == 0, FileCall::kRename, from);
  }

  Status Exchange(const std::string& a, const std::string& b) override {
    const int done = ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
    return StatusOf(done == 0, FileCall::kExchange, b);
  }

  Status RemoveFile(const std::string& path) override {
    return StatusOf(::unlink(path.c_str()) == 0, FileCall::kRemoveFile, path);
  }

  Status RemoveFolder(const std::string& path) override {
    return StatusOf(::rmdir(path.c_str()) == 0, FileCall::kRemoveFolder, path);
  }

  Status Sync(const std::string& path) override {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return StatusOf(file.ok() && ::fsync(file.get()) == 0, FileCall::kSync, path);
  }

  Status SyncAll(const std::string& path) override {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return StatusOf(file.ok() && ::syncfs(file.get()) == 0, FileCall::kSyncAll, path);
  }

  void KeepApart(const std::string& path) override {
    // ext4 without a journal steps over each inode that was deleted in the last
    // minutes: 10,000 files take 3.5 s where the last 10,000 were, 0.3 s elsewhere.
    Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    int flags = 0;
    if (!folder.ok() || ::ioctl(folder.get(), FS_IOC_GETFLAGS, &flags) != 0) return;
    if ((flags & FS_TOPDIR_FL) != 0) return;
    flags |= FS_TOPDIR_FL;
    (void)::ioctl(folder.get(), FS_IOC_SETFLAGS, &flags);
  }

  Result<std::shared_ptr<void>> Lock(const std::string& path) override {
    // flock, not fcntl: it also keeps two handles of one process apart, and the
    // kernel lets go of it when the process dies.
    auto file = std::make_shared<Descriptor>(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644));
    if (!file->ok() || ::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
      return FileError(FileCall::kLock, path, errno);
    }
    return std::shared_ptr<void>(std::move(file));
  }
};

}  // namespace

std::unique_ptr<FileSystem> MakeRealFileSystem() { return std::make_unique<RealFileSystem>(); }

}  // namespace kyodo
