// The same item twice in one list.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Warning `value.twice`: tools: [軍手, 軍手]. Of texts, terms and references.
void CheckRepeated(const Record& record, Diagnostics& diagnostics);

}  // namespace kyodo::check
