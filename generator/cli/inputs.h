// A stamp of everything that a site is made from, to know that nothing changed
// without reading it.
#pragma once

#include <string>
#include <vector>

#include "cli/report.h"
#include "system/file_system.h"

namespace kyodo::cli {

/// Where the inputs are.
struct InputPlaces {
  std::string site;                        // the site's folder
  std::vector<std::string> theme_parents;  // folders of themes; a theme may be a link
  std::vector<std::string> files;          // single files
};

/// Hash of the path, size, mtime, ctime and inode of every file in these places, and
/// of `also`. A folder that is not there counts as empty. Empty when any of it cannot
/// be known just now: then nothing may be said to be as it was.
std::string StampInputs(FileSystem& files, const InputPlaces& places, std::string_view also);

/// What the last build was made from and what it said, kept as a build note.
struct BuildNote {
  std::string stamp;
  Date day;                    // in the site's time zone
  int utc_offset_minutes = 0;  // of that zone, then
  Summary summary;
};

std::string WriteNote(const BuildNote& note);
std::optional<BuildNote> ReadNote(std::string_view text);

}  // namespace kyodo::cli
