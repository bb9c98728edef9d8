// The only file that knows libvips.
//
// It is found with dlopen when it is first needed. Of its loaders, which reach from
// PDF to microscopes, only those of the three kinds that kyodo takes are left open:
// many of the others are not made for files from strangers. That of SVG is opened for
// what kyodo drew itself, and for nothing else.
#include "images/vips.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <vips/vips.h>

#include <deque>
#include <memory>

#include "images/fonts.h"

namespace kyodo {

namespace {

constexpr const char* kVipsLibrary = "libvips.so.42";
constexpr int kJpegQuality = 82;
constexpr int kWebpQuality = 80;
constexpr int kWebpEffort = 4;

/// The functions used, under their names without "vips_".
struct Vips {
  decltype(&::vips_init) init;
  decltype(&::vips_concurrency_set) concurrency_set;
  decltype(&::vips_cache_set_max) cache_set_max;
  decltype(&::vips_operation_block_set) operation_block_set;
  decltype(&::vips_error_clear) error_clear;
  decltype(&::vips_image_new_from_buffer) image_new_from_buffer;
  decltype(&::vips_image_get_width) image_get_width;
  decltype(&::vips_image_get_height) image_get_height;
  decltype(&::vips_image_get_bands) image_get_bands;
  decltype(&::vips_image_get_typeof) image_get_typeof;
  decltype(&::vips_image_copy_memory) image_copy_memory;
  decltype(&::vips_image_write_to_memory) image_write_to_memory;
  decltype(&::vips_image_new_from_memory_copy) image_new_from_memory_copy;
  decltype(&::vips_copy) copy;
  decltype(&::vips_thumbnail_buffer) thumbnail_buffer;
  decltype(&::vips_thumbnail_image) thumbnail_image;
  decltype(&::vips_colourspace) colourspace;
  decltype(&::vips_cast) cast;
  decltype(&::vips_rot) rot;
  decltype(&::vips_flip) flip;
  decltype(&::vips_flatten) flatten;
  decltype(&::vips_jpegsave_buffer) jpegsave_buffer;
  decltype(&::vips_pngsave_buffer) pngsave_buffer;
  decltype(&::vips_webpsave_buffer) webpsave_buffer;
  decltype(&::g_object_unref) object_unref;
  decltype(&::g_free) free;
};

template <class Function>
bool Find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

bool FindAll(void* library, Vips& vips) {
  return Find(library, "vips_init", vips.init) && Find(library, "vips_concurrency_set", vips.concurrency_set) &&
         Find(library, "vips_cache_set_max", vips.cache_set_max) &&
         Find(library, "vips_operation_block_set", vips.operation_block_set) &&
         Find(library, "vips_error_clear", vips.error_clear) &&
         Find(library, "vips_image_new_from_buffer", vips.image_new_from_buffer) &&
         Find(library, "vips_image_get_width", vips.image_get_width) &&
         Find(library, "vips_image_get_height", vips.image_get_height) &&
         Find(library, "vips_image_get_bands", vips.image_get_bands) &&
         Find(library, "vips_image_get_typeof", vips.image_get_typeof) &&
         Find(library, "vips_image_copy_memory", vips.image_copy_memory) &&
         Find(library, "vips_image_write_to_memory", vips.image_write_to_memory) &&
         Find(library, "vips_image_new_from_memory_copy", vips.image_new_from_memory_copy) &&
         Find(library, "vips_copy", vips.copy) && Find(library, "vips_thumbnail_buffer", vips.thumbnail_buffer) &&
         Find(library, "vips_thumbnail_image", vips.thumbnail_image) &&
         Find(library, "vips_colourspace", vips.colourspace) && Find(library, "vips_cast", vips.cast) &&
         Find(library, "vips_rot", vips.rot) && Find(library, "vips_flip", vips.flip) &&
         Find(library, "vips_flatten", vips.flatten) && Find(library, "vips_jpegsave_buffer", vips.jpegsave_buffer) &&
         Find(library, "vips_pngsave_buffer", vips.pngsave_buffer) &&
         Find(library, "vips_webpsave_buffer", vips.webpsave_buffer) &&
         Find(library, "g_object_unref", vips.object_unref) && Find(library, "g_free", vips.free);
}

/// Loads and starts libvips once a process; null when it is not there. It is never unloaded.
const Vips* Library() {
  static const Vips* const kVips = []() -> const Vips* {
    setenv("VIPS_WARNING", "0", 1);  // nothing on the terminal but what kyodo says
    void* const library = dlopen(kVipsLibrary, RTLD_NOW | RTLD_LOCAL);
    static Vips vips;
    if (!library || !FindAll(library, vips) || vips.init("kyodo") != 0) return nullptr;
    vips.operation_block_set("VipsForeignLoad", TRUE);
    for (const char* loader : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
      vips.operation_block_set(loader, FALSE);
    vips.concurrency_set(1);  // the workers are as many as the threads asked for
    vips.cache_set_max(0);
    return &vips;
  }();
  return kVips;
}

struct Unref {
  void operator()(VipsImage* image) const { Library()->object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// Copies of one image. Every step gives null or false when libvips fails.
class CopyMaker {
 public:
  CopyMaker(const Vips& vips, const ImageRecipe& recipe, std::string_view bytes)
      : vips_(vips), recipe_(recipe), bytes_(bytes) {}

  bool Run(std::string& out) {
    if (recipe_.kind == ImageKind::kSvg) return Draw(out);
    bool has_profile = false;
    if (!IsAsTold(has_profile)) return false;
    Image image = Decode(has_profile);
    // A profile that is no use is better left out than the photograph.
    if (!image && has_profile) image = Decode(false);
    if (!image) return false;
    // From the widest down; each is made of the widest, which is in memory by now.
    for (size_t i = recipe_.widths.size(); i-- > 0;) {
      const uint32_t width = recipe_.widths[i];
      const Image smaller = width == recipe_.widths.back() ? nullptr : Shrink(image.get(), width);
      if (!smaller && width != recipe_.widths.back()) return false;
      VipsImage* const copy = smaller ? smaller.get() : image.get();
      if (recipe_.webp && !Encode(copy, width, ImageKind::kWebp)) return false;
      if (!Encode(copy, width, recipe_.kind)) return false;
    }
    out = PackCopies(copies_);
    return true;
  }

 private:
  bool Draw(std::string& out) {
    vips_.operation_block_set("VipsForeignLoadSvg", FALSE);
    const bool drawn = DrawAll();
    vips_.operation_block_set("VipsForeignLoadSvg", TRUE);
    if (drawn) out = PackCopies(copies_);
    return drawn;
  }

  /// The one width of a drawing, without the transparency that it has no use for.
  bool DrawAll() {
    bool has_profile = false;
    if (!IsAsTold(has_profile)) return false;
    const Image image(vips_.image_new_from_buffer(bytes_.data(), bytes_.size(), "", nullptr));
    VipsImage* out = nullptr;
    if (!image || vips_.flatten(image.get(), &out, nullptr) != 0) return false;
    const Image flat = OnlyPixels(Image(out).get());
    return flat && Encode(flat.get(), recipe_.width, ImageKind::kPng);
  }

  bool sideways() const { return recipe_.turn >= 5; }

  /// Has the image the size that the header gave, before a pixel is decoded?
  bool IsAsTold(bool& has_profile) const {
    const Image image(vips_.image_new_from_buffer(bytes_.data(), bytes_.size(), "", nullptr));
    if (!image) return false;
    has_profile = vips_.image_get_typeof(image.get(), VIPS_META_ICC_NAME) != 0;
    const auto width = static_cast<uint32_t>(vips_.image_get_width(image.get()));
    const auto height = static_cast<uint32_t>(vips_.image_get_height(image.get()));
    return sideways() ? width == recipe_.height && height == recipe_.width
                      : width == recipe_.width && height == recipe_.height;
  }

  /// The widest copy, in memory. Colours without a profile are sRGB as they stand.
  Image Decode(bool by_profile) const {
    const uint32_t width = recipe_.widths.back(), height = recipe_.HeightAt(width);
    const int across = static_cast<int>(sideways() ? height : width);
    const int down = static_cast<int>(sideways() ? width : height);
    // Its own argument fail_on is lost on libvips 8.14.
    const char* const profile = by_profile ? "export_profile" : nullptr;
    VipsImage* out = nullptr;
    // It only reads the buffer; the parameter is not const for history's sake.
    const int failed = vips_.thumbnail_buffer(const_cast<char*>(bytes_.data()), bytes_.size(), &out, across, "height",
                                              down, "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, "option_string",
                                              "fail_on=error", profile, "srgb", nullptr);
    Image image(failed ? nullptr : out);
    if (image) image = InPlainColours(image.get());
    // Turning by 90° reads columns: first all pixels, then the turn.
    if (image) image.reset(vips_.image_copy_memory(image.get()));
    if (image) image = Turn(std::move(image));
    return image ? OnlyPixels(image.get()) : nullptr;
  }

  /// 8 bits, grey or sRGB: what has no profile comes from decoding as it was.
  Image InPlainColours(VipsImage* from) const {
    const bool grey = vips_.image_get_bands(from) < 3;
    VipsImage* out = nullptr;
    if (vips_.colourspace(from, &out, grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, nullptr) != 0)
      return nullptr;
    const Image coloured(out);
    if (vips_.cast(coloured.get(), &out, VIPS_FORMAT_UCHAR, nullptr) != 0) return nullptr;
    return Image(out);
  }

  /// The same image without a past: no Exif, XMP, IPTC, profile, or whatever else a
  /// file may carry. The savers' option for that is not all there is: in 8.14 that of
  /// WebP forgets it.
  Image OnlyPixels(VipsImage* from) const {
    size_t size = 0;
    const std::unique_ptr<void, decltype(&::g_free)> pixels(vips_.image_write_to_memory(from, &size), vips_.free);
    if (!pixels) return nullptr;
    const int bands = vips_.image_get_bands(from);
    const Image bare(vips_.image_new_from_memory_copy(pixels.get(), size, vips_.image_get_width(from),
                                                      vips_.image_get_height(from), bands, VIPS_FORMAT_UCHAR));
    if (!bare) return nullptr;
    VipsImage* out = nullptr;
    const auto space = bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
    return Image(vips_.copy(bare.get(), &out, "interpretation", space, nullptr) == 0 ? out : nullptr);
  }

  /// Exif orientation: 2 mirrored, 3 upside down, 4 both, 5 … 8 the same on their side.
  Image Turn(Image image) const {
    constexpr VipsAngle kAngles[] = {VIPS_ANGLE_D0,  VIPS_ANGLE_D0,  VIPS_ANGLE_D180, VIPS_ANGLE_D180,
                                     VIPS_ANGLE_D90, VIPS_ANGLE_D90, VIPS_ANGLE_D270, VIPS_ANGLE_D270};
    const bool mirrored = recipe_.turn == 2 || recipe_.turn == 4 || recipe_.turn == 5 || recipe_.turn == 7;
    VipsImage* out = nullptr;
    if (vips_.rot(image.get(), &out, kAngles[recipe_.turn - 1], nullptr) != 0) return nullptr;
    image.reset(out);
    if (!mirrored) return image;
    if (vips_.flip(image.get(), &out, VIPS_DIRECTION_HORIZONTAL, nullptr) != 0) return nullptr;
    return Image(out);
  }

  Image Shrink(VipsImage* from, uint32_t width) const {
    VipsImage* out = nullptr;
    const int failed =
        vips_.thumbnail_image(from, &out, static_cast<int>(width), "height", static_cast<int>(recipe_.HeightAt(width)),
                              "size", VIPS_SIZE_FORCE, "no_rotate", TRUE, nullptr);
    Image image(failed ? nullptr : out);
    if (image) image.reset(vips_.image_copy_memory(image.get()));
    return image;
  }

  bool Encode(VipsImage* image, uint32_t width, ImageKind kind) {
    void* buffer = nullptr;
    size_t size = 0;
    if (Save(image, kind, &buffer, &size) != 0) return false;
    const std::unique_ptr<void, decltype(&::g_free)> owner(buffer, vips_.free);
    const std::string_view bytes(static_cast<const char*>(buffer), size);
    buffers_.push_back(kind == ImageKind::kWebp ? WithoutWebpMetadata(bytes) : std::string(bytes));
    copies_.push_back({width, kind, buffers_.back()});
    return true;
  }

  int Save(VipsImage* image, ImageKind kind, void** buffer, size_t* size) const {
    switch (kind) {
      case ImageKind::kJpeg:
        return vips_.jpegsave_buffer(image, buffer, size, "Q", kJpegQuality, "optimize_coding", TRUE, "interlace", TRUE,
                                     "strip", TRUE, nullptr);
      case ImageKind::kPng:
        // What kyodo drew has few colours: 20 KB in 4 ms. Choosing a palette would take 17 ms for 7 KB, which only
        // programs fetch.
        if (recipe_.kind == ImageKind::kSvg) {
          return vips_.pngsave_buffer(image, buffer, size, "compression", 3, "filter", VIPS_FOREIGN_PNG_FILTER_NONE,
                                      "strip", TRUE, nullptr);
        }
        return vips_.pngsave_buffer(image, buffer, size, "compression", 6, "filter", VIPS_FOREIGN_PNG_FILTER_ALL,
                                    "strip", TRUE, nullptr);
      default:
        // What came as PNG is mostly drawn, where lossy edges show and lossless is small.
        return vips_.webpsave_buffer(image, buffer, size, "Q", kWebpQuality, "effort", kWebpEffort, "lossless",
                                     recipe_.kind == ImageKind::kPng ? TRUE : FALSE, "strip", TRUE, nullptr);
    }
  }

  const Vips& vips_;
  const ImageRecipe& recipe_;
  const std::string_view bytes_;
  std::vector<ImageCopy> copies_;
  std::deque<std::string> buffers_;
};

}  // namespace

ImageOutcome MakeCopies(const ImageRecipe& recipe, std::string_view bytes, std::string& out) {
  out.clear();
  const Vips* const vips = Library();
  if (!vips) return ImageOutcome::kNoLibrary;
  if (recipe.kind == ImageKind::kSvg && !FontsHave(bytes)) return ImageOutcome::kNoFont;
  const bool made = CopyMaker(*vips, recipe, bytes).Run(out);
  vips->error_clear();
  return made ? ImageOutcome::kDone : ImageOutcome::kDamaged;
}

std::string_view ImageLibraryVersion() { return VIPS_VERSION; }

}  // namespace kyodo
