// Photographs of which kyodo makes no copies.
#pragma once

#include <string_view>

namespace kyodo {

/// HEIC, AVIF, TIFF, JPEG XL and the raw files of cameras, which may tell where they were taken and of which kyodo
/// makes no copy: by the first bytes or the name. Sources: ISO/IEC 23008-12 (brands), TIFF 6.0, ISO/IEC 18181-2.
bool IsOtherPhotograph(std::string_view name, std::string_view bytes);

}  // namespace kyodo
