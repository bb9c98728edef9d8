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
  /// The folders of the theme; none: there is no such theme. Of a file that several have, that of the first
  /// counts: so a site replaces single files of a theme. Messages name the file that counts. assets/tokens.css
  /// of the site's folder is no other file but comes after the theme's: it says only what is different.
  std::vector<std::string> theme;
  std::string site;  // the site's folder: its i18n/<language>.yaml changes single words, or adds a language
  std::vector<std::string> places = {};  // where the theme was looked for
};

/// Three folders of that name are parts of the theme, where they are there: the one in the site's folder themes/, that
/// in the first of `places`, and that in the first of the others that has one (load/theme_places.h). Only the latter
/// two may be symbolic links. Errors `file.*`.
ThemeFolders FindTheme(FileReader& files, const std::string& site, const std::vector<std::string>& places,
                       const std::string& name, Diagnostics& diagnostics);

/// Errors `file.*`, `yaml.*`, `theme.missing`: no theme, or no templates, `theme.string`: a word of the site that the
/// theme does not have, `theme.pattern`. Warning `theme.words`: a language lacks words, once for each. Warnings
/// `theme.unused`: a theme in the site that is not the one of site.yaml, unless `site_has_errors`, of which the name of
/// the theme may be one; `theme.token`: a custom property in the site's
/// tokens.css that no style sheet reads.
std::unique_ptr<Theme> LoadTheme(FileReader& files, const ThemeFolders& folders, const std::vector<Language>& languages,
                                 Diagnostics& diagnostics, bool site_has_errors = false);

}  // namespace kyodo
