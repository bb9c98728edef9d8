// The copies of an image that a site publishes: which there are, and how they travel
// from the worker that makes them to the cache and to the site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "images/header.h"

namespace kyodo {

/// What is made of an image. Equal recipes and bytes give equal copies.
struct ImageRecipe {
  ImageKind kind = ImageKind::kJpeg;  // of the original
  uint32_t width = 0;                 // of the original, as it is shown
  uint32_t height = 0;
  uint8_t turn = 1;              // Exif orientation
  bool webp = false;             // a WebP beside each copy
  std::vector<uint32_t> widths;  // of the copies, ascending; empty: published as it is

  /// Of the copies without WebP: what kyodo drew itself, an SVG with widths, is published as PNG.
  ImageKind CopyKind() const { return kind == ImageKind::kSvg ? ImageKind::kPng : kind; }
  /// The height of the copy of that width.
  uint32_t HeightAt(uint32_t copy_width) const;
};

/// One of the copies, in bytes that can be published.
struct ImageCopy {
  uint32_t width = 0;
  ImageKind kind = ImageKind::kJpeg;
  std::string_view bytes;
};

constexpr uint64_t kMaxImagePixels = 50'000'000;
constexpr uint32_t kMaxImageSide = 16'383;  // of a WebP

/// The copies to show on pages: 480, 960 and 1440 pixels wide, none wider than the
/// image and none close to the widest.
ImageRecipe RecipeForPages(const ImageHeader& header);
/// One copy of full size and the same kind, for links to the file.
ImageRecipe RecipeForLinks(const ImageHeader& header);

/// A line of text; changes with all that changes the copies, the program's own ways included.
std::string EncodeRecipe(const ImageRecipe& recipe);
/// Nothing when EncodeRecipe does not write that.
std::optional<ImageRecipe> DecodeRecipe(std::string_view line);

/// All copies in one text: a line `WIDTH ENDING BYTES` for each, an empty line, the bytes.
std::string PackCopies(const std::vector<ImageCopy>& copies);
/// The copies point into `packed`. Nothing when PackCopies does not write that.
std::optional<std::vector<ImageCopy>> UnpackCopies(std::string_view packed);

}  // namespace kyodo
