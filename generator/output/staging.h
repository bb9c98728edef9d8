// The new site while it is made: which files are as in the old site, and the
// staging folder with the others.
//
// Nothing is made on the disk until the first file differs, so that a build that
// changes nothing touches nothing.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "output/manifest.h"
#include "output/workspace.h"

namespace kyodo {

class Staging {
 public:
  /// `old` lists the published site. All must outlive this.
  Staging(FileSystem& files, const Workspace& workspace, const Manifest& old, const std::string& owner,
          const std::string& preview)
      : files_(files), workspace_(workspace), old_(old), owner_(owner), preview_(preview) {}

  /// Takes a file of the new site; `hash` is that of its bytes.
  /// Error `output.path`: not a relative path with '/' and plain names, a name
  /// that is kept for other purposes, or a path that was added before.
  Status Add(std::string path, std::string_view bytes, uint64_t hash);

  /// Takes a published file that is untouched as it is. Error `output.path`: it was added before.
  Status Keep(std::string path);

  /// Makes what the folder still lacks.
  Status Complete();

  /// Something was written or the old site has files that the new one has not.
  bool Differs() const { return started_ || RemovedFiles() != 0; }
  /// A file has its bytes but not its stamp, or the old manifest another owner or another kind of build: it wants
  /// writing anew.
  bool restamp() const { return restamp_ || old_.owner != owner_ || old_.preview != preview_; }
  /// The site is on another disk: files cannot be linked, and it cannot be
  /// exchanged. The staging folder then holds only the written files.
  bool apart() const { return apart_; }

  size_t RemovedFiles() const;
  const std::vector<std::string>& written() const { return written_; }
  /// The new site, with the stamps of what is kept as it was when compared.
  Manifest NewManifest() const { return Manifest(entries_, owner_, preview_); }

 private:
  /// Takes the stamp of the old file into `entry` when its bytes are the same.
  bool EqualsOld(ManifestEntry& entry, std::string_view bytes);
  Status LinkAll();
  Status Link(const std::string& path);
  Status WriteFile(const std::string& path, std::string_view bytes);
  Status MakeFolderOf(const std::string& path);

  FileSystem& files_;
  const Workspace& workspace_;
  const Manifest& old_;
  const std::string &owner_, &preview_;
  std::vector<ManifestEntry> entries_;
  std::unordered_set<std::string> paths_;
  std::vector<std::string> to_link_;
  std::vector<std::string> written_;
  std::unordered_set<std::string> folders_;
  bool started_ = false;
  bool restamp_ = false;
  bool apart_ = false;
};

}  // namespace kyodo
