#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

TEST_CASE("Renderer: a listing is sorted in each language, and paged", "[render]") {
  Loaded loaded = LoadFiles(SmallSite());
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  // By reading: うめ, たけ, まつ. By name: Pine, Plum, then what has no English name.
  CHECK(pages.at("groups/index.html").substr(0, 11) == "3: ume take");
  CHECK(pages.at("groups/page-2.html").substr(0, 8) == "3: matsu");
  CHECK(pages.at("en/groups/index.html").substr(0, 12) == "3: matsu ume");
}

TEST_CASE("Renderer: titles break between phrases in Japanese, and long numbers have commas", "[render]") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/groups/ume.yaml", "name: {ja: 取り組みの推進方策と「キャンペーン」, en: Plum & Co}\nkana: うめ\n"},
       {"site/groups/take.yaml", "name: {ja: 環境基本計画推進会議育成事業, en: Long}\nkana: たけ\n"},
       {"site/groups/matsu.yaml", "name: {ja: 女性に対する暴力をなくす, en: End}\nkana: まつ\n"},
       {"site/themes/plain/templates/groups.html",
        "{{ record.title | phrases }}|{{ 80000 | number }} {{ 2026 | number }} {{ 1.5 | number }}"}}));
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("groups/ume.html") == "取り組みの<wbr>推進方策と<wbr>「キャンペーン」|80,000 2026 1.5");
  // A word that is longer than a line of a phone may end between its parts.
  CHECK(pages.at("groups/take.html").starts_with("環境基本<wbr>計画<wbr>推進<wbr>会議<wbr>育成<wbr>事業|"));
  CHECK(pages.at("groups/matsu.html").starts_with("女性に対する暴力を<wbr>なくす|"));
  CHECK(pages.at("en/groups/ume.html") == "Plum &amp; Co|80,000 2026 1.5");
}

TEST_CASE("Renderer: examples that stand apart come last, are not counted, and are in no file for programs",
          "[render]") {
  const Files apart = {{"site/groups/ume.yaml",
                        "name: {ja: 梅の会, en: Plum Club}\nkana: うめのかい\nactive: true\ndistrict: north\n"
                        "updated: 2026-11-01\nexample: true\n"}};
  Files files = SmallSiteWith(apart);
  files["site/schema/groups.yaml"] += "open_data: true\n";
  files["site/site.yaml"] += "examples_apart: true\n";
  Loaded loaded = LoadFiles(files);
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "");
  CHECK(pages.at("groups/index.html").substr(0, 13) == "2: take matsu");
  CHECK(pages.at("groups/a-z.html").find("ume") > pages.at("groups/a-z.html").find("matsu"));
  CHECK(pages.count("groups/ume.html") == 1);
  CHECK(pages.at("groups/by-active-true.html").substr(0, 2) == "1:");
  for (const auto& [path, text] : pages) {
    if (path.find(".html") == path.npos) CHECK((path + text).find("groups/ume") == std::string::npos);
  }
  // A schema may say otherwise.
  files["site/schema/groups.yaml"] += "examples_apart: false\n";
  Loaded among = LoadFiles(files);
  CHECK(RenderAll(among).at("groups/index.html").substr(0, 11) == "3: ume take");
}

TEST_CASE("Renderer: facets count what is left, and a wider term counts its narrower ones", "[render]") {
  Loaded loaded = LoadFiles(SmallSite());
  const auto pages = RenderAll(loaded);
  CHECK(pages.at("groups/by-district-south.html") ==
        "1: matsu|district north=2@by-district-north.html south=1@index.html* harbour=1@by-district-harbour.html;"
        "active true=1@by-district-south--active-true.html;");
  CHECK(pages.at("groups/by-district-north--active-true.html").substr(0, 6) == "1: ume");
}

TEST_CASE("Renderer: a choice that no address should have is a number there", "[render]") {
  Files files = SmallSite();
  std::string& schema = files["site/schema/groups.yaml"];
  const std::string field =
      "  kind: {type: list, of: {type: string, one_of: [はい, ../../up, 'a b', 'a--b', \"\\u202ex\"]}}\n";
  schema.insert(schema.find("  active:"), field);
  ReplaceAll(schema, "facets: [district, active]", "facets: [kind]");
  files["site/groups/ume.yaml"] += "kind: [はい, ../../up, 'a b', 'a--b', \"\\u202ex\"]\n";
  Loaded loaded = LoadFiles(files);
  const auto pages = RenderAll(loaded);
  CHECK(pages.contains("groups/by-kind-はい.html"));
  const std::string start = "groups/by-kind-~";
  CHECK(std::count_if(pages.begin(), pages.end(), [&](const auto& page) {
          return page.first.starts_with(start) &&
                 page.first.size() == start.size() + std::string("0123456789abcdef.html").size();
        }) == 4);
}

TEST_CASE("Renderer: a facet of more than a thousand values is an error", "[render]") {
  Files files = SmallSite();
  std::string& schema = files["site/schema/groups.yaml"];
  schema.insert(schema.find("  active:"), "  number: {type: integer}\n");
  ReplaceAll(schema, "facets: [district, active]", "facets: [number]");
  for (int i = 0; i <= 1000; ++i)
    files["site/groups/g" + std::to_string(i) + ".yaml"] = "name: {ja: 会}\nnumber: " + std::to_string(i) + "\n";
  Loaded more = LoadFiles(files);
  RenderAll(more);
  CHECK(more.Problems().find("facet.size") != std::string::npos);
}

TEST_CASE("Renderer: the index is by 五十音 rows in Japanese and by letters in English", "[render]") {
  Loaded loaded = LoadFiles(SmallSite());
  const auto pages = RenderAll(loaded);
  CHECK(pages.at("groups/a-z.html") == "あ: ume;た: take;ま: matsu;");
  CHECK(pages.at("en/groups/a-z.html") == "P: matsu ume;Other: take;");
}

TEST_CASE("Renderer: a fallback page says so, marks its text and names the original", "[render]") {
  Loaded loaded = LoadFiles(SmallSite());
  const auto pages = RenderAll(loaded);
  CHECK(pages.at("en/cases/cleaning.html") ==
        "<span lang=\"ja\">清掃</span>|fallback ja https://example.jp/cases/cleaning.html|"
        "<div lang=\"ja\"><h2 id=\"h-概要\">概要</h2>\n<p><a "
        "href=\"../../groups/ume.html\">梅の会</a>の清掃です。</p>\n</div>");
  CHECK(pages.at("sitemap.xml").find("en/cases/cleaning.html") == std::string::npos);
  CHECK(pages.at("sitemap.xml").find("hreflang=\"en\" href=\"https://example.jp/en/groups/ume.html\"") !=
        std::string::npos);
}

TEST_CASE("Renderer: a language that publishes only what is translated", "[render]") {
  Files files = SmallSiteWith({{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum, ja-x-easy: うめの 会}\n"},
                               {"site/cases/cleaning.ja-x-easy.md",
                                "---\ntitle: そうじ\n---\n[松の会](../groups/matsu.yaml)と "
                                "[梅の会](../groups/ume.yaml)、[みんな](../groups)\n"}});
  std::string& settings = files.at("site/site.yaml");
  const size_t at = settings.find("languages: ");
  settings.replace(at, settings.find('\n', at) - at, "languages: [ja, en, {code: ja-x-easy, only: translated}]");
  Loaded loaded = LoadFiles(files);
  const auto pages = RenderAll(loaded);
  REQUIRE(loaded.Problems() == "translation.unrecorded site/cases/cleaning.ja-x-easy.md:1\n");
  std::string own;
  for (const auto& [path, bytes] : pages) own += path.substr(0, 10) == "ja-x-easy/" ? path + " " : "";
  CHECK(own == "ja-x-easy/cases/cleaning.html ja-x-easy/groups/ume.html ");
  const std::string& page = pages.at("ja-x-easy/cases/cleaning.html");
  CHECK(page.find("href=\"../../groups/matsu.html\">松の会（日本語）</a>") != std::string::npos);
  CHECK(page.find("href=\"../groups/ume.html\">梅の会</a>、") != std::string::npos);
  CHECK(page.find("href=\"../../groups/index.html\">みんな（日本語）</a>") != std::string::npos);
  const std::string& map = pages.at("sitemap.xml");
  CHECK(map.find("https://example.jp/ja-x-easy/groups/ume.html") != std::string::npos);
  CHECK(map.find("https://example.jp/ja-x-easy/groups/</loc>") == std::string::npos);
}

TEST_CASE("Renderer: a link to what is not published keeps its text and loses its address", "[render]") {
  Loaded loaded =
      LoadFiles(SmallSiteWith({{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\ndraft: true\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("cases/cleaning.html").find("<a>梅の会</a>") != std::string::npos);
  CHECK(pages.count("groups/ume.html") == 0);
}

TEST_CASE("Renderer: a page knows the sections whose text links to it", "[render]") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/cases/cleaning.ja.md",
        "---\ntitle: 清掃\n---\n[松の会](../groups/matsu.yaml)\n\n## 概要 {#about}\n\n"
        "[梅の会](../groups/ume.yaml)\n\n## 成果 {#results}\n\n[梅の会](../groups/ume.yaml)\n"},
       {"site/cases/draft.ja.md", "---\ntitle: 下書き\ndraft: true\n---\n[梅の会](../groups/ume.yaml)\n"},
       {"site/themes/plain/templates/record.html",
        "{% for m in record.mentioned_by %}{{ m.collection.id }} {{ m.title }} {{ m.section }} {{ m.url }};{% endfor "
        "%}"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("groups/ume.html") == "cases 清掃 概要 ../cases/cleaning.html#h-about;");
  CHECK(pages.at("groups/matsu.html") == "cases 清掃  ../cases/cleaning.html;");
  CHECK(pages.at("groups/take.html") == "");
  // The English page of the case shows the Japanese text, which is no English mention.
  CHECK(pages.at("en/groups/ume.html") == "");
}

TEST_CASE("Renderer: templates count the days that are left, and see how guidelines name a term", "[render]") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/schema/guidelines.yaml",
        "format: record\nlabel: 指針\nfields:\n  title: {type: string}\n  until: {type: date, partial: true}\n"},
       {"site/guidelines/a.yaml", "title: 指針A\nuntil: 2026-04-11\n"},
       {"site/guidelines/b.yaml", "title: 指針B\nuntil: 2026-03-31\n"},
       {"site/guidelines/c.yaml", "title: 指針C\nuntil: 2026-04\n"},
       {"site/vocabularies/districts.yaml",
        "label: 地区\nterms:\n  - {id: north, ja: 北, used_by: [{guideline: a, name: 北部, note: 川の北}]}\n"
        "  - {id: south, ja: 南}\n  - {id: harbour, ja: 港, related: [south]}\n"},
       {"site/themes/plain/templates/guidelines.html", "{{ record.until | days_left }}"},
       {"site/themes/plain/templates/record.html",
        "{% for d in site.vocabularies.districts %}{{ d.id }}:{% for u in d.used_by %}{{ u.guideline.title }} {{ "
        "u.name }} {{ u.note }}{% endfor %}{{ d.related | join(\",\") }};{% endfor %}"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("guidelines/a.html") == "10");
  CHECK(pages.at("guidelines/b.html") == "-1");
  CHECK(pages.at("guidelines/c.html") == "");  // a month has no last day to count to
  CHECK(pages.at("groups/ume.html") == "north:指針A 北部 川の北;south:harbour;harbour:south;");
}

TEST_CASE("Renderer: templates group records by a term", "[render]") {
  Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/themes/plain/templates/listing.html",
                      "{% if listing.collection.id == \"groups\" %}{% for district, list in site.groups | "
                      "group_by(\"district\") %}{{ district.label }}:{% for r in list %} {{ r.id }}{% endfor %};{% "
                      "endfor %}{% endif %}"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("groups/index.html") == "北: ume take;港: matsu;");
}

TEST_CASE("Renderer: host files know where the site stands, and give way to the site's own", "[render]") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/site.yaml", "title: 見本\nbase_url: https://example.jp/city/\nlanguages: [ja, en]\ntheme: plain\n"},
       {"site/assets/.htaccess", "Deny from all\n"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.count(".htaccess") == 0);  // the site's own is a file, which is copied
  const std::string headers = pages.at("_headers");
  CHECK(headers.find("\n/city/*\n  Content-Security-Policy: default-src 'none'; ") != std::string::npos);
  CHECK(headers.find("\n/city/assets/*\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n") !=
        std::string::npos);
  CHECK(pages.at("nginx-headers.conf").find("error_page 404 /city/404.html;") != std::string::npos);
}

TEST_CASE("Renderer: two pages for one address are an error that names both", "[render]") {
  Loaded loaded =
      LoadFiles(SmallSiteWith({{"site/schema/cases.yaml",
                                "format: document\nlabel: 事例\npath: groups/{slug}.html\nfields:\n  title: {type: "
                                "string, translate: true}\n  groups: {type: list, of: {type: ref, to: groups}}\n"},
                               {"site/cases/ume.ja.md", "---\ntitle: 梅\n---\n梅の会です。\n"}}));
  RenderAll(loaded);
  REQUIRE(loaded.diagnostics.list().size() == 1);
  CHECK(loaded.diagnostics.list()[0].rule == "url.duplicate");
  CHECK(loaded.diagnostics.list()[0].message.en == "Two pages have the same address: groups/ume.html");
}

TEST_CASE("PrivateValues: a template cannot name a private field", "[render]") {
  Loaded loaded =
      LoadFiles(SmallSiteWith({{"site/themes/plain/templates/record.html", "{{ record.contact }}{{ record.title }}"}}));
  RenderAll(loaded);
  REQUIRE(!loaded.diagnostics.empty());
  CHECK(loaded.diagnostics.list()[0].rule == "template.field");
}

}  // namespace
}  // namespace kyodo::testing
