// Reads a theme's folder: theme.yaml, templates/, assets/, i18n/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "model/theme.h"
#include "system/file_system.h"

namespace kyodo {

struct ThemeFolders {
  std::string theme;     // the theme's folder
  std::string site;      // the site's folder: its i18n/<language>.yaml changes single strings
  std::string shown_as;  // how paths in messages begin: "themes/kyodo"
};

/// Errors `file.*`, `yaml.*`, `theme.string`: a string that a language lacks.
std::unique_ptr<Theme> LoadTheme(FileSystem& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics);

}  // namespace kyodo
