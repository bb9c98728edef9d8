// The note of a build, to know that nothing changed since without reading the site.
#pragma once

#include <string>
#include <vector>

#include "cli/report.h"
#include "system/file_system.h"

namespace kyodo::cli {

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
