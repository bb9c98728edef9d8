#include "load/theme_places.h"

#include <algorithm>
#include <filesystem>

namespace kyodo {

std::vector<std::string> ThemePlaces(const std::string& site, const std::string& program, const char* data) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(program).parent_path();
  const std::string parent = fs::path(site).parent_path().string();
  std::vector<std::string> places = {(parent.empty() ? "" : parent + "/") + "themes"};
  const std::string beside = fs::absolute(places.front()).lexically_normal().string();
  const auto add = [&](const fs::path& place) {
    const std::string name = place.lexically_normal().string();
    if (name != beside && std::find(places.begin(), places.end(), name) == places.end()) places.push_back(name);
  };
  if (data && *data) add(fs::path(data) / "themes");
  add(folder.parent_path() / "share/kyodo/themes");
  add(folder.parent_path().parent_path() / "themes");
  add("/usr/local/share/kyodo/themes");
  add("/usr/share/kyodo/themes");
  return places;
}

}  // namespace kyodo
