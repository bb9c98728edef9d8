// What this machine keeps of its publications to a target, beside the site in ".public.kyodo/published/TARGET":
//   lock                 held while a publication of this machine runs
//   tokens               of the last runs, with which they lock the target: whoever reads them knows that those are
//   over NUMBER.manifest      the last versions that were published, the newest kKeptVersions files/HA/HASH-SIZE   the
//   bytes of all their files, each once and what transports keep (HostOptions::folder)
//
// A site is published from here and not from its folder, so that a build may go on meanwhile, and an earlier version
// can be published again without a build. The host keeps manifests and no old files: there they would take the
// visitors' space and be seen by them, and S3, say, has no links. Copies, not hard links: those would change the ctime
// by which a build knows that nothing changed, and an editor that writes in place would change what is kept.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "output/manifest.h"
#include "output/workspace.h"
#include "publish/publish.h"

namespace kyodo::publish {

inline constexpr size_t kKeptVersions = 6;  // the present one and five before it

class Store {
 public:
  /// Takes the lock. Error `publish.busy`: another run of this machine has it.
  static Result<std::unique_ptr<Store>> Open(FileSystem& files, const Workspace& workspace, const std::string& target);

  const std::string& folder() const { return folder_; }

  /// The tokens of the last runs, which are over: only one can have this store open.
  std::vector<std::string> DeadTokens() const;
  Status AddToken(const std::string& token);

  /// Keeps the site of `workspace` as its manifest says. Error `publish.changed-source`: a file is not as the build
  /// wrote it. Errors of the disk. The build's lock must be held.
  Status Keep(const Workspace& workspace, const Manifest& manifest);
  /// The bytes of a file that is kept. Error `publish.kept`: they are damaged.
  Result<std::string> Read(const ManifestEntry& entry) const;

  /// The versions, the oldest first.
  Result<std::vector<Manifest>> Versions() const;
  /// Makes it the newest version, and throws away what none of the newest names.
  Status Record(const Manifest& manifest);

 private:
  Store(FileSystem& files, std::string folder, std::shared_ptr<void> lock)
      : files_(files), folder_(std::move(folder)), lock_(std::move(lock)) {}
  std::string PathOf(const ManifestEntry& entry) const;
  Result<std::vector<uint64_t>> Numbers() const;
  Status RemoveUnnamed(const std::vector<Manifest>& versions);

  FileSystem& files_;
  const std::string folder_;
  const std::shared_ptr<void> lock_;
};

/// The site that a build left in the workspace, to be published as `owner`; nothing is written.
/// Errors `publish.not-built`, `publish.empty`, `publish.building`, `publish.other-build`.
Result<Manifest> BuiltManifest(FileSystem& files, const Workspace& workspace, const std::string& owner);

/// The version that is `back` publications before what the host has: 1 for the last that differs from it.
/// Error `publish.rollback`: there are not so many.
Result<Manifest> EarlierVersion(const std::vector<Manifest>& versions, const Manifest& present, size_t back);

}  // namespace kyodo::publish
