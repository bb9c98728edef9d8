// Makes the files that are derived from a whole site.
#pragma once

#include "model/derived.h"
#include "model/site.h"
#include "model/theme.h"
#include "system/file_system.h"

namespace kyodo {

/// Nothing is made yet; all three must outlive the result.
Derived Derive(const Site& site, const Theme& theme, FileReader& files, bool late);

}  // namespace kyodo
