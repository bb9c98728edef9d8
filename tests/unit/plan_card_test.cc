// What pages say of themselves to services that show them, and links to maps.
#include <catch2/catch.hpp>

#include "plan/card.h"
#include "testing.h"
#include "views/addresses.h"

namespace kyodo::testing {
namespace {

constexpr const char* kCardTemplate =
    "{% set c = page.card_image %}{{ page.locale }}{% for a in page.alternates %} {{ a.locale }}{% endfor %}"
    "{% if c %} {{ c.url }} {{ c.alt }} {{ c.width }}x{{ c.height }}{% endif %}";

/// The small site whose records may have pictures, with `social_image: card.png`.
Files SiteWithCards(const Files& more) {
  Files files = SmallSiteWith(
      {{"site/site.yaml",
        "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/city/\nlanguages: [ja, en]\ntheme: plain\n"
        "social_image: card.png\n"},
       {"site/assets/card.png", ImageFile("wide.png")},
       {"site/schema/groups.yaml",
        "format: record\nlabel: {ja: 団体, en: Groups}\ntitle: name\nfields:\n"
        "  name: {type: string, translate: true}\n  kana: {type: string}\n  active: {type: boolean}\n"
        "  district: {type: term, vocabulary: districts}\n"
        "  secret: {type: image, private: true}\n  picture: {type: image}\n  place: {type: place}\n"},
       {"site/themes/plain/templates/record.html", kCardTemplate}});
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

TEST_CASE("Cards: the site's picture stands for pages without one", "[render][card]") {
  Loaded loaded = LoadFiles(SiteWithCards({}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  const std::string page = pages.at("en/groups/ume.html");
  CHECK(page.substr(0, 60) == "en_US ja_JP en_US https://example.jp/city/card.png Sample " + page.substr(58, 2));
}

TEST_CASE("Cards: the first public photograph of a record comes before it", "[render][card]") {
  Loaded loaded = LoadFiles(
      SiteWithCards({{"site/groups/wide.png", ImageFile("wide.png")},
                     {"site/groups/ume.yaml",
                      "name: {ja: 梅の会, en: Plum Club}\nsecret: {src: wide.png, alt: {ja: 秘密, en: Secret}}\n"
                      "picture: {src: wide.png, alt: {ja: 梅, en: Plums}}\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  const std::string& page = pages.at("en/groups/ume.html");
  CHECK(page.find(" https://example.jp/city/media/wide.") != std::string::npos);
  CHECK(page.find(".png Plums ") != std::string::npos);
}

TEST_CASE("Cards: a site that names no picture has its name drawn in each language", "[render][card]") {
  Loaded loaded = LoadFiles(SiteWithCards({{"site/site.yaml",
                                            "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/city/\n"
                                            "languages: [ja, en]\ntheme: plain\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  for (const std::string language : {"ja", "en"}) {
    const std::string& page = pages.at(language == "ja" ? "groups/ume.html" : "en/groups/ume.html");
    CHECK(page.find(" https://example.jp/city/media/card-" + language + ".") != std::string::npos);
    CHECK(page.find("1200x630") != std::string::npos);
  }
}

TEST_CASE("Cards: a collection with a listing has its name drawn, once for languages with the same words",
          "[render][card]") {
  // Address and alternative text, by language.
  const auto cards = [](const std::string& label) {
    Loaded loaded = LoadFiles(SiteWithCards(
        {{"site/site.yaml", "title: Sample\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n"},
         {"site/schema/groups.yaml",
          "format: record\nlabel: " + label +
              "\ntitle: name\nfields:\n  name: {type: string, translate: true}\n"
              "  kana: {type: string}\n  active: {type: boolean}\n"
              "  district: {type: term, vocabulary: districts}\nlisting: {sort: [name]}\n"}}));
    const auto pages = RenderAll(loaded);
    CHECK(loaded.Problems() == "");
    std::vector<std::string> found;
    for (const char* path : {"groups/ume.html", "en/groups/ume.html"}) {
      const std::string& page = pages.at(path);
      const size_t at = page.find("https://");
      found.push_back(page.substr(at, page.find(" 1200x630") - at));
    }
    return found;
  };
  const std::vector<std::string> two = cards("{ja: 団体, en: Groups}"), one = cards("Clubs");
  CHECK(two[0].starts_with("https://example.jp/media/card-ja."));
  CHECK(two[0].ends_with(".png 団体"));
  CHECK(two[1].starts_with("https://example.jp/media/card-en."));
  CHECK(two[1].ends_with(".png Groups"));
  CHECK(one[0].ends_with(".png Clubs"));
  CHECK(one[0] == one[1]);
}

TEST_CASE("OpenGraphLocale: adds the likely territory", "[card]") {
  CHECK(render::OpenGraphLocale("ja") == "ja_JP");
  CHECK(render::OpenGraphLocale("ja-x-easy") == "ja_JP");
  CHECK(render::OpenGraphLocale("zh-Hans") == "zh_CN");
  CHECK(render::OpenGraphLocale("pt-PT") == "pt_PT");
}

TEST_CASE("map_url: a place with coordinates has a link to the map", "[render][card]") {
  Files site = SiteWithCards(
      {{"site/groups/ume.yaml",
        "name: {ja: 梅の会, en: Plum Club}\nplace: {address: {ja: 芝1, en: Shiba 1}, latitude: 35.65, longitude: "
        "139.75}\n"},
       {"site/groups/take.yaml", "name: {ja: 竹の会}\nplace: {address: {ja: 芝2, en: Shiba 2}}\n"},
       {"site/themes/plain/templates/record.html",
        "{% for f in record | facts %}{% for v in f.values %}[{{ v.text }} {{ v.href }}]{% endfor %}{% endfor %}"}});
  site["site/site.yaml"] += "map_url: 'https://map.example/?q={latitude},{longitude}#{latitude}'\n";
  Loaded loaded = LoadFiles(site);
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("en/groups/ume.html") == "[Shiba 1 ][map.example https://map.example/?q=35.65,139.75#35.65]");
  CHECK(pages.at("groups/take.html") == "[芝2 ]");
}

}  // namespace
}  // namespace kyodo::testing
