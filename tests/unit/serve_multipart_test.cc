// Forms with files, as browsers send them.
#include <catch2/catch.hpp>

#include "serve/multipart.h"

namespace kyodo::serve {
namespace {

constexpr const char* kType = "multipart/form-data; boundary=XyZ";

TEST_CASE("ReadMultipart: gives fields and files, byte for byte", "[serve][multipart]") {
  const std::string bytes("a\0\r\n--Xy\xFF", 9);
  const auto parts = ReadMultipart(kType,
                                   "--XyZ\r\nContent-Disposition: form-data; name=\"alt.ja\"\r\n\r\n花壇\r\n"
                                   "--XyZ\r\ncontent-disposition: form-data; name=\":file\"; filename=\"a "
                                   "b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" +
                                       bytes + "\r\n--XyZ--\r\n");
  REQUIRE(parts);
  REQUIRE(parts->size() == 2);
  CHECK((*parts)[0].name == "alt.ja");
  CHECK((*parts)[0].bytes == "花壇");
  CHECK((*parts)[1].name == ":file");
  CHECK((*parts)[1].file_name == "a b.jpg");
  CHECK((*parts)[1].bytes == bytes);
}

TEST_CASE("ReadMultipart: refuses what ends too early or is of another type", "[serve][multipart]") {
  const std::string body = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--XyZ--\r\n";
  CHECK(ReadMultipart(kType, body));
  for (size_t size = 0; size + 4 < body.size(); ++size) CHECK_FALSE(ReadMultipart(kType, body.substr(0, size)));
  CHECK_FALSE(ReadMultipart("multipart/form-data", body));
  CHECK_FALSE(ReadMultipart("multipart/mixed; boundary=XyZ", body));
  CHECK_FALSE(ReadMultipart("multipart/form-data; boundary=other", body));
}

}  // namespace
}  // namespace kyodo::serve
