#include <catch2/catch.hpp>

#include "core/hash.h"
#include "images/cache.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

ImageRecipe RecipeOf(std::string_view bytes) { return RecipeForPages(ReadImageHeader(bytes).value()); }

ImageRecipe RecipeOfSize(uint32_t width, uint32_t height) {
  ImageHeader header;
  header.width = width;
  header.height = height;
  return RecipeForPages(header);
}

struct MadeCopies {
  ImageOutcome outcome = ImageOutcome::kLimit;
  std::string packed;
};

MadeCopies Make(const ImageRecipe& recipe, const std::string& bytes, ImagePool& pool = SharedImagePool()) {
  MadeCopies made;
  REQUIRE(pool.Run(
      1,
      [&](size_t) {
        return ImagePool::Original{recipe, bytes};
      },
      [&](size_t, ImageOutcome outcome, std::string_view packed) {
        made = {outcome, std::string(packed)};
      }));
  return made;
}

/// "480x240 webp" of every copy, from the copy's own header.
std::string Sizes(const std::string& packed) {
  std::string out;
  const std::vector<ImageCopy> copies = UnpackCopies(packed).value();
  for (const ImageCopy& copy : copies) {
    const ImageHeader header = ReadImageHeader(copy.bytes).value();
    CHECK(header.kind == copy.kind);
    CHECK(header.width == copy.width);
    CHECK(header.turn == 1);
    out += std::to_string(header.width) + "x" + std::to_string(header.height) + " ";
    out.append(EndingOf(header.kind)).append("\n");
  }
  return out;
}

TEST_CASE("RecipeForPages: widths are at most the image's own and not close to the widest", "[formats][image]") {
  using Widths = std::vector<uint32_t>;
  CHECK(RecipeOfSize(4000, 3000).widths == Widths{480, 960, 1440});
  CHECK(RecipeOfSize(1440, 900).widths == Widths{480, 960, 1440});
  CHECK(RecipeOfSize(1000, 900).widths == Widths{480, 1000});
  CHECK(RecipeOfSize(500, 900).widths == Widths{500});
  CHECK(RecipeOfSize(1, 1).widths == Widths{1});
  CHECK(RecipeOfSize(16000, 10).HeightAt(480) == 1);
}

TEST_CASE("EncodeRecipe: comes back as it was, and nothing else does", "[formats][image]") {
  const ImageRecipe recipe = RecipeOf(ImageFile("turned-6.jpg"));
  const std::string line = EncodeRecipe(recipe);
  CHECK(line == "2 jpg 64 32 6 1 64");
  CHECK(EncodeRecipe(DecodeRecipe(line).value()) == line);
  for (const char* wrong : {"", "2", "1 jpg 64 32 6 1 64", "2 gif 64 32 6 1 64", "2 jpg 64 32 9 1 64",
                            "2 jpg 0 32 1 1 64", "2 jpg 64 32 6 1 0", "2 jpg 64 32 6 1 6x"})
    CHECK(!DecodeRecipe(wrong));
}

TEST_CASE("UnpackCopies: refuses what is cut or longer", "[formats][image]") {
  const std::string packed = PackCopies({{480, ImageKind::kWebp, "abc"}, {480, ImageKind::kJpeg, "de"}});
  CHECK(packed == "480 webp 3\n480 jpg 2\n\nabcde");
  CHECK(UnpackCopies(packed).value()[1].bytes == "de");
  CHECK(!UnpackCopies(packed + "f"));
  for (size_t size = 0; size < packed.size(); ++size) CHECK(!UnpackCopies(packed.substr(0, size)));
}

TEST_CASE("ImagePool: makes a WebP and a copy of the same kind in every width", "[formats][image][vips]") {
  const std::string wide = ImageFile("wide.png");
  const MadeCopies made = Make(RecipeOf(wide), wide);
  REQUIRE(made.outcome == ImageOutcome::kDone);
  CHECK(Sizes(made.packed) == "1440x720 webp\n1440x720 png\n960x480 webp\n960x480 png\n480x240 webp\n480x240 png\n");
  const std::string webp = ImageFile("plain.webp");
  CHECK(Sizes(Make(RecipeOf(webp), webp).packed) == "64x32 webp\n");
}

TEST_CASE("ImagePool: draws an SVG by kyodo as PNG, and no SVG under another name", "[formats][image][vips]") {
  const std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><rect width=\"20\" height=\"10\"/></svg>";
  ImageRecipe recipe;
  recipe.kind = ImageKind::kSvg;
  recipe.width = 20;
  recipe.height = 10;
  recipe.widths = {20};
  const MadeCopies drawn = Make(recipe, svg);
  // A machine without fonts draws no text, and so nothing.
  if (drawn.outcome != ImageOutcome::kNoFont) {
    CHECK(drawn.outcome == ImageOutcome::kDone);
    CHECK(Sizes(drawn.packed) == "20x10 png\n");
  }
  recipe.kind = ImageKind::kPng;
  CHECK(Make(recipe, svg).outcome == ImageOutcome::kDamaged);
}

TEST_CASE("ImagePool: all eight orientations are turned upright", "[formats][image][vips]") {
  const std::string upright = ImageFile("turned-1.jpg");
  const MadeCopies first = Make(RecipeOf(upright), upright);
  REQUIRE(first.outcome == ImageOutcome::kDone);
  for (int turn = 2; turn <= 8; ++turn) {
    INFO(turn);
    const std::string turned = ImageFile("turned-" + std::to_string(turn) + ".jpg");
    const ImageRecipe recipe = RecipeOf(turned);
    CHECK(recipe.turn == turn);
    // Four flat quarters, so that turning costs no quality and the bytes are equal.
    CHECK((Make(recipe, turned).packed == first.packed));
  }
}

TEST_CASE("ImagePool: nothing is left of Exif, XMP, IPTC and profiles", "[formats][image][vips]") {
  const std::string original = ImageFile("turned-6.jpg");
  for (const char* secret : {"SecretExif", "SecretXmp", "SecretIptc"})
    CHECK(original.find(secret) != std::string::npos);
  const std::string link = Make(RecipeForLinks(ReadImageHeader(original).value()), original).packed;
  for (const std::string& packed : {Make(RecipeOf(original), original).packed, link}) {
    REQUIRE(!packed.empty());
    for (const char* trace : {"Secret", "Exif", "EXIF", "XMP", "xmp", "Photoshop", "ICC"})
      CHECK(packed.find(trace) == std::string::npos);
  }
}

TEST_CASE("ImagePool: colours of another space become sRGB", "[formats][image][vips]") {
  const std::string wide_gamut = ImageFile("p3.png"), plain = ImageFile("srgb.png");
  const MadeCopies made = Make(RecipeOf(wide_gamut), wide_gamut);
  REQUIRE(made.outcome == ImageOutcome::kDone);
  CHECK((made.packed == Make(RecipeOf(plain), plain).packed));
}

TEST_CASE("ImagePool: the same input gives the same bytes", "[formats][image][vips]") {
  const std::string wide = ImageFile("wide.png"), photo = ImageFile("turned-6.jpg");
  for (const std::string& bytes : {wide, photo}) {
    ImagePool::Original original{RecipeOf(bytes), bytes};
    std::vector<std::string> packed(6);
    REQUIRE(SharedImagePool().Run(
        packed.size(), [&](size_t) { return original; },
        [&](size_t index, ImageOutcome, std::string_view copies) { packed[index] = copies; }));
    CHECK((packed == std::vector<std::string>(6, packed.front())));
  }
}

TEST_CASE("ImagePool: an image that is cut off is damaged", "[formats][image][vips]") {
  for (const char* name : {"turned-1.jpg", "wide.png", "plain.webp"}) {
    INFO(name);
    std::string cut = ImageFile(name);
    const ImageRecipe recipe = RecipeOf(cut);
    cut.resize(cut.size() - 30);
    CHECK(Make(recipe, cut).outcome == ImageOutcome::kDamaged);
    CHECK(Make(recipe, "").outcome == ImageOutcome::kDamaged);
  }
}

TEST_CASE("ImagePool: an image of another size than its header's is damaged", "[formats][image][vips]") {
  const std::string photo = ImageFile("turned-1.jpg");
  ImageRecipe recipe = RecipeOf(photo);
  recipe.width = 128;
  CHECK(Make(recipe, photo).outcome == ImageOutcome::kDamaged);
}

TEST_CASE("ImagePool: no other format is decoded, whatever the request says", "[formats][image][vips]") {
  const ImageRecipe recipe = RecipeOfSize(10, 10);
  CHECK(Make(recipe, "<svg width=\"10\" height=\"10\"/>").outcome == ImageOutcome::kDamaged);
  CHECK(Make(recipe, "P3 1 1 255 0 0 0\n").outcome == ImageOutcome::kDamaged);
}

struct CacheTest {
  std::unique_ptr<FileSystem> files = MakeMemoryFileSystem({{"site/wide.png", ImageFile("wide.png")}});
  const std::string bytes = ImageFile("wide.png");
  const ImageJob job{RecipeOf(bytes), "site/wide.png", Hash(bytes)};
  const std::string path = "work/images/" + ImageKey(job.recipe, job.original_hash);
  std::string packed;
  ImageOutcome outcome = ImageOutcome::kLimit;

  /// How many images were decoded.
  size_t Run(CacheUse use = CacheUse::kKeep) {
    const ImageCache cache(*files, "work/images");
    return *FindOrMakeCopies({&job, 1}, *files, cache, use, SharedImagePool(),
                             [&](size_t, ImageOutcome how, std::string_view copies) {
                               outcome = how;
                               packed = copies;
                             });
  }
};

TEST_CASE("FindOrMakeCopies: a second run decodes nothing", "[formats][image][vips]") {
  CacheTest test;
  CHECK(test.Run() == 1);
  const std::string made = test.packed;
  REQUIRE(test.outcome == ImageOutcome::kDone);
  CHECK(test.Run() == 0);
  CHECK((test.packed == made));
}

TEST_CASE("FindOrMakeCopies: a cache file that is damaged, cut or gone is made again", "[formats][image][vips]") {
  CacheTest test;
  test.Run();
  const std::string made = test.packed;
  const std::string whole = *test.files->Read(test.path);
  for (const size_t at : {size_t{0}, size_t{15}, size_t{40}, whole.size() - 1}) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    REQUIRE(test.files->Write(test.path, changed));
    CHECK(test.Run() == 1);
    CHECK((test.packed == made));
    REQUIRE(test.files->Write(test.path, whole.substr(0, at)));
    CHECK(test.Run() == 1);
  }
  REQUIRE(test.files->RemoveFile(test.path));
  CHECK(test.Run() == 1);
  CHECK((*test.files->Read(test.path) == whole));
}

TEST_CASE("FindOrMakeCopies: an original that changed meanwhile is not published as another",
          "[formats][image][vips]") {
  CacheTest test;
  REQUIRE(test.files->Write("site/wide.png", ImageFile("srgb.png")));
  test.Run();
  CHECK(test.outcome == ImageOutcome::kDamaged);
  CHECK(!test.files->Read(test.path));
}

TEST_CASE("FindOrMakeCopies: a check makes one small copy and keeps nothing", "[formats][image][vips]") {
  CacheTest test;
  CHECK(test.Run(CacheUse::kFind) == 1);
  CHECK(Sizes(test.packed) == "480x240 png\n");
  CHECK(!test.files->List("work"));
}

TEST_CASE("ImageCache: keeps only what is needed", "[formats][image][vips]") {
  CacheTest test;
  test.Run();
  const std::string old(32, 'a'), folder(32, 'b');
  REQUIRE(test.files->Write("work/images/" + old, "x"));
  REQUIRE(test.files->Write("work/images/letter.txt", "somebody's"));
  REQUIRE(test.files->MakeFolders("work/images/" + folder));
  ImageCache(*test.files, "work/images").KeepOnly({ImageKey(test.job.recipe, test.job.original_hash)});
  CHECK(!test.files->Stat("work/images/" + old).ok());
  CHECK(test.files->Stat("work/images/letter.txt").ok());
  CHECK(test.files->Stat("work/images/" + folder).ok());
  CHECK(test.files->List("work/images")->size() == 3);
  CHECK(test.Run() == 0);
}

}  // namespace
}  // namespace kyodo::testing
