// What site.yaml says of hosts, menus and the logo, as pages and the files for web servers have it.
#include <catch2/catch.hpp>

#include "model/security_policy.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

const std::string kSettings =
    "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: plain\n";

/// The small site with more settings, and a template of records that shows `shown`.
Files SiteThatShows(const std::string& settings, const std::string& shown, const Files& more = {}) {
  Files files = SmallSiteWith(more);
  files["site/site.yaml"] = kSettings + settings;
  files["site/themes/plain/templates/record.html"] = shown;
  return files;
}

TEST_CASE("Policy: pages and headers allow the site's own files alone", "[hosts]") {
  CHECK(PolicyOfPages({}) ==
        "default-src 'none'; base-uri 'self'; connect-src 'self'; form-action 'self' file:; img-src 'self' file:; "
        "manifest-src 'self'; media-src 'self' file:; script-src 'self' file:; style-src 'self' file:");
  CHECK(PolicyOfHeaders({}) ==
        "default-src 'none'; base-uri 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "img-src 'self'; manifest-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'");
}

TEST_CASE("Policy: hosts of site.yaml are in the page and in each file for servers", "[hosts]") {
  Loaded loaded =
      LoadFiles(SiteThatShows("security: {images: [https://tile.example.jp, https://tile.example.jp], "
                              "frames: [https://video.example.jp:8443]}\n",
                              "{{ site.content_security_policy }}"));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("groups/ume.html")
            .find("frame-src https://video.example.jp:8443; img-src &#39;self&#39; file: "
                  "https://tile.example.jp; manifest-src") != std::string::npos);
  for (const char* path : {"_headers", ".htaccess", "nginx-headers.conf"}) {
    INFO(path);
    CHECK(pages.at(path).find("frame-ancestors 'none'; frame-src https://video.example.jp:8443; img-src 'self' "
                              "https://tile.example.jp; manifest-src") != std::string::npos);
  }
}

TEST_CASE("robots.txt: of the site's assets takes the place of kyodo's", "[hosts]") {
  Loaded own = LoadFiles(SmallSiteWith({{"site/assets/robots.txt", "User-agent: *\nDisallow: /old/\n"}}));
  CHECK(RenderAll(own).count("robots.txt") == 0);  // a file, which is copied
  CHECK(own.Problems() == "");
  Loaded none = LoadFiles(SmallSite());
  CHECK(RenderAll(none).at("robots.txt") == "User-agent: *\nAllow: /\n\nSitemap: https://example.jp/sitemap.xml\n");
}

TEST_CASE("noindex: on every page, in robots.txt and in each file for servers", "[hosts]") {
  const std::string shown = "{{ page.noindex }} {{ site.drafts }}";
  Loaded staging = LoadFiles(SiteThatShows("noindex: true\n", shown));
  const auto pages = RenderAll(staging);
  CHECK(pages.at("groups/ume.html") == "true false");
  CHECK(pages.at("robots.txt") == "User-agent: *\nDisallow: /\n");
  for (const char* path : {"_headers", ".htaccess", "nginx-headers.conf"})
    CHECK(pages.at(path).find("X-Robots-Tag") != std::string::npos);

  Loaded with_drafts = LoadFiles(SiteThatShows("noindex: false\n", shown), "2026-04-01", true);
  const auto drafts = RenderAll(with_drafts);
  CHECK(drafts.at("groups/ume.html") == "true true");
  CHECK(drafts.at("robots.txt") == "User-agent: *\nDisallow: /\n");

  Loaded open = LoadFiles(SiteThatShows("", shown));
  const auto usual = RenderAll(open);
  CHECK(usual.at("groups/ume.html") == "false false");
  CHECK(usual.at("_headers").find("X-Robots-Tag") == std::string::npos);
}

TEST_CASE("Menus: lead to listings, records, files and other sites", "[hosts]") {
  Loaded loaded = LoadFiles(
      SiteThatShows("menus:\n  main:\n    - {to: groups}\n    - {to: cases/cleaning, label: {ja: 川, en: River}}\n"
                    "    - {to: media/form.pdf, label: {ja: 申込書, en: Form}}\n"
                    "    - {url: \"https://example.jp/?a=1\", label: {ja: 市}}\n",
                    "{% for item in site.menus.main %}<a href=\"{{ item.url }}\">{{ item.label }}</a>{% endfor %}",
                    {{"site/assets/media/form.pdf", "%PDF"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("en/groups/ume.html") ==
        "<a href=\"index.html\">Groups</a><a href=\"../cases/cleaning.html\">River</a>"
        "<a href=\"../../media/form.pdf\">Form (PDF, 1 KB)</a><a href=\"https://example.jp/?a=1\"><span "
        "lang=\"ja\">市</span></a>");
}

TEST_CASE("Menus: may lead to the calendar", "[hosts]") {
  const std::string shown = "{% for item in site.menus.main %}{{ item.label }} {{ item.url }}{% endfor %}";
  const Files own = {{"site/site.yaml", kSettings + "menus: {main: [{to: calendar}]}\n"},
                     {"site/themes/plain/templates/record.html", shown},
                     {"site/themes/plain/templates/calendar.html", ""},
                     {"site/themes/plain/i18n/ja.yaml", "calendar: 暦\n"},
                     {"site/themes/plain/i18n/en.yaml", "calendar: Dates\n"}};
  Loaded loaded = LoadFiles(CalendarSiteWith(own));
  CHECK(RenderAll(loaded).at("groups/ume.html") == "暦 ../calendar/index.html");
}

TEST_CASE("Menus: the home page has groups under headings", "[hosts]") {
  Loaded loaded = LoadFiles(SiteThatShows(
      "menus:\n  home:\n    - label: {ja: 参加, en: Take part}\n      items: [{to: groups}, {to: cases}]\n"
      "    - {label: 相談, items: []}\n",
      "{% for group in site.menus.home %}{{ group.label }}:{% for item in group[\"items\"] %} {{ "
      "item.label "
      "}}{% endfor %};{% endfor %}"));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("groups/ume.html") == "参加: 団体 事例;相談:;");
}

TEST_CASE("logo: an image of assets, with its size", "[hosts]") {
  Loaded loaded = LoadFiles(SiteThatShows(
      "logo: city/logo.svg\n", "{{ site.logo.url }} {{ site.logo.width }}×{{ site.logo.height }}",
      {{"site/assets/city/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"></svg>"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("en/groups/ume.html") == "../../city/logo.svg 40×20");
}

TEST_CASE("Terms: know their place in the vocabulary, in facets too", "[hosts]") {
  Loaded loaded = LoadFiles(SiteThatShows(
      "", "{{ record.district.number }}",
      {{"site/themes/plain/templates/listing.html",
        "{% for facet in listing.facets %}{% for value in facet[\"values\"] %}{{ value.id }}{{ value.number }} {% "
        "endfor %}{% endfor %}"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("groups/matsu.html") == "3");
  CHECK(pages.at("groups/index.html") == "north1 south2 harbour3 true ");
}

}  // namespace
}  // namespace kyodo::testing
