// Pages at the addresses of what is no more (plan/removed_page.h).
#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

constexpr const char* kTemplate =
    "<!DOCTYPE html>\n<html lang=\"{{ page.language }}\">\n<head>\n<title>{{ page.title }}</title>\n"
    "{% if page.noindex %}\n<meta name=\"robots\" content=\"noindex\">\n{% endif %}\n</head>\n"
    "<body class=\"{{ page.kind }}\">\n<h1>{{ page.heading }}</h1>\n<p>{{ removed.date | iso }} {{ removed.reason }}"
    "{% if removed.is_over %} over{% endif %}</p>\n{% for one in page.alternates %}{{ one.url }} {% endfor %}\n"
    "</body>\n</html>\n";

Files SiteWith(const std::string& removed, Files more = {}) {
  more.emplace("site/removed.yaml", removed);
  more.emplace("site/themes/plain/templates/removed.html", kTemplate);
  return SmallSiteWith(more);
}

bool Holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("removed.yaml: a page in each language says since when and why", "[render][removed]") {
  Loaded loaded =
      LoadFiles(SiteWith("pages:\n  - addresses: [groups/kiku.html, old/]\n    title: {ja: 菊の会, en: Mum Club}\n    "
                         "removed: 2026-03-01\n"
                         "    reason: {ja: 解散したため, en: It was dissolved}\n"));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(Holds(pages.at("groups/kiku.html"), "<h1>菊の会</h1>\n<p>2026-03-01 解散したため</p>\n"));
  CHECK(Holds(pages.at("en/groups/kiku.html"), "<h1>Mum Club</h1>\n<p>2026-03-01 It was dissolved</p>\n"));
  CHECK(Holds(pages.at("en/groups/kiku.html"), "noindex"));
  CHECK(Holds(pages.at("en/groups/kiku.html"), "<body class=\"removed\">"));
  CHECK(Holds(pages.at("en/groups/kiku.html"), "../../groups/kiku.html kiku.html"));
  CHECK(pages.count("old/index.html") == 1);
  CHECK(!Holds(pages.at("sitemap.xml"), "kiku"));
}

TEST_CASE("removed.yaml: an address in one language holds in that alone", "[render][removed]") {
  Loaded loaded = LoadFiles(SiteWith("pages: [{addresses: [en/groups/kiku.html], removed: 2026-03-01}]\n"));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.count("groups/kiku.html") == 0);
  CHECK(Holds(pages.at("en/groups/kiku.html"), "<p>2026-03-01 </p>"));
  CHECK(!Holds(pages.at("en/groups/kiku.html"), "/groups/kiku.html"));
}

TEST_CASE("removed.yaml: the address of a page is refused at its place", "[render][removed]") {
  Loaded loaded = LoadFiles(SiteWith("pages: [{addresses: [groups/ume.html], removed: 2026-03-01}]\n"));
  RenderAll(loaded);
  CHECK(loaded.Problems() == "removed.taken site/removed.yaml:1\nremoved.taken site/removed.yaml:1\n");
}

TEST_CASE("removed.yaml: a theme without the template is told", "[render][removed]") {
  Files site = SiteWith("pages: [{addresses: [groups/kiku.html], removed: 2026-03-01}]\n");
  site.erase("site/themes/plain/templates/removed.html");
  Loaded loaded = LoadFiles(site);
  RenderAll(loaded);
  CHECK(Holds(loaded.Problems(), "template.missing"));
}

TEST_CASE("publish_until: a page says that its time is over, and nothing else of the record", "[render][removed]") {
  Loaded loaded = LoadFiles(SiteWith("pages: [{addresses: [x.html], removed: 2026-03-01}]\n",
                                     {{"site/groups/ume.yaml",
                                       "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\naliases: "
                                       "[old/plum.html]\npublish_until: 2026-03-31\n"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  for (const char* path : {"groups/ume.html", "en/groups/ume.html", "old/plum.html"}) {
    CHECK(Holds(pages.at(path), "<p>2026-03-31  over</p>"));
    CHECK(!Holds(pages.at(path), "梅の会"));
    CHECK(!Holds(pages.at(path), "Plum"));
  }
  CHECK(!Holds(pages.at("sitemap.xml"), "ume"));
}

TEST_CASE("publish_until: where another page leads on, that holds", "[render][removed]") {
  Loaded loaded = LoadFiles(SiteWith(
      "pages: [{addresses: [x.html], removed: 2026-03-01}]\n",
      {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\npublish_until: 2026-03-31\n"},
       {"site/groups/momo.yaml",
        "name: {ja: 桃の会, en: Peach Club}\nkana: もものかい\naliases: [groups/ume.html]\n"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(Holds(pages.at("groups/ume.html"), "url=momo.html"));
}

}  // namespace
}  // namespace kyodo::testing
