// What a link says of the file that it leads to, so that readers know what they fetch: 申請書（PDF、123 KB）.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/language.h"

namespace kyodo {

/// Kind and size as they stand after the words of the link: "（PDF、123 KB）", " (PDF, 1.2 MB)". `size_bytes` 0: not
/// known. What `words` says already is left out; empty when nothing is left. A KB has 1,024 bytes, as on the
/// computers where staff see the same number.
std::string FileNote(std::string_view path, uint64_t size_bytes, const Language& language, std::string_view words);

}  // namespace kyodo
