#include "images/problems.h"

#include <fmt/format.h>

#include <cmath>

namespace kyodo {

namespace {

const char* const kRead = "image.read";

/// 4億画素, 36 megapixels.
Message Pixels(uint64_t pixels) {
  const auto rounded = static_cast<uint64_t>(std::llround(static_cast<double>(pixels) / 1e4));
  const std::string man = rounded >= 10000 ? fmt::format("{}億{}", rounded / 10000,
                                                         rounded % 10000 ? fmt::format("{}万", rounded % 10000) : "")
                                           : fmt::format("{}万", rounded);
  return {man + "画素", fmt::format("{:.0f} megapixels", static_cast<double>(pixels) / 1e6)};
}

ImageProblem NoImage(std::string_view name) {
  return {kRead,
          {fmt::format("画像として読めません: {}", name), fmt::format("Not an image that can be read: {}", name)},
          {"JPEG、PNG、WebP、GIF、SVG のどれかで保存し直します。iPhone の写真（HEIC）は JPEG にします。",
           "Save it as JPEG, PNG, WebP, GIF or SVG. Photographs of an iPhone (HEIC) become JPEG."}};
}

ImageProblem OtherKind(std::string_view name, ImageKind kind) {
  const std::string better =
      fmt::format("{}.{}", name.substr(0, std::min(name.rfind('.'), name.size())), EndingOf(kind));
  return {kRead,
          {fmt::format("中身は {} で、名前と合っていません: {}", NameOf(kind), name),
           fmt::format("The content is {}, which is not what its name says: {}", NameOf(kind), name)},
          {fmt::format("ファイルの名前を {} に変えます。", better), fmt::format("Rename the file to {}.", better)}};
}

ImageProblem Animated(std::string_view name, ImageKind kind) {
  return {kRead,
          {fmt::format("動く {} は使えません: {}", NameOf(kind), name),
           fmt::format("A moving {} cannot be used: {}", NameOf(kind), name)},
          {"動かない画像にするか、GIF で保存します。", "Make it a still image, or save it as GIF."}};
}

ImageProblem TooLarge(std::string_view name, const ImageHeader& header) {
  const Message pixels = Pixels(uint64_t{header.width} * header.height);
  return {"image.size",
          {fmt::format("画像が大きすぎます: {}（{}×{}、{}）", name, header.width, header.height, pixels.ja),
           fmt::format("The image is too large: {} ({} × {}, {})", name, header.width, header.height, pixels.en)},
          {"縦も横も 16,383 画素まで、全体で 5000万画素までです。画像ソフトで縮めます。例: 横 3000 画素",
           "At most 16,383 pixels a side and 50 megapixels in all. Shrink it. Example: 3000 pixels wide"}};
}

}  // namespace

ImageProblem CheckImage(std::string_view name, std::string_view bytes) {
  const std::optional<ImageKind> kind = KindByContent(bytes);
  if (!kind) return NoImage(name);
  if (KindByName(name) != kind) return OtherKind(name, *kind);
  const std::optional<ImageHeader> header = ReadImageHeader(bytes);
  if (!header) return ProblemOf(ImageOutcome::kDamaged, name);
  if (header->kind == ImageKind::kSvg || header->kind == ImageKind::kGif) return {};
  if (header->animated) return Animated(name, *kind);
  const bool large = header->width > kMaxImageSide || header->height > kMaxImageSide ||
                     uint64_t{header->width} * header->height > kMaxImagePixels;
  return large ? TooLarge(name, *header) : ImageProblem();
}

ImageProblem ProblemOf(ImageOutcome outcome, std::string_view name) {
  switch (outcome) {
    case ImageOutcome::kDone: return {};
    case ImageOutcome::kDamaged:
      return {kRead,
              {fmt::format("画像が壊れているか、途中で切れています: {}", name),
               fmt::format("The image is damaged or cut off: {}", name)},
              {"元の写真からもう一度写すか、画像ソフトで開いて保存し直します。",
               "Copy it once more from its source, or open it in an image program and save it again."}};
    case ImageOutcome::kLimit:
      return {kRead,
              {fmt::format("画像の処理に時間かメモリーがかかりすぎます: {}", name),
               fmt::format("The image takes too much time or memory: {}", name)},
              {"画像ソフトで開いて、小さくして保存し直します。", "Open it in an image program and save it smaller."}};
    case ImageOutcome::kNoLibrary:
      return {"image.worker",
              {"画像を処理する libvips がありません", "libvips, which makes the copies of images, is not installed"},
              {"scripts/setup を実行するか、libvips42 を入れます。", "Run scripts/setup, or install libvips42."}};
    case ImageOutcome::kNoFont: return ProblemOfDrawing(outcome);
  }
  return {};
}

ImageProblem ProblemOfDrawing(ImageOutcome outcome) {
  const Message hint = {
      "site.yaml の social_image: に、assets フォルダーの画像を書くこともできます。例: social_image: card.png",
      "Or name an image of the folder assets in site.yaml. Example: social_image: card.png"};
  if (outcome == ImageOutcome::kNoFont)
    return {"image.card",
            {"サイトの名前を書いた絵を作れません。その文字のあるフォントがありません（Debian: fonts-noto-cjk）",
             "No picture with the name of the site: no font has its characters (Debian: fonts-noto-cjk)"},
            hint};
  return {"image.card",
          {"サイトの名前を書いた絵を作れません。libvips で SVG を読めません（Debian: libvips42）",
           "No picture with the name of the site: libvips, or its reader of SVG, is missing (Debian: libvips42)"},
          hint};
}

}  // namespace kyodo
