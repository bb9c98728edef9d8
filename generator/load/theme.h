// Reads a theme: templates/, assets/, i18n/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "model/theme.h"
#include "system/file_system.h"

namespace kyodo {

struct ThemeFolders {
  /// The folders of the theme, at least one. Of a file that several have, that of the first
  /// counts: so a site replaces single files of a theme. Messages name the file that counts.
  std::vector<std::string> theme;
  std::string site;  // the site's folder: its i18n/<language>.yaml changes single strings
};

/// Errors `file.*`, `yaml.*`, `theme.missing`: no templates, `theme.strings`: no strings in a
/// language, `theme.string`: one that a language lacks, or that the theme does not have.
std::unique_ptr<Theme> LoadTheme(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics);

}  // namespace kyodo
