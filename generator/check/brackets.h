// Brackets that are opened and not closed, or closed and not opened.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Warning `text.bracket` for （, 「, 『, 【 and the like without their other half in the same paragraph. Numbers of
/// items (１）, ア）) and brackets in code are none.
void CheckBrackets(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
