// Changes to several files that are made together or not at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "system/file_system.h"

namespace kyodo {

struct FileChange {
  std::string path;
  std::optional<std::string> before;  // what the file must hold still; none: there must be no file
  std::optional<std::string> after;   // none: the file goes
};

/// All new texts are on the disk beside their files (`path` + ".new") before the first file changes; what fails then is
/// undone. Folders are made, and those that become empty are left.
/// Errors `file.changed`: a file is not as it was when the change was planned, and nothing is done; `file.*`.
Status ApplyChanges(FileSystem& files, const std::vector<FileChange>& changes);

}  // namespace kyodo
