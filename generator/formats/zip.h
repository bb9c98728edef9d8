// The files within a ZIP archive, by name.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace kyodo {

/// Those whose name ends with one of `endings`, at most `most_bytes` of them together.
/// Errors `zip.format`: not an archive, or damaged; `zip.size`: there is more; `zip.library`: libarchive is not
/// installed.
Result<std::map<std::string, std::string>> ReadZip(std::string_view bytes, std::initializer_list<const char*> endings,
                                                   size_t most_bytes);

}  // namespace kyodo
