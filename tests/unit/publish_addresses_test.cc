// The promise that no address dies (publish/addresses.h).
#include <catch2/catch.hpp>

#include "model/served_as.h"
#include "publish/addresses.h"
#include "publish_testing.h"

namespace kyodo::testing {
namespace {

const SiteFiles kWhole = {{"cases/x.html", "x"}, {"feed.xml", "f"}, {"index.html", "home"}};
const SiteFiles kLess = {{"feed.xml", "f"}, {"index.html", "home"}};

publish::PublishOptions Strictly(const std::string& token, publish::GoneRule rule = publish::GoneRule::kStop) {
  publish::PublishOptions options = Asked(token);
  options.gone = rule;
  return options;
}

std::string RuleOfPublishing(HostDisk& disk, const SiteFiles& site, const publish::PublishOptions& options) {
  const auto summary = PublishTo(disk, site, options);
  return summary ? "" : summary.error().rule;
}

/// Of the newest ledger.
std::string LedgerOf(const HostDisk& disk) {
  std::string text;
  for (const auto& [path, bytes] : disk.files) {
    if (path.ends_with(".ledger")) text = bytes;
  }
  return text;
}

TEST_CASE("Publish: a page that was published once may not be missing", "[publish][addresses]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kWhole, Strictly("one")));
  const auto before = disk.files;
  MemoryHost host(disk);
  const TestClock clock;
  std::vector<std::string> promised;
  publish::PublishWatch watch;
  watch.gone = [&](const std::vector<std::string>& pages) { promised = pages; };
  const auto refused = publish::Publish(host, TreeOf(kLess), Strictly("two"), clock.clock, watch);
  REQUIRE(!refused);
  CHECK(refused.error().rule == "publish.gone");
  CHECK(refused.error().message.en == "1 published address would not open any more: cases/x.html");
  CHECK(promised == std::vector<std::string>{"cases/x.html", "index.html"});
  CHECK(disk.files == before);

  publish::PublishOptions look = Strictly("three");
  look.dry_run = true;
  const auto told = PublishTo(disk, kLess, look);
  REQUIRE(told);
  CHECK(told->gone == std::vector<std::string>{"cases/x.html"});
  CHECK(RuleOfPublishing(disk, kWhole, Strictly("four")).empty());
}

TEST_CASE("Publish: many addresses are folded", "[publish][addresses]") {
  HostDisk disk;
  SiteFiles many = kLess;
  for (int i = 10; i < 25; ++i) many["p" + std::to_string(i) + ".html"] = "page";
  REQUIRE(PublishTo(disk, many, Strictly("one")));
  const auto refused = PublishTo(disk, kLess, Strictly("two"));
  REQUIRE(!refused);
  CHECK(refused.error().message.en ==
        "15 published addresses would not open any more: p10.html, p11.html, p12.html, p13.html, p14.html, p15.html, "
        "p16.html, p17.html, p18.html, p19.html and 5 more");
}

TEST_CASE("Publish: what is given up is not asked for again, unless it is published again", "[publish][addresses]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kWhole, Strictly("one")));
  const auto given = PublishTo(disk, kLess, Strictly("two", publish::GoneRule::kGiveUp));
  REQUIRE(given);
  CHECK(given->gone == std::vector<std::string>{"cases/x.html"});
  CHECK(LedgerOf(disk) == "kyodo-ledger 1\n!cases/x.html\nfeed.xml\nindex.html\nend 3\n");
  CHECK(RuleOfPublishing(disk, kLess, Strictly("three")).empty());
  REQUIRE(PublishTo(disk, kWhole, Strictly("four")));
  CHECK(LedgerOf(disk) == "kyodo-ledger 1\ncases/x.html\nfeed.xml\nindex.html\nend 3\n");
  CHECK(RuleOfPublishing(disk, kLess, Strictly("five")) == "publish.gone");
}

TEST_CASE("Publish: an address that died before is told though nothing else changes", "[publish][addresses]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kWhole, Strictly("one")));
  const auto back = PublishTo(disk, kLess, Strictly("two", publish::GoneRule::kTell));
  REQUIRE(back);
  CHECK(back->gone.size() == 1);
  CHECK(RuleOfPublishing(disk, kLess, Strictly("three")) == "publish.gone");
  CHECK(RuleOfPublishing(disk, kLess, Strictly("four", publish::GoneRule::kGiveUp)).empty());
  CHECK(RuleOfPublishing(disk, kLess, Strictly("five")).empty());
  CHECK_FALSE(disk.Find("_kyodo/lock"));
}

TEST_CASE("Publish: what a preview showed is not promised, but what was promised before is", "[publish][addresses]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kLess, Strictly("one")));
  const auto preview = [&](const SiteFiles& site, const char* token) {
    publish::Tree tree = TreeOf(site);
    tree.manifest.preview = "--drafts";
    MemoryHost host(disk);
    const TestClock clock;
    const auto summary = publish::Publish(host, tree, Strictly(token), clock.clock);
    return summary ? std::string() : summary.error().rule;
  };
  CHECK(preview(kWhole, "two").empty());
  CHECK(RuleOfPublishing(disk, kLess, Strictly("three")).empty());
  CHECK(preview({{"index.html", "home"}}, "four").empty());
  CHECK(preview({{"cases/x.html", "x"}}, "five") == "publish.gone");
}

TEST_CASE("ComesAndGoes: only what is made by itself", "[model][addresses]") {
  for (const char* path : {"calendar/2026-04.html", "en/calendar/index.html", "cases/by-district-shiba.html",
                           "en/cases/by-district-shiba--by-topic-x.html", "cases/page-2.html", "groups/a-z.html",
                           "guides/whole-print.html", "404.html", "en/404.html"})
    CHECK(ComesAndGoes(path));
  for (const char* path : {"index.html", "cases/index.html", "rules/by-laws.html", "cases/page-turner.html",
                           "cases/a.html", "print.html", "cases/1404.html"})
    CHECK_FALSE(ComesAndGoes(path));
}

}  // namespace
}  // namespace kyodo::testing
