// Slugs: the names of records in file names and addresses.
#pragma once

#include <string_view>

#include "core/diagnostic.h"

namespace kyodo::load {

/// Lower-case ASCII letters, digits and single hyphens between them; at most 80.
/// Error `slug.format`.
bool CheckSlug(std::string_view slug, const SourcePos& at, Diagnostics& diagnostics);

}  // namespace kyodo::load
