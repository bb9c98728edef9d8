#include "cli/program.h"

#include <cstdlib>

#include "load/theme_places.h"
#include "system/worker_process.h"

namespace kyodo::cli {

std::vector<std::string> PlacesOfThemes(const std::string& site) {
  return ThemePlaces(site, ExecutablePath(), std::getenv("KYODO_DATA"));
}

}  // namespace kyodo::cli
