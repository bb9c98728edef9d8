// A record under another name, and a record that goes: what becomes of the files of the site.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "load/load.h"
#include "records/references.h"
#include "records/tombstone.h"
#include "system/file_changes.h"

namespace kyodo {

struct RecordMove {
  std::vector<FileChange> changes;                         // by path
  std::vector<std::pair<std::string, std::string>> moved;  // files; the second is empty where they go
  std::vector<Reference> references;                       // from other files
  std::vector<std::string> addresses;                      // of old, each of which leads on, or is gone
  std::string own_folder;                                  // of old, which becomes empty; may be empty itself
  Diagnostics told;                                        // of the site as it would be
};

/// What is needed of a site that was loaded with drafts, without errors.
struct LoadedSite {
  FileReader& files;
  const LoadOptions& options;
  MarkdownPool& markdown;
  const Site& site;
  const Diagnostics& told;  // while it was loaded
};

/// Whether the record can be called so. Errors `slug.format`; `rename.exists`: a record or a file has the name.
Status CheckNewSlug(const LoadedSite& loaded, const Record& record, const std::string& slug);

/// The record called `slug`: its files moved, with all that lies in a folder of its own; each reference mended in
/// place; an alias wherever an address changes, that of its parts among them. A translation that was up to date stays
/// so. Errors `rename.alias`: another record's old address would be this one's; those that the site would have then.
Result<RecordMove> PlanRename(const LoadedSite& loaded, const Record& record, const std::string& slug);

/// The site without the record. `told` has what would be wrong then. With `reasons` (as ReadReasons takes them) pages
/// say at its addresses why it is gone. Errors of reading files.
Result<RecordMove> PlanRemoval(const LoadedSite& loaded, const Record& record,
                               const std::vector<std::string>& reasons = {});
/// The same for an address whose record is gone already: "events/fair.html". Errors `alias.form` and of reading files.
Result<RecordMove> PlanTombstone(const LoadedSite& loaded, const std::string& address,
                                 const std::vector<std::string>& reasons);

/// The texts that change, each under the path that it has then; what is only moved is not among them.
struct ChangedText {
  std::string path, before, after;
};
std::vector<ChangedText> ChangedTexts(const RecordMove& move);

/// Folders that a move leaves empty go: git keeps none, and neither should a site.
void RemoveEmptyFolders(FileSystem& files, const RecordMove& move);

}  // namespace kyodo
