// Titles that are written as something else.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Note `text.title`: a title ends with a Japanese full stop as a sentence does, or has wide or several spaces in it.
void CheckTitle(const Site& site, const Record& record, Diagnostics& diagnostics);

/// Warning `heading.title`: the body of a document begins with its title again, as a heading.
void CheckFirstHeading(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
