// The templates and blocks of a theme as a Markdown table. What each is for stands in the theme's
// theme.yaml, under `templates`.
#pragma once

#include <string>
#include <vector>

#include "model/theme.h"
#include "variables.h"

namespace kyodo::reference {

/// `about` is the theme's theme.yaml. Templates without a description, and descriptions without a
/// template, go to `problems`.
std::string Templates(const Theme& theme, const SourceFile& about, const Words& words,
                      std::vector<std::string>& problems);

}  // namespace kyodo::reference
