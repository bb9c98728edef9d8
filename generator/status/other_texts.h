// The texts besides records and settings that may name files of a site's folder assets/.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"
#include "system/file_system.h"

namespace kyodo::status {

/// Templates, style sheets, scripts and drawings of the theme (`theme_parents` as FindTheme takes them) and of assets/.
/// None when the site has no assets. What cannot be read is left out.
std::vector<std::string> ReadOtherTexts(FileReader& files, const Site& site,
                                        const std::vector<std::string>& theme_parents);

}  // namespace kyodo::status
