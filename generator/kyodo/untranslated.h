// What a site does not say in one of its languages.
#pragma once

#include "kyodo/kyodo.h"
#include "model/site.h"
#include "model/theme.h"

namespace kyodo {

/// Sets `missing`, `stale` and `untranslated`.
void CountTranslations(const Site& site, const Theme& theme, Summary& summary);

}  // namespace kyodo
