#include "cli/program.h"

#include <cstdlib>
#include <filesystem>

#include "load/theme_places.h"

namespace kyodo::cli {

std::string ExecutablePath() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

std::vector<std::string> PlacesOfThemes(const std::string& site) {
  return ThemePlaces(site, ExecutablePath(), std::getenv("KYODO_DATA"));
}

}  // namespace kyodo::cli
