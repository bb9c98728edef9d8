// Which pages a build makes again, and which it leaves as they are published.
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <set>

#include "core/hash.h"
#include "core/text.h"
#include "kyodo/kyodo.h"
#include "kyodo/page_memory.h"
#include "testing.h"

namespace kyodo {
namespace {

using testing::Files;

/// What is published, and which of its pages came anew.
class PublishedPages final : public Sink {
 public:
  void Add(FinishedFile file) override {
    const std::lock_guard lock(mutex_);
    if (EndsWith(file.path, ".html")) fresh.insert(file.path);
    files[file.path] = std::move(file.bytes);
  }
  std::optional<uint64_t> Keep(const std::string& path, uint64_t hash) override {
    const std::lock_guard lock(mutex_);
    const auto found = files.find(path);
    return found == files.end() || Hash(found->second) != hash ? std::nullopt : std::optional(found->second.size());
  }

  std::map<std::string, std::string> files;
  std::set<std::string> fresh;

 private:
  std::mutex mutex_;
};

/// A site with two cases, whose list shows the text of one.
Files SiteWithTexts(const Files& more = {}) {
  Files files = testing::SmallSiteWith(
      {{"site/cases/walking.ja.md", "---\ntitle: 見回り\ngroups: [ume]\n---\n夕方に歩きます。\n"},
       {"site/cases/walking.en.md", "---\ntitle: A walk\n---\nWe walk in the evening.\n"},
       {"site/themes/plain/templates/listing.html",
        "{{ listing.total }}{% for r in listing.items if r.id == \"walking\" %}{{ r.body }}{% endfor %}"}});
  for (const auto& [path, text] : more) files[path] = text;
  return files;
}

class Builds {
 public:
  /// Builds the site over what is published, which must then be the same as of a clean build.
  void Build(const Files& site, const char* day = "2026-04-01") {
    disk_ = disk_ ? std::move(disk_) : MakeMemoryFileSystem(site);
    for (const auto& [path, text] : site) {
      const Result<std::string> there = disk_->Read(path);
      if (!there.ok() || *there != text) (void)disk_->Write(path, text);
    }
    PortalOptions options;
    options.folder = "site";
    options.theme_parents = {"themes"};
    options.now = ParseInstant(day, 540).value();
    Portal portal(*disk_, options);
    REQUIRE(portal.ok());
    PageMemory memory(notes);
    Diagnostics diagnostics;
    published.fresh.clear();
    portal.Build(published, diagnostics, &memory);
    CHECK_FALSE(diagnostics.HasErrors());
    notes = portal.WriteMemory(memory);
    everything = memory.everything();
    reasons = memory.reasons();
    MemorySink clean;
    portal.Build(clean, diagnostics);
    CHECK(clean.files() == published.files);
  }

  PublishedPages published;
  std::string notes, everything;
  std::vector<std::pair<std::string, std::string>> reasons;

 private:
  std::unique_ptr<FileSystem> disk_;
};

// Each draws the picture of the site for sharing: [vips].
TEST_CASE("PageMemory: a sentence makes the pages again that show it, and no others", "[kyodo][vips]") {
  Builds builds;
  builds.Build(SiteWithTexts());
  CHECK(builds.everything == "-");
  const size_t pages = builds.published.fresh.size();
  builds.Build(SiteWithTexts());
  CHECK(builds.everything.empty());
  CHECK(builds.published.fresh.empty());
  builds.Build(
      SiteWithTexts({{"site/cases/walking.en.md", "---\ntitle: A walk\n---\nWe walk in the evening. Come!\n"}}));
  CHECK(builds.everything == "site/cases/walking.en.md");  // its excerpt is another, and other pages may show that
  CHECK(builds.published.fresh.size() == pages);
  const std::string text =
      "---\ntitle: 清掃\ngroups: [ume, matsu]\n---\n## 概要\n\n[梅の会](../groups/ume.yaml)の清掃です。\n\n";
  builds.Build(SiteWithTexts({{"site/cases/cleaning.ja.md", text + "月に一度です。\n"}}));
  builds.Build(SiteWithTexts({{"site/cases/cleaning.ja.md", text + "月に二度です。\n"}}));
  CHECK(builds.everything.empty());
  CHECK(builds.published.fresh == std::set<std::string>{"cases/cleaning.html", "en/cases/cleaning.html"});
  CHECK(builds.reasons ==
        std::vector<std::pair<std::string, std::string>>{{"cases/cleaning.html", "site/cases/cleaning.ja.md"},
                                                         {"en/cases/cleaning.html", "site/cases/cleaning.ja.md"}});
}

TEST_CASE("PageMemory: a list that shows the text of a document is made again with it", "[kyodo][vips]") {
  const auto walking = [](const std::string& last) {
    return SiteWithTexts(
        {{"site/cases/walking.ja.md", "---\ntitle: 見回り\ngroups: [ume]\n---\n夕方に歩きます。\n\n" + last}});
  };
  Builds builds;
  builds.Build(walking("雨の日は休みます。\n"));
  builds.Build(walking("雪の日は休みます。\n"));
  CHECK(builds.everything.empty());
  CHECK(builds.published.fresh.contains("cases/walking.html"));
  CHECK(builds.published.fresh.contains("cases/index.html"));
  CHECK_FALSE(builds.published.fresh.contains("cases/cleaning.html"));
}

TEST_CASE("PageMemory: a record or another day makes every page again, as do notes that are damaged", "[kyodo][vips]") {
  Builds builds;
  builds.Build(SiteWithTexts());
  builds.Build(
      SiteWithTexts({{"site/groups/ume.yaml",
                      "name: {ja: 梅の会, en: Plum Society}\nkana: うめのかい\ndistrict: north\nactive: true\n"}}));
  CHECK(builds.everything == "site/groups");
  builds.Build(SiteWithTexts(), "2026-04-02");
  CHECK(StartsWith(builds.everything, "2026-04-02"));
  builds.notes[builds.notes.size() / 2] ^= 1;
  builds.Build(SiteWithTexts(), "2026-04-02");
  CHECK(builds.everything == "-");
}

TEST_CASE("PageMemory: what is published has to be what the notes tell of", "[kyodo][vips]") {
  const auto cleaning = [](const std::string& last) {
    return SiteWithTexts({{"site/cases/cleaning.ja.md", "---\ntitle: 清掃\n---\n清掃です。\n\n" + last}});
  };
  Builds builds;
  builds.Build(cleaning("月に一度です。\n"));
  const std::string notes = builds.notes;
  builds.Build(cleaning("月に二度です。\n"));
  builds.notes = notes;  // as if the last build had been stopped before it wrote its own
  builds.Build(cleaning("月に一度です。\n"));
  CHECK(builds.everything.empty());
  CHECK(builds.published.fresh == std::set<std::string>{"cases/cleaning.html", "en/cases/cleaning.html"});
  builds.published.files["cases/index.html"] += "?";
  builds.Build(cleaning("月に一度です。\n"));
  CHECK(builds.published.fresh == std::set<std::string>{"cases/index.html"});
}

}  // namespace
}  // namespace kyodo
