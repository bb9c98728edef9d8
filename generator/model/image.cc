#include "model/image.h"

#include <fmt/format.h>

namespace kyodo {

namespace {

// The width of a column of text, in the reader's own type size: no image is shown wider.
constexpr std::string_view kSizes = "(min-width: 46em) 44em, 100vw";

void AppendAddress(Html& html, std::string path) { html.holes.push_back({html.text.size(), std::move(path)}); }

void AppendAttribute(Html& html, std::string_view name, std::string_view value) {
  html.text.append(" ").append(name).append("=\"");
  AppendEscaped(html.text, value);
  html.text += '"';
}

/// ` srcset="… 480w, … 960w" sizes="…"`; a single copy needs no widths.
void AppendSources(Html& html, const Image& image, ImageKind kind) {
  const bool single = image.recipe.widths.size() == 1;
  html.text += " srcset=\"";
  for (const uint32_t width : image.recipe.widths) {
    if (width != image.recipe.widths.front()) html.text += ", ";
    AppendAddress(html, image.PathOf(width, kind));
    if (!single) html.text += fmt::format(" {}w", width);
  }
  html.text += '"';
  if (!single) AppendAttribute(html, "sizes", kSizes);
}

void AppendUse(Html& html, const ImageUse& use) {
  AppendAttribute(html, "alt", use.alt);
  if (!use.title.empty()) AppendAttribute(html, "title", use.title);
  if (!use.language.empty()) AppendAttribute(html, "lang", use.language);
  if (!use.first) html.text += " loading=\"lazy\"";
  html.text += " decoding=\"async\">";
}

}  // namespace

std::string Image::PathOf(uint32_t copy_width, ImageKind kind) const {
  return linked ? fmt::format("{}.{}", path, EndingOf(kind))
                : fmt::format("{}-{}.{}", path, copy_width, EndingOf(kind));
}

std::string Image::Address() const { return HasCopies() ? PathOf(recipe.widths.back(), recipe.CopyKind()) : path; }

void AppendImage(Html& html, const Image& image, const ImageUse& use) {
  if (image.recipe.webp) {
    html.text += "<picture><source type=\"image/webp\"";
    AppendSources(html, image, ImageKind::kWebp);
    html.text += '>';
  }
  html.text += "<img src=\"";
  AppendAddress(html, image.Address());
  html.text += '"';
  if (image.recipe.widths.size() > 1) AppendSources(html, image, image.recipe.kind);
  if (image.Width() > 0) html.text += fmt::format(" width=\"{}\" height=\"{}\"", image.Width(), image.Height());
  AppendUse(html, use);
  if (image.recipe.webp) html.text += "</picture>";
}

void AppendForeignImage(Html& html, std::string_view address, const ImageUse& use) {
  html.text += "<img";
  AppendAttribute(html, "src", address);
  AppendUse(html, use);
}

}  // namespace kyodo
