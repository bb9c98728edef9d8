// What is in a site's folder that kyodo did not put there. Such a folder is not
// ours to replace: nothing of anyone else's is ever deleted.
#pragma once

#include <string>
#include <vector>

#include "output/manifest.h"
#include "output/workspace.h"

namespace kyodo {

/// The file that may lie in a site's folder without being part of the site: a
/// repository tracks it so that the folder itself exists. A plain file, not a link.
inline constexpr std::string_view kKeptFile = ".gitignore";

/// The paths in the site's folder that `manifest` does not list, desktop litter aside, at most
/// `limit`, sorted; a folder ends in '/' and is not looked into. None when there
/// is no folder.
Result<std::vector<std::string>> FindForeign(FileSystem& files, const std::string& site, const Manifest& manifest,
                                             size_t limit);

/// Error `output.not-a-folder`: the site is a file or a symbolic link. Fine when it is not there.
Status CheckIsFolder(FileSystem& files, const std::string& site);

/// Error `output.foreign`: there are such paths.
/// Error `output.not-a-folder`: the site is a file or a symbolic link.
Status CheckOurs(FileSystem& files, const std::string& site, const std::optional<Manifest>& manifest);

}  // namespace kyodo
