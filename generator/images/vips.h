// Makes the copies of an image with libvips. Runs in worker processes: see
// image_pool.h. libvips is loaded when the first image comes: linked to the
// program, its hundred libraries would add 24 ms to every start of it.
#pragma once

#include <string>
#include <string_view>

#include "images/copies.h"

namespace kyodo {

enum class ImageOutcome {
  kDone,
  kDamaged,    // cannot be decoded to its end, or is not what its header says
  kLimit,      // took too much time or memory
  kNoLibrary,  // libvips is not installed
  kNoFont,     // no font of the machine has a character of the drawing
};

/// The copies of one image, or of a drawing by kyodo, packed; `out` is empty after another outcome than kDone.
/// Turned as the recipe says, in sRGB, without Exif, XMP, IPTC and ICC data. The same
/// input and libraries give the same bytes.
ImageOutcome MakeCopies(const ImageRecipe& recipe, std::string_view bytes, std::string& out);

/// The version that the program was compiled with: "8.14.1".
std::string_view ImageLibraryVersion();

}  // namespace kyodo
