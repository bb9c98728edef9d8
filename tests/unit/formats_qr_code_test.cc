#include <catch2/catch.hpp>

#include "formats/qr_code.h"

namespace kyodo {
namespace {

TEST_CASE("EncodeQr: draws the finder patterns of ISO/IEC 18004", "[formats][qr]") {
  const QrCode code = EncodeQr("https://kyodo.example/");
  CHECK(code.width == 25);  // version 2
  // The first row: a finder pattern of seven modules on the left, another on the right.
  CHECK(code.path.substr(0, 6) == "m0 0h7");
  const std::string first_row = code.path.substr(0, code.path.find(" 1h"));
  CHECK(first_row.substr(first_row.rfind(" 0h")).substr(0, 4) == " 0h7");
}

TEST_CASE("EncodeQr: a longer text takes a larger code, and what does not fit none", "[formats][qr]") {
  CHECK(EncodeQr(std::string(100, 'a')).width > EncodeQr("a").width);
  CHECK(EncodeQr(std::string(2331, 'a')).width == 177);
  CHECK(EncodeQr(std::string(2332, 'a')).path.empty());
  CHECK(EncodeQr("").path.empty());
}

}  // namespace
}  // namespace kyodo
