// Writes a whole site so that the published folder is the old one or the new
// one, byte for byte, whatever fails.
//
// Beside the site, in a folder of its own (output/workspace.h), kyodo keeps the
// new site while it is made, the manifest of the published one, and a journal.
// The site's own folder holds nothing but the site.
//
// Files are compared with the published ones as they come in; what is equal is
// linked, never overwritten. At the end the two folders are exchanged in one
// step. Where the disk cannot do that, the old one is renamed away and the new
// one into its place; where the site is a mount point, its files are replaced
// one by one. At whatever point a run is killed, the next one reads the journal
// and finishes or undoes it before it begins.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sink.h"
#include "system/file_system.h"

namespace kyodo {

struct WriteSummary {
  size_t files = 0;
  uint64_t bytes = 0;
  size_t written = 0;    // files whose bytes are new
  size_t kept = 0;       // files linked from the old site
  size_t removed = 0;    // files of the old site that are gone
  bool touched = false;  // false: every file was as it should be, nothing was exchanged
};

/// Who builds the site.
struct SiteOwner {
  std::string name;             // what tells the site from others, on one line; empty: not known
  bool replaces_other = false;  // also where another site is
  std::string preview = {};     // what makes the build a preview (output/manifest.h); empty: it is none
};

class SiteWriter final : public Sink {
 public:
  /// Opens the folder `site` ("public") for a new version: takes the lock,
  /// finishes or undoes what an interrupted run left, and starts the writer
  /// thread. `files` must outlive the writer.
  /// Error `output.foreign`: the folder has files that no manifest of ours
  /// lists (a .gitignore at its top is fine): it is not ours to replace.
  /// Error `output.not-a-folder`: it is a file or a symbolic link.
  /// Error `output.workspace`: what is beside it by kyodo's names is not kyodo's.
  /// Error `output.journal`: an interrupted run is told of by what kyodo did not write.
  /// Error `output.other-site`: the folder holds a site of another owner. One that says
  /// nothing of its owner, as made before there were owners, is taken over.
  /// Error `output.busy`: another build is running.
  static Result<std::unique_ptr<SiteWriter>> Open(FileSystem& files, std::string site, SiteOwner owner = {});
  /// Without a successful Publish: leaves the site as it is and cleans up.
  /// Releases the lock.
  ~SiteWriter() override;

  /// Adds a file of the new site. Thread-safe: the work is done by one writer
  /// thread, and a caller waits when it is far behind (16 MiB). The first error
  /// is kept for Publish. Paths are relative, with '/', unique; otherwise
  /// the error is `output.path`.
  void Add(FinishedFile file) override;

  /// For files that nobody has touched since they were published.
  std::optional<uint64_t> Keep(const std::string& path, uint64_t hash) override;

  /// The site paths of what is published now.
  std::vector<std::string> PublishedPaths() const;

  /// Finishes: writes are synced, the folders exchanged, the manifest written,
  /// the old site removed. Bytes that equal the old file's are hard links to it.
  /// When every file equals the old site's, nothing is exchanged or touched.
  /// Call it once, last. An error leaves the old site, or, when only the tidying
  /// up failed, the new one.
  Result<WriteSummary> Publish();

 private:
  SiteWriter();
  struct State;
  std::unique_ptr<State> state_;
};

/// True when the site on disc is just what the manifest says: every file there
/// with its size and stamp, none besides. For "nothing changed" (one stat a
/// file). A change that keeps size and mtime shows in the ctime.
bool IsIntact(FileSystem& files, const std::string& site);

/// The folders beside the site for copies of photographs, and for rendered Markdown; empty where a site cannot be.
std::string ImageFolder(const std::string& site);
std::string TextFolder(const std::string& site);

/// A small note kept beside the manifest: what the site was made from. Empty
/// when there is none or when the last publication was interrupted: a journal
/// makes it void, and it is removed with the old site. Write it while the
/// SiteWriter that published still lives, for that holds the lock.
std::string ReadBuildNote(FileSystem& files, const std::string& site);
/// The same for what is known of the pages (kyodo/page_memory.h), which is for speed alone.
std::string ReadPageNotes(FileSystem& files, const std::string& site);
void WritePageNotes(FileSystem& files, const std::string& site, std::string_view notes);
Status WriteBuildNote(FileSystem& files, const std::string& site, std::string_view note);

}  // namespace kyodo
