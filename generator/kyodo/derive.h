// Makes the files that are derived from a whole site.
#pragma once

#include "model/derived.h"
#include "model/site.h"
#include "model/theme.h"

namespace kyodo {

/// Nothing is made yet; `site` and `theme` must outlive the result.
Derived Derive(const Site& site, const Theme& theme);

}  // namespace kyodo
