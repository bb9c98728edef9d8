#include <catch2/catch.hpp>

#include "images/other_photographs.h"
#include "images/problems.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

/// "JPEG 64x32 turn 6"; empty when it is no image.
std::string Header(std::string_view bytes) {
  const std::optional<ImageHeader> header = ReadImageHeader(bytes);
  if (!header) return {};
  return std::string(NameOf(header->kind)) + " " + std::to_string(header->width) + "x" +
         std::to_string(header->height) + " turn " + std::to_string(header->turn) +
         (header->animated ? " animated" : "");
}

/// The header of a PNG of that size, without a pixel.
std::string PngOfSize(uint32_t width, uint32_t height) {
  std::string png("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", 16);
  for (const uint32_t number : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) png += static_cast<char>(number >> shift & 0xFF);
  }
  return png + std::string("\x08\x02\0\0\0", 5) + "crc!";
}

TEST_CASE("ReadImageHeader: knows kind, size and orientation without decoding", "[formats][image]") {
  CHECK(Header(ImageFile("wide.png")) == "PNG 1500x750 turn 1");
  CHECK(Header(ImageFile("plain.webp")) == "WebP 64x32 turn 1");
  CHECK(Header(ImageFile("turned-1.jpg")) == "JPEG 64x32 turn 1");
  CHECK(Header(ImageFile("turned-3.jpg")) == "JPEG 64x32 turn 3");
  CHECK(Header(ImageFile("turned-6.jpg")) == "JPEG 64x32 turn 6");
  CHECK(Header(std::string("GIF89a\x20\x03\x58\x02", 10)) == "GIF 800x600 turn 1");
}

TEST_CASE("ReadImageHeader: the size of an SVG is its width and height, else its viewBox", "[formats][image]") {
  CHECK(Header("<svg width=\"120px\" height='80'/>") == "SVG 120x80 turn 1");
  CHECK(Header("<?xml version=\"1.0\"?>\n<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 300.4, 200\">") ==
        "SVG 300x200 turn 1");
  CHECK(Header("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") == "SVG 0x0 turn 1");
  CHECK(Header("<html><svgs></html>") == "");
}

TEST_CASE("IsOtherPhotograph: by its first bytes, whatever its name, or by its name", "[formats][image]") {
  const auto is = [](std::string_view bytes, std::string_view name = "a.bin") {
    return IsOtherPhotograph(name, bytes);
  };
  CHECK(
      is({"\0\0\0\x18"
          "ftypheic\0\0\0\0mif1heic",
          24}));
  CHECK(
      is({"\0\0\0\x1c"
          "ftypisom\0\0\0\0miafavif",
          24}));
  CHECK(is({"II*\0\x08", 5}));
  CHECK(is({"MM\0*\0", 5}));
  CHECK(is("", "IMG_0001.HEIC"));
  CHECK(is("", "scan.TIF"));
  CHECK_FALSE(
      is({"\0\0\0\x18"
          "ftypisom\0\0\0\0iso2mp41",
          24}));
  CHECK_FALSE(is("%PDF-1.7 heic", "heic.pdf"));
  CHECK_FALSE(is(""));
  CHECK_FALSE(
      is({"\0\0\0\x08"
          "ftyp",
          8}));
}

TEST_CASE("WithoutWebpMetadata: leaves a WebP of the same pixels", "[formats][image][vips]") {
  const std::string webp = ImageFile("plain.webp");
  REQUIRE(webp.find("EXIF") != std::string::npos);
  const std::string bare = WithoutWebpMetadata(webp);
  CHECK(bare.substr(12, 4) == "VP8L");
  CHECK(bare.find("EXIF") == std::string::npos);
  CHECK(static_cast<size_t>(static_cast<unsigned char>(bare[4])) == bare.size() - 8);
  CHECK(Header(bare) == "WebP 64x32 turn 1");
  CHECK(WithoutWebpMetadata(bare) == bare);
}

TEST_CASE("ReadImageHeader: no cut or byte of an image leads astray", "[formats][image]") {
  for (const char* name : {"turned-6.jpg", "p3.png", "plain.webp"}) {
    const std::string whole = ImageFile(name);
    for (size_t size = 0; size < whole.size(); ++size) {
      (void)ReadImageHeader(std::string_view(whole).substr(0, size));
      std::string changed = whole;
      changed[size] = static_cast<char>(changed[size] ^ 0xFF);
      (void)ReadImageHeader(changed);
    }
  }
  CHECK(Header("") == "");
  CHECK(Header("\xFF\xD8\xFF") == "");
}

TEST_CASE("CheckImage: refuses what is no image, or another kind than its name says", "[formats][image]") {
  CHECK(CheckImage("a.jpg", "text").message.en == "Not an image that can be read: a.jpg");
  CHECK(CheckImage("a.heic", std::string("\0\0\0\x18"
                                         "ftypheic",
                                         12))
            .rule == "image.read");
  const ImageProblem other = CheckImage("a.b.jpg", ImageFile("wide.png"));
  CHECK(other.rule == "image.read");
  CHECK(other.hint.en == "Rename the file to a.b.png.");
  CHECK(CheckImage("a.JPEG", ImageFile("turned-1.jpg")).rule == "");
  CHECK(CheckImage("a.jpg", ImageFile("turned-1.jpg").substr(0, 40)).message.en ==
        "The image is damaged or cut off: a.jpg");
}

TEST_CASE("CheckImage: refuses more than 50 megapixels, and sides that no WebP has", "[formats][image]") {
  CHECK(CheckImage("a.png", PngOfSize(8000, 6250)).rule == "");
  CHECK(CheckImage("a.png", PngOfSize(60000, 60000)).message.ja ==
        "画像が大きすぎます: a.png（60000×60000、36億画素）");
  CHECK(CheckImage("a.png", PngOfSize(60000, 60000)).message.en ==
        "The image is too large: a.png (60000 × 60000, 3600 megapixels)");
  CHECK(CheckImage("a.png", PngOfSize(20000, 10)).rule == "image.size");
  CHECK(CheckImage("a.png", PngOfSize(0, 10)).rule == "image.read");
}

TEST_CASE("CheckImage: refuses moving images other than GIF", "[formats][image]") {
  std::string webp("RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x0F\0\0\x0F\0\0", 30);
  CHECK(CheckImage("a.webp", webp).message.en == "A moving WebP cannot be used: a.webp");
  webp[20] = 0;
  CHECK(CheckImage("a.webp", webp).rule == "");
}

}  // namespace
}  // namespace kyodo::testing
