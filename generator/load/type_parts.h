// The parts of field types that are objects by themselves: place, image, date_range, recurrence.
#pragma once

#include <vector>

#include "model/schema.h"

namespace kyodo::load {

/// Empty for other types. In the order of the enumerations in model/occurrence.h.
std::vector<Field> PartsOf(FieldKind kind, const std::vector<Language>& languages);

}  // namespace kyodo::load
