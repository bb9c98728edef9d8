#include "formats/qr_code.h"

#include <charconv>
#include <cstdint>
#include <qrcodegen/qrcodegen.hpp>
#include <vector>

namespace kyodo {

namespace {

using Modules = qrcodegen::QrCode;

constexpr size_t kMostBytes = 2331;  // of version 40 at level M
/// Any of the eight can be read, and says so in the code; to try them all and choose takes three times as long.
constexpr int kMask = 3;

void AppendMove(std::string& path, char sign, int distance) {
  char digits[8];
  path += sign;
  path.append(digits, std::to_chars(digits, digits + sizeof digits, distance).ptr);
}

/// Each run of dark modules is a horizontal stroke; moves are relative, which keeps them short.
std::string Strokes(const Modules& code) {
  std::string path;
  const int width = code.getSize();
  int x = 0;
  int y = 0;
  for (int row = 0; row < width; ++row) {
    for (int at = 0; at < width;) {
      int end = at;
      while (end < width && code.getModule(end, row)) ++end;
      if (end > at) {
        AppendMove(path, 'm', at - x);
        AppendMove(path, ' ', row - y);
        AppendMove(path, 'h', end - at);
        x = end;
        y = row;
      }
      at = end + 1;  // what ended the run is light
    }
  }
  return path;
}

}  // namespace

QrCode EncodeQr(std::string_view text) {
  if (text.empty() || text.size() > kMostBytes) return {};
  const std::vector<uint8_t> bytes(text.begin(), text.end());
  const Modules code =
      Modules::encodeSegments({qrcodegen::QrSegment::makeBytes(bytes)}, Modules::Ecc::MEDIUM, 1, 40, kMask, false);
  return {code.getSize(), Strokes(code)};
}

}  // namespace kyodo
