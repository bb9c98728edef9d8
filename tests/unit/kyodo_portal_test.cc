// The library as its users see it: kyodo/kyodo.h.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text.h"
#include "kyodo/kyodo.h"
#include "testing.h"
#include "words/mecab.h"

namespace kyodo {
namespace {

using testing::Files;

/// A portal over a site in memory, and the disk that it reads.
struct OpenedPortal {
  explicit OpenedPortal(const Files& site) : files(MakeMemoryFileSystem(site)), portal(*files, Options()) {}

  static PortalOptions Options() {
    PortalOptions options;
    options.folder = "site";
    options.theme_parents = {"themes"};
    options.now = ParseInstant("2026-04-01", 540).value();
    return options;
  }

  std::map<std::string, std::string> Build() {
    MemorySink sink;
    portal.Build(sink, diagnostics);
    return sink.files();
  }

  std::string Rules() const {
    std::string out;
    for (const Diagnostic& one : diagnostics.list()) out += one.rule + " ";
    return out;
  }

  std::unique_ptr<FileSystem> files;
  Portal portal;
  Diagnostics diagnostics;
};

/// The small site with a page that searches by `search`, on a disk with a dictionary.
Files Searching(const std::string& search) {
  return testing::SmallSiteWith(
      {{kMecabDictionaryFile, ""},
       {"site/schema/pages.yaml",
        "format: document\nlabel: {ja: ページ, en: Pages}\npath: '{slug}.html'\nfields:\n"
        "  title: {type: string, translate: true, required: true}\n"},
       {"site/pages/search.ja.md", "---\ntitle: 検索\nlayout: search\n---\n協働を探します。\n"},
       {"site/themes/plain/templates/search.html", search}});
}

size_t CountSearchFiles(const std::map<std::string, std::string>& built) {
  return static_cast<size_t>(
      std::count_if(built.begin(), built.end(), [](const auto& file) { return StartsWith(file.first, "search/"); }));
}

// Each draws the picture of the site for sharing: [vips].
TEST_CASE("Portal: each path renders alone to the bytes of a whole build", "[kyodo][vips]") {
  OpenedPortal opened(Searching("{{ page.search_index }}|{{ page.readings }}"));
  const auto built = opened.Build();
  CHECK(opened.Rules() == "");
  CHECK(built.size() > 40);
  CHECK(CountSearchFiles(built) > 3);
  for (const auto& [path, bytes] : built) {
    INFO(path);
    const auto alone = opened.portal.Render(path, opened.diagnostics);
    REQUIRE(alone);
    CHECK(*alone == bytes);
  }
  CHECK_FALSE(opened.portal.Render("nowhere.html", opened.diagnostics));
  CHECK(opened.Rules() == "");
}

TEST_CASE("Portal: what is derived from the whole site follows from what templates read", "[kyodo][vips]") {
  CHECK(CountSearchFiles(OpenedPortal(Searching("{{ page[\"search_index\"] }}")).Build()) > 0);
  CHECK(CountSearchFiles(OpenedPortal(Searching("{% set key = \"search_index\" %}{{ page[key] }}")).Build()) > 0);
  CHECK(CountSearchFiles(OpenedPortal(Searching("{% if page.search_index is defined %}x{% endif %}")).Build()) > 0);
  CHECK(CountSearchFiles(OpenedPortal(Searching("{% import \"m.html\" as m %}{{ m.f(page) }}")).Build()) == 0);
  Files imported = Searching("{% import \"m.html\" as m %}{{ m.f(page) }}");
  imported["site/themes/plain/templates/m.html"] = "{% macro f(p) %}{{ p.search_index }}{% endmacro %}";
  CHECK(CountSearchFiles(OpenedPortal(imported).Build()) > 0);
  CHECK(CountSearchFiles(OpenedPortal(Searching("{# page.search_index #}page.search_index")).Build()) == 0);
}

TEST_CASE("Portal: pages that name the list of readings are the same when the list is another", "[kyodo][vips]") {
  Files site = Searching("{{ page.readings }}");
  const auto before = OpenedPortal(site).Build();
  site["site/cases/cleaning.ja.md"] = "---\ntitle: 清掃\n---\n堀川の護岸を点検します。\n";
  const auto after = OpenedPortal(site).Build();
  CHECK(before.at("search.html") == after.at("search.html"));
  CHECK(before.at("readings.js") != after.at("readings.js"));
}

TEST_CASE("Portal: a private value in an output is told whatever the sink", "[kyodo][vips]") {
  Files site = testing::SmallSite();
  site["site/groups/ume.yaml"] = "name: {ja: 梅の会, en: 'Plum 03-1234-5678'}\ncontact: 03-1234-5678\n";
  OpenedPortal opened(site);
  NoSink nowhere;
  opened.portal.Build(nowhere, opened.diagnostics);
  CHECK(opened.Rules() == "private.leak ");
}

TEST_CASE("Portal: takes in what changed, and mistakes, and their mending", "[kyodo][vips]") {
  OpenedPortal opened(testing::SmallSite());
  const std::string record = "site/groups/ume.yaml";
  const std::string before = *opened.files->Read(record);
  CHECK(opened.portal.Render("en/groups/ume.html", opened.diagnostics) == "Plum Club|en|1");
  REQUIRE(opened.files->Write(record, "name: {ja: 梅の会, en: Plum Society}\n"));
  opened.portal.Reload();
  CHECK(opened.portal.Render("en/groups/ume.html", opened.diagnostics) == "Plum Society|en|1");
  REQUIRE(opened.files->Write(record, "nam: {ja: 梅の会}\n"));
  opened.portal.Reload();
  CHECK_FALSE(opened.portal.ok());
  CHECK_FALSE(opened.portal.Render("en/groups/ume.html", opened.diagnostics));
  CHECK(opened.Build().empty());
  REQUIRE(opened.files->Write(record, before));
  opened.portal.Reload();
  CHECK(opened.portal.Render("en/groups/ume.html", opened.diagnostics) == "Plum Club|en|1");
}

TEST_CASE("Portal: asks the search as the page does", "[kyodo][vips]") {
  OpenedPortal opened(Searching("{{ page.search_index }}"));
  const SearchAnswer answer = opened.portal.Ask("清掃", 0);
  REQUIRE(answer.total == 1);
  CHECK(answer.hits[0].path == "cases/cleaning.html");
  CHECK(answer.hits[0].title == "清掃");
  CHECK(answer.hits[0].section == "");
  CHECK(opened.portal.Ask("会", 0).total == 4);
  CHECK(opened.portal.Ask("会", 0, 2).hits.size() == 2);
  CHECK(opened.portal.Ask("どこにもない", 0).total == 0);
}

}  // namespace
}  // namespace kyodo
