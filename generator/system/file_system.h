// The disk behind an interface, so that tests can use memory and inject faults.
// Paths are UTF-8 with '/'. Nothing here throws.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kyodo {

struct FileInfo {
  enum Kind : uint8_t { kFile, kFolder, kLink, kOther };
  Kind kind = kFile;
  uint64_t size_bytes = 0;
  int64_t modified_ns = 0;  // mtime and ctime since 1970
  int64_t changed_ns = 0;
  uint64_t inode = 0;
  uint32_t mode = 0;  // permission bits
};

struct FolderEntry {
  std::string name;
  FileInfo::Kind kind = FileInfo::kFile;
};

/// The most that Read reads.
inline constexpr uint64_t kLargestFileBytes = 100 << 20;

/// Errors have the rule `file.*`: `file.missing`, `file.exists`, `file.not-empty`,
/// `file.denied`, `file.space`, `file.cross-device`, `file.busy`, `file.kind`,
/// `file.link`, `file.size`, `file.unsupported`, `file.failed`, or `system.files`
/// (no more may be opened), with the path and the system's own words.
/// Safe for use by several threads at once.
class FileReader {
 public:
  virtual ~FileReader() = default;

  /// Follows links. Error `file.kind` for all but an ordinary file: a pipe would
  /// wait for ever, a device never end. Error `file.size`: over kLargestFileBytes.
  virtual Result<std::string> Read(const std::string& path) = 0;
  virtual Result<FileInfo> Stat(const std::string& path) = 0;                    // does not follow links
  virtual Result<std::vector<FolderEntry>> List(const std::string& folder) = 0;  // sorted by name
};

class FileSystem : public FileReader {
 public:
  /// Makes or replaces; not atomic, not synced. Error `file.link`: a symbolic link
  /// has the name, and nothing is written through it.
  virtual Status Write(const std::string& path, std::string_view bytes) = 0;
  virtual Status MakeFolders(const std::string& path) = 0;  // with its parents; fine when there
  virtual Status HardLink(const std::string& from, const std::string& to) = 0;
  virtual Status Rename(const std::string& from, const std::string& to) = 0;  // replaces a file
  virtual Status Exchange(const std::string& a, const std::string& b) = 0;    // RENAME_EXCHANGE
  virtual Status RemoveFile(const std::string& path) = 0;
  virtual Status RemoveFolder(const std::string& path) = 0;  // must be empty
  virtual Status Sync(const std::string& path) = 0;          // fsync a file or folder
  virtual Status SyncAll(const std::string& path) = 0;       // syncfs of its file system
  /// A hint: whole trees come and go in `folder`, and are best put apart on the disk.
  virtual void KeepApart(const std::string& folder) { (void)folder; }
  /// Takes an exclusive lock for as long as the returned handle lives.
  /// Error `file.busy` when another process has it; `file.link` as for Write.
  virtual Result<std::shared_ptr<void>> Lock(const std::string& path) = 0;
};

/// Removes a file, or a folder with everything in it, not following links. Fine
/// when absent.
Status RemoveTree(FileSystem& files, const std::string& path);

/// Replaces a file so that a crash leaves the old bytes or the new: written
/// beside it as `path` + ".new", synced, renamed.
Status ReplaceFile(FileSystem& files, const std::string& path, std::string_view bytes);

/// The folder that holds `path`; "." for a bare name, "/" for what lies in the root.
std::string ParentFolder(std::string_view path);

std::unique_ptr<FileSystem> MakeRealFileSystem();

/// A whole disk in memory. Hard links share an inode number.
std::unique_ptr<FileSystem> MakeMemoryFileSystem(std::map<std::string, std::string> files = {});

/// Doubles for tests: doubles/recording_file_system.h keeps a log of the calls,
/// doubles/fault_file_system.h makes one fail.

}  // namespace kyodo
