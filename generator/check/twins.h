// One thing that was written down twice.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Warnings `record.twin`, at the later of two records of a collection that have one title and begin on one day, unless
/// both say when or where, and differ.
void CheckTwins(const Collection& collection, Diagnostics& diagnostics);

}  // namespace kyodo::check
