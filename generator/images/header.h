// What the first bytes of an image file say: its kind, its size, how it is to be turned.
// Nothing is decoded, so this is safe for any bytes and costs microseconds.
//
// Sources: JPEG ITU-T T.81 annex B, Exif 2.32 (tag 0112 Orientation), PNG (W3C, third
// edition), WebP RFC 9649, GIF89a, SVG 2 section 8.2 (viewBox).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kyodo {

enum class ImageKind : uint8_t { kJpeg, kPng, kWebp, kGif, kSvg };

std::string_view NameOf(ImageKind kind);    // "JPEG"
std::string_view EndingOf(ImageKind kind);  // "jpg", without a point

/// The kind that a file's name claims; none when its ending is no image's.
std::optional<ImageKind> KindByName(std::string_view name);
/// The kind by content: the first bytes, or an <svg> element.
std::optional<ImageKind> KindByContent(std::string_view bytes);

struct ImageHeader {
  ImageKind kind = ImageKind::kJpeg;
  uint32_t width = 0;   // in pixels, as it is shown: after turning
  uint32_t height = 0;  // both 0: an SVG that does not say
  uint8_t turn = 1;     // Exif orientation, 1 … 8: how the stored pixels become the shown ones
  bool animated = false;
};

/// Nothing when the bytes are none of these kinds or end before their size is told.
std::optional<ImageHeader> ReadImageHeader(std::string_view bytes);

/// A still WebP with nothing but its pixels: no Exif, XMP or colour profile.
std::string WithoutWebpMetadata(std::string_view webp);

}  // namespace kyodo
