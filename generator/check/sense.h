// What `check` looks at besides what a build does: texts and values that make a page, and no sense to people. A rule or
// a family of them has a file of its own.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Warnings and notes of all the rules, in no order.
void CheckSense(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
