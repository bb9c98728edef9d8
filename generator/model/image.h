// An image of the site: a photograph with its published copies, or a drawing (SVG,
// GIF) that is published as it is. And the element that shows it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/html.h"
#include "core/source.h"
#include "images/copies.h"

namespace kyodo {

struct Record;

struct Image {
  std::string source;   // path to read, beginning with the site folder
  std::string path;     // of a drawing; of a photograph without what PathOf adds
  std::string drawing;  // an SVG by kyodo itself, which takes the place of `source`
  uint64_t hash = 0;    // of the original's bytes
  ImageRecipe recipe;
  bool linked = false;             // one copy of full size, not on a page but behind a link
  bool is_private = false;         // of a private field: not published
  const Record* record = nullptr;  // whose image it is: hidden records publish none; null: the whole site's
  SourcePos pos;                   // where it is named

  bool HasCopies() const { return !recipe.widths.empty(); }
  /// Site path of a copy: "media/shiba.0123456789-480.webp"; linked: "media/shiba.0123456789.jpg".
  std::string PathOf(uint32_t copy_width, ImageKind kind) const;
  /// Site path of the widest copy in the original's kind, or of the drawing: for `src`.
  std::string Address() const;
  /// Of what Address names; 0 for a drawing that does not say.
  uint32_t Width() const { return HasCopies() ? recipe.widths.back() : recipe.width; }
  uint32_t Height() const { return HasCopies() ? recipe.HeightAt(Width()) : recipe.height; }
};

/// How an image stands on a page.
struct ImageUse {
  std::string_view alt;
  std::string_view title;     // empty: none
  std::string_view language;  // of `alt`, where it is not the page's
  bool first = false;         // the first on its page, which is not waited for until it is scrolled to
};

/// Appends <picture> with a WebP and a fallback in all widths, or <img> alone.
void AppendImage(Html& html, const Image& image, const ImageUse& use);

/// Appends <img> for an address outside the site.
void AppendForeignImage(Html& html, std::string_view address, const ImageUse& use);

}  // namespace kyodo
