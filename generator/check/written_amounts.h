// Amounts whose digits or units are mistyped: 1,00円, 3.000円, 20人人.
#pragma once

#include "check/texts.h"
#include "core/diagnostic.h"

namespace kyodo::check {

/// Warning `text.number`.
void CheckWrittenAmounts(const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
