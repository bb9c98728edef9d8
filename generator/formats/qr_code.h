// QR codes (ISO/IEC 18004) as drawings.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

struct QrCode {
  int width = 0;     // modules in a row, without the quiet zone
  std::string path;  // the dark modules as the `d` of an SVG path, one unit a module
};

/// Encodes bytes, error correction level M. An empty path: there are too many (over 2,331 bytes).
/// Safe in several threads.
QrCode EncodeQr(std::string_view text);

}  // namespace kyodo
