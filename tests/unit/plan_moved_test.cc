// Pages at addresses of old, and what leads on to a record besides: rules for servers, and what is told of a page that
// is gone.
#include <catch2/catch.hpp>

#include "kyodo/gone.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

Files SiteWithAliases(const std::string& aliases) {
  return SmallSiteWith(
      {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\naliases: " + aliases + "\n"}});
}

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_CASE("aliases: a page at the address of old leads on, in each language", "[render][moved]") {
  Loaded loaded = LoadFiles(SiteWithAliases("[old/plum.html, plums/]"));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("old/plum.html") ==
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; base-uri &#39;none&#39;; "
        "form-action &#39;none&#39;\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>梅の会 – 見本</title>\n"
        "<meta name=\"robots\" content=\"noindex\">\n"
        "<link rel=\"canonical\" href=\"https://example.jp/groups/ume.html\">\n"
        "<meta http-equiv=\"refresh\" content=\"0; url=../groups/ume.html\">\n</head>\n<body>\n<main>\n"
        "<h1>梅の会</h1>\n<p><a href=\"../groups/ume.html\">https://example.jp/groups/ume.html</a></p>\n</main>\n"
        "</body>\n</html>\n");
  CHECK(Has(pages.at("en/plums/index.html"), "<html lang=\"en\">"));
  CHECK(Has(pages.at("en/plums/index.html"), "url=../groups/ume.html\""));
  CHECK(!Has(pages.at("sitemap.xml"), "plum"));
}

TEST_CASE("aliases: one with the folder of a language holds in that language alone", "[render][moved]") {
  Loaded loaded = LoadFiles(SiteWithAliases("[en/plum-club.html]"));
  const auto pages = RenderAll(loaded);
  CHECK(pages.count("en/plum-club.html") == 1);
  CHECK(pages.count("plum-club.html") == 0);
  CHECK(pages.count("en/en/plum-club.html") == 0);
}

TEST_CASE("aliases: a fallback leads on in the language of its text, and names the page of the original",
          "[render][moved]") {
  Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/cases/cleaning.ja.md", "---\ntitle: 清掃\naliases: [sweep.html]\n---\n## 概要\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(Has(pages.at("en/sweep.html"), "<html lang=\"ja\">"));
  CHECK(Has(pages.at("en/sweep.html"), "canonical\" href=\"https://example.jp/cases/cleaning.html\""));
  CHECK(Has(pages.at("en/sweep.html"), "url=cases/cleaning.html\""));
}

TEST_CASE("aliases: servers are told the same", "[render][moved]") {
  Files site = SiteWithAliases("[old/plum.html, 梅/]");
  site["site/site.yaml"] =
      "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/city/\nlanguages: [ja]\ntheme: plain\n";
  site["site/groups/ume.yaml"] = "name: 梅の会\naliases: [old/plum.html, 梅/]\n";
  for (const char* name : {"matsu", "take"}) site["site/groups/" + std::string(name) + ".yaml"] = "name: 会\n";
  site["site/vocabularies/districts.yaml"] = "label: 地区\nterms: [{id: north, ja: 北}]\n";
  Loaded loaded = LoadFiles(site);
  CHECK(render::MakeRedirects(*loaded.site) ==
        "# Made by kyodo of the aliases of pages.\n/city/old/plum.html /city/groups/ume.html 301\n"
        "/city/%E6%A2%85/index.html /city/groups/ume.html 301\n/city/%E6%A2%85/ /city/groups/ume.html 301\n");
  CHECK(render::MovedForApache(*loaded.site) ==
        "# Addresses of old\nRedirectMatch 301 \"^/city/old/plum\\.html$\" \"/city/groups/ume.html\"\n"
        "RedirectMatch 301 \"^/city/梅/(index\\.html)?$\" \"/city/groups/ume.html\"\n");
  CHECK(render::MovedForNginx(*loaded.site) ==
        "# Addresses of old\nlocation = \"/city/old/plum.html\" { return 301 \"/city/groups/ume.html\"; }\n"
        "location = \"/city/梅/index.html\" { return 301 \"/city/groups/ume.html\"; }\n"
        "location = \"/city/梅/\" { return 301 \"/city/groups/ume.html\"; }\n");
}

TEST_CASE("aliases: without any there is no file of rules", "[render][moved]") {
  Loaded loaded = LoadFiles(SmallSite());
  CHECK(RenderAll(loaded).count("_redirects") == 0);
}

TEST_CASE("aliases: of a record that is not published there is no page", "[render][moved]") {
  Loaded loaded = LoadFiles(SiteWithAliases("[old/plum.html]\ndraft: true"));
  CHECK(RenderAll(loaded).count("old/plum.html") == 0);
}

/// What is said when `paths` were published before: "FILE: LINE TO ADD".
std::string ToldOf(const std::vector<std::string>& paths, const Files& files = SmallSite()) {
  Loaded loaded = LoadFiles(files);
  const Derived none{Lazy<DerivedFiles>([] { return DerivedFiles(); }),
                     Lazy<DerivedFiles>([] { return DerivedFiles(); })};
  const render::Renderer renderer(*loaded.site, *loaded.theme, none, loaded.diagnostics);
  std::string told;
  const Diagnostics gone = FindGone(paths, *loaded.site, renderer.plan());
  for (const Diagnostic& one : gone.list()) {
    const size_t line = one.hint.en.find("aliases:");
    told += one.path + ": " + (line == std::string::npos ? one.message.en : one.hint.en.substr(line)) + "\n";
  }
  return told;
}

TEST_CASE("FindGone: names the record beside it with the most similar name", "[kyodo][moved]") {
  CHECK(ToldOf({"groups/umee.html", "groups/ume.html", "groups/matsu.html", "groups/take.html"}) ==
        "site/groups/ume.yaml: aliases: [groups/umee.html]\n");
}

TEST_CASE("FindGone: a new page is more likely than one that was there", "[kyodo][moved]") {
  CHECK(ToldOf({"groups/plums.html", "groups/matsu.html", "groups/take.html"}) ==
        "site/groups/ume.yaml: aliases: [groups/plums.html]\n");
}

TEST_CASE("FindGone: keeps the aliases that there are", "[kyodo][moved]") {
  CHECK(ToldOf({"groups/plums.html", "groups/matsu.html", "groups/take.html"}, SiteWithAliases("[old.html]")) ==
        "site/groups/ume.yaml: aliases: [old.html, groups/plums.html]\n");
}

TEST_CASE("FindGone: else the listing takes its place", "[kyodo][moved]") {
  CHECK(ToldOf({"groups/kiku-no-kai.html", "groups/ume.html", "groups/matsu.html", "groups/take.html"}) ==
        "site/schema/groups.yaml: aliases: [groups/kiku-no-kai.html]\n");
}

TEST_CASE("FindGone: a page that is gone in one language alone", "[kyodo][moved]") {
  CHECK(ToldOf({"groups/umee.html", "en/groups/umee.html", "en/groups/index.html", "groups/index.html"}) ==
        "site/groups/ume.yaml: aliases: [groups/umee.html]\n");
}

TEST_CASE("FindGone: says nothing of what comes and goes, nor of what is hidden on purpose", "[kyodo][moved]") {
  const Files hidden =
      SmallSiteWith({{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\npublish_until: 2026-03-31\n"}});
  CHECK(ToldOf({"groups/ume.html", "en/groups/ume.html", "calendar/2025-03.html", "groups/by-district-west.html",
                "groups/page-3.html", "groups/by-district-north--page-2.html", "groups/ume-print.html",
                "media/form.1bf67208bd.txt"},
               hidden) == "");
}

TEST_CASE("FindGone: tells ten, then how many more", "[kyodo][moved]") {
  std::vector<std::string> many;
  for (int i = 10; i < 25; ++i) many.push_back("groups/ume" + std::to_string(i) + ".html");
  const std::string told = ToldOf(many);
  CHECK(Has(told, "groups/ume19.html]"));
  CHECK(!Has(told, "ume20"));
  CHECK(Has(told, "site: 5 more addresses that were published are gone\n"));
}

}  // namespace
}  // namespace kyodo::testing
