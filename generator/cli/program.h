// What the program knows of itself.
#pragma once

#include <string>
#include <vector>

namespace kyodo::cli {

/// Where the themes of a site are looked for, by this program in its environment (load/theme_places.h).
std::vector<std::string> PlacesOfThemes(const std::string& site);

}  // namespace kyodo::cli
