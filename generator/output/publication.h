// Putting the staged site in the place of the old one.
#pragma once

#include "output/staging.h"

namespace kyodo {

/// Makes the staged site the published one. On an error the site is the old one
/// or the new one (or, file by file, a mixture that the journal can finish):
/// Recover tells.
/// Error `output.foreign`: someone put a file into the site while it was built.
Status PublishStaging(FileSystem& files, const Workspace& workspace, const Manifest& old, Staging& staging);

}  // namespace kyodo
