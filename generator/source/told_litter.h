// Files beside those that are published as they are.
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "system/file_system.h"

namespace kyodo {

/// Note `file.litter` for each file of the folder `name` of `root` that is hidden or was left by an editor, and so is
/// not published (source/plain_files.h): its owner may believe that it is, or not know that it is there.
void TellLitter(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics);

}  // namespace kyodo
