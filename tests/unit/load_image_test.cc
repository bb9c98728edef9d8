#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

const std::string kImageSchema =
    "format: record\nlabel: 写真\nfields:\n  title: {type: string}\n  photo: {type: image}\n  form: {type: file}\n"
    "  secret: {type: image, private: true}\n";

/// Paths of all that the site publishes besides pages.
std::string PublishedFiles(Loaded& loaded) {
  std::string out;
  const Derived none = {Lazy<DerivedFiles>([] { return DerivedFiles(); }),
                        Lazy<DerivedFiles>([] { return DerivedFiles(); })};
  const render::Renderer renderer(*loaded.site, *loaded.theme, none, loaded.diagnostics);
  for (const render::Output& output : renderer.plan().outputs()) {
    if (output.As<render::FileCopy>() || output.As<render::ImageCopyFile>()) out += output.path + "\n";
  }
  return out;
}

Files CaseWith(const std::string& text) {
  return SmallSiteWith({{"site/cases/cleaning.ja.md", "---\ntitle: 清掃\n---\n" + text},
                        {"site/cases/wide.png", ImageFile("wide.png")},
                        {"site/cases/small.jpg", ImageFile("turned-6.jpg")},
                        {"site/cases/plan.svg", "<svg viewBox=\"0 0 300 200\"/>"}});
}

std::string Body(const std::string& text) {
  Loaded loaded = LoadFiles(CaseWith(text));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  return pages.at("cases/cleaning.html");
}

TEST_CASE("Load: an image in a text has its widths, and only those behind the first are lazy", "[load][image]") {
  CHECK(Body("![広場](wide.png)\n\n文中の![花](small.jpg \"題\")と![図](plan.svg)\n") ==
        "清掃|<figure>\n<picture><source type=\"image/webp\" srcset=\"../media/wide.afe32b2224-480.webp 480w, "
        "../media/wide.afe32b2224-960.webp 960w, ../media/wide.afe32b2224-1440.webp 1440w\" "
        "sizes=\"(min-width: 46em) 44em, 100vw\"><img src=\"../media/wide.afe32b2224-1440.png\" "
        "srcset=\"../media/wide.afe32b2224-480.png 480w, ../media/wide.afe32b2224-960.png 960w, "
        "../media/wide.afe32b2224-1440.png 1440w\" sizes=\"(min-width: 46em) 44em, 100vw\" width=\"1440\" "
        "height=\"720\" alt=\"広場\" decoding=\"async\"></picture>\n</figure>\n"
        "<p>文中の<picture><source type=\"image/webp\" srcset=\"../media/small.68b20fac48-64.webp\"><img "
        "src=\"../media/small.68b20fac48-64.jpg\" width=\"64\" height=\"32\" alt=\"花\" title=\"題\" loading=\"lazy\" "
        "decoding=\"async\"></picture>と<img src=\"../media/plan.d6a86b299d.svg\" width=\"300\" height=\"200\" "
        "alt=\"図\" "
        "loading=\"lazy\" decoding=\"async\"></p>\n");
}

TEST_CASE("Load: a photograph behind a link loses its metadata, too", "[load][image][vips]") {
  Loaded loaded = LoadFiles(CaseWith("[写真](small.jpg)\n\n![写真](small.jpg)\n"));
  CHECK(PublishedFiles(loaded) ==
        "media/small.54159bc0f5.jpg\nmedia/small.68b20fac48-64.jpg\nmedia/small.68b20fac48-64.webp\n");
  CHECK(loaded.Problems() == "file.unused site/cases/plan.svg:0\nfile.unused site/cases/wide.png:0\n");
}

TEST_CASE("Load: images of hidden records and private fields are not published", "[load][image]") {
  Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/schema/photos.yaml", kImageSchema},
                     {"site/photos/a.yaml", "title: 甲\nsecret: {src: wide.png, alt: {ja: 広場}}\n"},
                     {"site/photos/b.yaml", "title: 乙\ndraft: true\nphoto: {src: wide.png, alt: {ja: 広場}}\n"},
                     {"site/photos/wide.png", ImageFile("wide.png")}}));
  CHECK(loaded.Problems() == "");
  CHECK(PublishedFiles(loaded) == "");
}

TEST_CASE("Renderer: templates see an image's sizes, and facts show its credit", "[render][image]") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/schema/photos.yaml", kImageSchema},
       {"site/photos/a.yaml",
        "title: 甲\nphoto: {src: wide.png, alt: {ja: 広場}, caption: {ja: 広場の朝}, credit: {ja: 港区, en: Minato}, "
        "licence: CC BY 4.0}\n"},
       {"site/photos/wide.png", ImageFile("wide.png")},
       {"site/themes/plain/templates/photos.html",
        "{% set i = record.photo %}{% if i %}{{ i.src }} {{ i.width }}x{{ i.height }} {{ i.licence }}:{% for s in "
        "i.webp_srcset %} {{ s.url }} {{ s.width }}w{% endfor %}{% endif %}\n{% for f in record | facts %}{% for v in "
        "f.values %}{{ v.html }}{% endfor %}{% endfor %}"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("en/photos/a.html") ==
        "../../media/wide.afe32b2224-1440.png 1440x720 CC BY 4.0: ../../media/wide.afe32b2224-480.webp 480w "
        "../../media/wide.afe32b2224-960.webp 960w ../../media/wide.afe32b2224-1440.webp 1440w<figure><picture><source "
        "type=\"image/webp\" srcset=\"../../media/wide.afe32b2224-480.webp 480w, ../../media/wide.afe32b2224-960.webp "
        "960w, ../../media/wide.afe32b2224-1440.webp 1440w\" sizes=\"(min-width: 46em) 44em, 100vw\"><img "
        "src=\"../../media/wide.afe32b2224-1440.png\" srcset=\"../../media/wide.afe32b2224-480.png 480w, "
        "../../media/wide.afe32b2224-960.png 960w, ../../media/wide.afe32b2224-1440.png 1440w\" sizes=\"(min-width: "
        "46em) 44em, 100vw\" width=\"1440\" height=\"720\" alt=\"広場\" lang=\"ja\" "
        "decoding=\"async\"></picture><figcaption><span lang=\"ja\">広場の朝</span> <small "
        "class=\"credit\">Minato</small> <small class=\"licence\">CC BY 4.0</small></figcaption></figure>");
}

TEST_CASE("Load: an image that cannot be used is told where it is named", "[load][image][vips]") {
  Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/cases/cleaning.ja.md", "---\ntitle: 清掃\n---\n本文\n\n![花](a.jpg)\n\n[花](b.jpg)\n"},
                     {"site/cases/a.jpg", ImageFile("wide.png")},
                     {"site/cases/b.jpg", "text"}}));
  CHECK(loaded.Problems() == "image.read site/cases/cleaning.ja.md:6\nimage.read site/cases/cleaning.ja.md:8\n");
}

}  // namespace
}  // namespace kyodo::testing
