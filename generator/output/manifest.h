// The list of what a published site consists of: every file with its size, the
// hash of its bytes (core/hash.h), and a stamp of the file on the disk.
//
// Text form: UTF-8 lines that end in a line feed. The first are
//   kyodo-manifest 2
//   of OWNER
// with what tells the site from others (its base_url), to the end of the line; older ones have
//   kyodo-manifest 1
// alone, and no owner. A preview, which shows what visitors would not see today, has
//   kyodo-manifest 3
//   of OWNER
//   preview OPTIONS
// with what it was built with: "--drafts", "--now 2026-04-01". Then one line a file, sorted by the bytes of the path:
//   HASH SIZE MODIFIED CHANGED INODE PATH
// with HASH in 16 lower-case hexadecimal digits and the others decimal: SIZE in
// bytes, MODIFIED and CHANGED (mtime and ctime) in nanoseconds since 1970. The
// path is relative to the site, with '/', to the end of the line. The last line is
//   end COUNT
// and a text without it was cut off.
//
// The stamp is for speed alone: a file whose stamp is as it was has the bytes
// that it had. Nobody can set a ctime back, so a file that was edited by hand
// and given its old mtime is noticed. Making and removing a hard link change the
// ctime too, so stamps are taken when a publication has removed the old site. A
// stamp of zeros means not known: only the bytes can tell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "system/file_system.h"

namespace kyodo {

struct FileStamp {
  int64_t modified_ns = 0;
  int64_t changed_ns = 0;
  uint64_t inode = 0;

  bool operator==(const FileStamp&) const = default;
};
FileStamp StampOf(const FileInfo& info);

struct ManifestEntry {
  std::string path;
  uint64_t size_bytes = 0;
  uint64_t hash = 0;
  FileStamp stamp;
};

/// True when `info` is the file that `entry` speaks of, untouched.
bool IsUntouched(const ManifestEntry& entry, const FileInfo& info);

class Manifest {
 public:
  Manifest() = default;
  /// Sorts; the paths must be unique.
  explicit Manifest(std::vector<ManifestEntry> entries, std::string owner = {}, std::string preview = {});

  /// What tells the site from others; empty: not known.
  std::string owner;
  /// What makes it a preview; empty: it is none.
  std::string preview;

  const std::vector<ManifestEntry>& entries() const { return entries_; }
  const ManifestEntry* Find(std::string_view path) const;  // null when not listed
  bool HasFolder(std::string_view folder) const;           // a file somewhere below it

 private:
  std::vector<ManifestEntry> entries_;
};

std::string FormatManifest(const Manifest& manifest);
/// None when the text is cut off, of another version or not a manifest: then no path of it may be trusted.
std::optional<Manifest> ParseManifest(std::string_view text);

/// None when there is no manifest that can be understood.
Result<std::optional<Manifest>> ReadManifest(FileSystem& files, const std::string& path);

/// The manifest with the stamps that the files of `site` have now; a file that
/// is missing or has another size gets zeros.
Manifest WithStamps(FileSystem& files, const std::string& site, const Manifest& manifest);

}  // namespace kyodo
