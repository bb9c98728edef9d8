// Where themes are looked for.
#pragma once

#include <string>
#include <vector>

namespace kyodo {

/// Folders that hold themes, whether they are there or not. The first is the one beside the site's folder; the others
/// hold what comes with the program, and of those the first with the theme counts (load/theme.h): `data` (of the
/// variable KYODO_DATA; may be null), what is installed with `program` (a path), the tree that it was built in, and
/// what packages install.
std::vector<std::string> ThemePlaces(const std::string& site, const std::string& program, const char* data);

}  // namespace kyodo
