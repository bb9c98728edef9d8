#include "images/copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.h"

namespace kyodo {

namespace {

// Raise it when copies are made in another way: then addresses and cache change.
constexpr uint32_t kVersion = 2;
constexpr std::array<uint32_t, 3> kWidths = {480, 960, 1440};

bool ReadKind(std::string_view ending, ImageKind& out) {
  for (const ImageKind kind : {ImageKind::kJpeg, ImageKind::kPng, ImageKind::kWebp, ImageKind::kSvg}) {
    if (ending != EndingOf(kind)) continue;
    out = kind;
    return true;
  }
  return false;
}

ImageRecipe WithoutCopies(const ImageHeader& header) {
  ImageRecipe recipe;
  recipe.kind = header.kind;
  recipe.width = header.width;
  recipe.height = header.height;
  recipe.turn = header.turn;
  return recipe;
}

bool IsDrawn(ImageKind kind) { return kind == ImageKind::kGif || kind == ImageKind::kSvg; }

}  // namespace

uint32_t ImageRecipe::HeightAt(uint32_t copy_width) const {
  if (width == 0) return 0;
  const double exact = static_cast<double>(height) * copy_width / width;
  return std::max<uint32_t>(1, static_cast<uint32_t>(std::lround(exact)));
}

ImageRecipe RecipeForPages(const ImageHeader& header) {
  ImageRecipe recipe = WithoutCopies(header);
  if (IsDrawn(header.kind)) return recipe;
  recipe.webp = header.kind != ImageKind::kWebp;
  const uint32_t widest = std::min(header.width, kWidths.back());
  for (const uint32_t width : kWidths) {
    // A copy that saves less than a fifth of the width is not worth its file.
    if (width * 5 <= widest * 4) recipe.widths.push_back(width);
  }
  recipe.widths.push_back(widest);
  return recipe;
}

ImageRecipe RecipeForLinks(const ImageHeader& header) {
  ImageRecipe recipe = WithoutCopies(header);
  if (!IsDrawn(header.kind)) recipe.widths.push_back(header.width);
  return recipe;
}

std::string EncodeRecipe(const ImageRecipe& recipe) {
  return fmt::format("{} {} {} {} {} {} {}", kVersion, EndingOf(recipe.kind), recipe.width, recipe.height, recipe.turn,
                     recipe.webp ? 1 : 0, fmt::join(recipe.widths, " "));
}

std::optional<ImageRecipe> DecodeRecipe(std::string_view line) {
  const std::vector<std::string_view> words = Split(line, ' ');
  ImageRecipe recipe;
  uint32_t version = 0, turn = 0, webp = 0;
  const bool good = words.size() >= 7 && ReadNumber(words[0], version) && version == kVersion &&
                    ReadKind(words[1], recipe.kind) && ReadNumber(words[2], recipe.width) &&
                    ReadNumber(words[3], recipe.height) && ReadNumber(words[4], turn) && turn >= 1 && turn <= 8 &&
                    ReadNumber(words[5], webp);
  if (!good || recipe.width == 0 || recipe.height == 0) return std::nullopt;
  recipe.turn = static_cast<uint8_t>(turn);
  recipe.webp = webp != 0;
  for (size_t i = 6; i < words.size(); ++i) {
    if (!ReadNumber(words[i], recipe.widths.emplace_back()) || recipe.widths.back() == 0) return std::nullopt;
  }
  return recipe;
}

std::string PackCopies(const std::vector<ImageCopy>& copies) {
  std::string packed;
  for (const ImageCopy& copy : copies)
    packed += fmt::format("{} {} {}\n", copy.width, EndingOf(copy.kind), copy.bytes.size());
  packed += '\n';
  for (const ImageCopy& copy : copies) packed += copy.bytes;
  return packed;
}

std::optional<std::vector<ImageCopy>> UnpackCopies(std::string_view packed) {
  std::vector<ImageCopy> copies;
  std::vector<uint32_t> sizes;
  for (;;) {
    const size_t end = packed.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = packed.substr(0, end);
    packed.remove_prefix(end + 1);
    if (line.empty()) break;
    const std::vector<std::string_view> words = Split(line, ' ');
    ImageCopy& copy = copies.emplace_back();
    const bool good = words.size() == 3 && ReadNumber(words[0], copy.width) && ReadKind(words[1], copy.kind) &&
                      ReadNumber(words[2], sizes.emplace_back());
    if (!good) return std::nullopt;
  }
  for (size_t i = 0; i < copies.size(); ++i) {
    if (packed.size() < sizes[i]) return std::nullopt;
    copies[i].bytes = packed.substr(0, sizes[i]);
    packed.remove_prefix(sizes[i]);
  }
  if (!packed.empty() || copies.empty()) return std::nullopt;
  return copies;
}

}  // namespace kyodo
