#include "formats/qr_code.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace kyodo {

QrCode EncodeQr(std::string_view text) {
  QrCode out;
  if (text.empty()) return out;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) return out;
  out.width = code->width;
  // Each run of dark modules is a horizontal stroke; moves are relative, which keeps them short.
  int x = 0;
  int y = 0;
  for (int row = 0; row < code->width; ++row) {
    for (int at = 0; at < code->width;) {
      const auto dark = [&](int column) { return (code->data[row * code->width + column] & 1) != 0; };
      if (!dark(at)) {
        ++at;
        continue;
      }
      int end = at;
      while (end < code->width && dark(end)) ++end;
      fmt::format_to(std::back_inserter(out.path), "m{} {}h{}", at - x, row - y, end - at);
      x = end;
      y = row;
      at = end;
    }
  }
  return out;
}

}  // namespace kyodo
