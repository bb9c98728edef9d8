// Writing a file that somebody else may be writing, too.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "system/file_system.h"

namespace kyodo::edit {

enum class Saved : uint8_t { kDone, kChanged };  // kChanged: another has been there, and nothing was written

/// Puts `bytes` in place of what the plain file at `path` (below `root`) held when it was opened, `was`; without `was`
/// makes a file that is not there. A crash leaves the old bytes or the new. What another program writes between the
/// look and the rename is put back. Errors of the disk leave all as it was.
Result<Saved> Save(FileSystem& files, const std::string& root, const std::string& path, const std::string* was,
                   std::string_view bytes);

}  // namespace kyodo::edit
