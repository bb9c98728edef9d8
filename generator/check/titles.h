// Titles that are written as something else.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Note `text.title`: a title ends with a Japanese full stop as a sentence does, or has wide or several spaces in it.
void CheckTitle(const Site& site, const Record& record, Diagnostics& diagnostics);

}  // namespace kyodo::check
