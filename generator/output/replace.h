// Putting a new site in place file by file, where the folder as a whole cannot
// be exchanged: a mount point, or a folder of another disk.
//
// Everything new is first copied into a folder inside the site, so that a full
// disk is noticed before anything has changed; then come renames alone. While
// they run, the site is a mixture of old and new files, each of them whole.
#pragma once

#include "output/journal.h"
#include "output/manifest.h"
#include "output/workspace.h"

namespace kyodo {

/// Replaces the `written` files by those in the staging folder and removes what
/// `old` lists and `next` does not. The journal is left for the caller to remove.
Status ReplaceFiles(FileSystem& files, const Workspace& workspace, const Manifest& old, const Manifest& next,
                    std::vector<std::string> written);

/// Does all that the journal says, or what is left of it.
Status ReplayJournal(FileSystem& files, const Workspace& workspace, const Journal& journal, const Manifest& next);

}  // namespace kyodo
