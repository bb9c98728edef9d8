// The one way from a name to a file that a site is made from, and from a folder to what it holds.
//
// A root is the folder of a site or of a theme, as the person who runs kyodo names it; it may be reached through links.
// Below it there are plain files and folders alone: a symbolic link, a pipe, a device or a socket is an error, so that
// no text, schema or theme leads out of the root, and none waits for ever. Files hold at most 100 MiB
// (kLargestFileBytes).
//
// Only what is not there counts as none. Whatever else goes wrong is an error: a folder that cannot be listed just now
// must not take its pages from the site.
//
// Errors: `file.outside`: the name leads out of the root. `file.separator`: it is written with \. `file.hidden`: a part
// of it starts with a dot. `file.characters`: it has a control character. `file.link`, `file.kind`: not a plain file or
// folder. `file.size`. `file.missing`. And what the disk says (system/file_system.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "system/file_system.h"

namespace kyodo {

/// `name`, written in the file `from`, as a path below `root`; both `from` and the result begin with `root` and a
/// slash. A name that begins with a slash is seen from the root. "." and ".." are followed; nothing is decoded. Errors
/// `file.outside`, `file.hidden`, `file.separator`, `file.characters`; looks at no file.
Result<std::string> ResolveName(std::string_view root, std::string_view from, std::string_view name);

/// The bytes of the plain file at `path`, which begins with `root` and a slash.
Result<std::string> ReadPlainFile(FileReader& files, const std::string& root, const std::string& path);

/// kTold: something is there that cannot be used, or that cannot be known; the error is in the diagnostics.
enum class Presence { kNone, kThere, kTold };
Presence FindPlainFile(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics);
Presence FindPlainFolder(FileReader& files, const std::string& root, std::string_view name, Diagnostics& diagnostics);

/// The plain files and folders of the folder `name` of `root`, sorted by name, without litter (system/litter.h); none
/// when there is no such folder. Anything else is told in the diagnostics.
std::vector<FolderEntry> ListPlain(FileReader& files, const std::string& root, std::string_view name,
                                   Diagnostics& diagnostics);

}  // namespace kyodo
