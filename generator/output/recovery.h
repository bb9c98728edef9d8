// The end of a publication, also of one that another run began.
#pragma once

#include "output/manifest.h"
#include "output/workspace.h"

namespace kyodo {

/// Finishes or undoes what an interrupted run left, by its journal, and removes what
/// kyodo made in the workspace for it. The caller holds the lock, and has checked the
/// workspace. Error `output.journal`: kyodo did not write the journal; nothing is done.
Status Recover(FileSystem& files, const Workspace& workspace);

/// The new site is in place: makes that durable, removes the old one, and makes
/// `manifest` the site's; with the files' stamps when `stamped`, which is right
/// only when nobody had the time to edit them. Without a manifest the present
/// one stays.
Status FinishPublication(FileSystem& files, const Workspace& workspace, const std::optional<Manifest>& manifest,
                         bool stamped);

}  // namespace kyodo
