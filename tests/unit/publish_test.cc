// Publishing to a host: what is put, in which order, and what is refused.
#include "publish/publish.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/text.h"
#include "doubles/memory_host.h"
#include "output/site_writer.h"
#include "publish/host_state.h"
#include "publish/hosts.h"
#include "publish/refusals.h"
#include "publish/store.h"
#include "publish_testing.h"
#include "temporary_folder.h"

namespace kyodo::testing {
namespace {

const SiteFiles kSite = {
    {"assets/a.css", "a"}, {"cases/x.html", "x"}, {"feed.xml", "f"}, {"index.html", "home"}, {"ja/index.html", "ja"}};

SiteFiles With(SiteFiles site, const SiteFiles& more) {
  for (const auto& [path, bytes] : more) site[path] = bytes;
  return site;
}

/// `count` pages.
SiteFiles SiteOfPages(size_t count, const std::string& prefix = "p") {
  SiteFiles site = kSite;
  for (size_t i = 0; i < count; ++i) site[prefix + std::to_string(i) + ".html"] = "page";
  return site;
}

std::string RuleOfResult(const Result<publish::PublishSummary>& result) { return result ? "" : result.error().rule; }

std::vector<std::string> LinesAfter(const std::vector<std::string>& log, const std::string& prefix) {
  std::vector<std::string> lines;
  for (const std::string& line : log) {
    if (StartsWith(line, prefix) && !StartsWith(line, prefix + "_kyodo/")) lines.push_back(line.substr(prefix.size()));
  }
  return lines;
}

TEST_CASE("Publish: what is named goes before what names it, and old files last", "[publish]") {
  HostDisk disk;
  MemoryHost first(disk);
  const TestClock clock;
  const auto summary = publish::Publish(first, TreeOf(kSite), Asked("one"), clock.clock);
  REQUIRE(summary);
  CHECK(LinesAfter(first.log(), "put ") ==
        std::vector<std::string>{"assets/a.css", "cases/x.html", "ja/index.html", "feed.xml", "index.html"});
  CHECK(SeenFiles(disk) == kSite);
  CHECK(summary->put == 5);
  CHECK(summary->number == 1);
  CHECK(summary->new_addresses == 4);  // all but what is named by its content
  CHECK(*disk.Find("_kyodo/1.ledger") == "kyodo-ledger 1\ncases/x.html\nfeed.xml\nindex.html\nja/index.html\nend 4\n");

  SiteFiles next = kSite;
  next.erase("assets/a.css");
  next.erase("cases/x.html");
  next["assets/b.css"] = "b";
  next["index.html"] = "new home";
  MemoryHost second(disk);
  const auto changed = publish::Publish(second, TreeOf(next), Asked("two"), clock.clock);
  REQUIRE(changed);
  CHECK(LinesAfter(second.log(), "put ") == std::vector<std::string>{"assets/b.css", "index.html"});
  CHECK(LinesAfter(second.log(), "remove ") == std::vector<std::string>{"cases/x.html", "assets/a.css"});
  CHECK(changed->plan.kept == 2);
  CHECK(changed->new_addresses == 0);
  CHECK(disk.Find("_kyodo/1.ledger"));  // the address that is gone is remembered
  CHECK_FALSE(disk.Find("_kyodo/lock"));
}

TEST_CASE("Publish: what is beside goes while the host still says that something is under way", "[publish]") {
  HostDisk disk;
  MemoryHost host(disk);
  const TestClock clock;
  REQUIRE(publish::Publish(host, TreeOf(kSite), Asked("one"), clock.clock));
  const auto at = [&](std::string_view line) { return std::find(host.log().begin(), host.log().end(), line); };
  CHECK(at("remove-folder _kyodo/incoming") < at("remove _kyodo/under-way-one"));
  CHECK(at("remove _kyodo/under-way-one") < host.log().end());
}

TEST_CASE("Publish: --dry-run tells and writes nothing", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kSite));
  const auto before = disk.files;
  publish::PublishOptions options = Asked("two");
  options.dry_run = true;
  const auto told = PublishTo(disk, {{"index.html", "other"}}, options);
  REQUIRE(told);
  CHECK(told->plan.puts.size() == 1);
  CHECK(told->plan.removed() == 4);
  CHECK(disk.files == before);
}

TEST_CASE("Publish: --verify finds what somebody changed on the host, and puts it again", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kSite));
  disk.files["cases/x.html"] = "defaced";
  disk.files.erase("feed.xml");
  CHECK(PublishTo(disk, kSite, Asked("two"))->plan.nothing());
  publish::PublishOptions options = Asked("three");
  options.verify = true;
  const auto mended = PublishTo(disk, kSite, options);
  REQUIRE(mended);
  CHECK(mended->put == 2);
  CHECK(SeenFiles(disk) == kSite);
}

TEST_CASE("Publish: files of others are neither overwritten nor removed", "[publish]") {
  HostDisk disk;
  disk.files = {{"index.html", "theirs"}, {"shop/index.php", "theirs"}};
  CHECK(RuleOfResult(PublishTo(disk, kSite)) == "publish.foreign");
  CHECK(disk.files.size() == 2);
  disk.files.erase("index.html");
  REQUIRE(PublishTo(disk, kSite));
  REQUIRE(PublishTo(disk, With({}, {{"index.html", "less"}}), Asked("two")));
  CHECK(*disk.Find("shop/index.php") == "theirs");
}

TEST_CASE("Publish: another site is not replaced unless asked for", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kSite));
  MemoryHost host(disk);
  const TestClock clock;
  const auto other = TreeOf({{"index.html", "theirs"}}, "https://other.example.jp/");
  publish::PublishOptions options = Asked("two");
  CHECK(RuleOfResult(publish::Publish(host, other, options, clock.clock)) == "publish.other-site");
  CHECK(SeenFiles(disk) == kSite);
  options.replace = true;
  CHECK(publish::Publish(host, other, options, clock.clock));
}

TEST_CASE("Publish: too many removals are refused before anything is written", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, SiteOfPages(100)));
  const auto before = disk.files;
  CHECK(RuleOfResult(PublishTo(disk, SiteOfPages(70), Asked("two"))) == "publish.max-delete");
  CHECK(disk.files == before);
  CHECK(PublishTo(disk, SiteOfPages(85), Asked("three")));
  publish::PublishOptions options = Asked("four");
  options.max_delete = 85;
  CHECK(PublishTo(disk, kSite, options));
  HostDisk large;
  REQUIRE(PublishTo(large, SiteOfPages(2000)));
  CHECK(RuleOfResult(PublishTo(large, SiteOfPages(1700), Asked("two"))) ==
        "publish.max-delete");  // 300, less than a fifth
  CHECK(PublishTo(large, SiteOfPages(1750), Asked("three")));
}

TEST_CASE("Publish: nothing is removed through a symbolic link", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kSite));
  disk.links["cases"] = "/home/theirs";
  SiteFiles less = kSite;
  less.erase("cases/x.html");
  CHECK(RuleOfResult(PublishTo(disk, less, Asked("two"))) == "publish.link");
  CHECK(disk.Find("cases/x.html"));
}

TEST_CASE("Publish: a host that takes A and a for one file", "[publish]") {
  HostDisk disk;
  disk.ignores_case = true;
  CHECK(RuleOfResult(PublishTo(disk, With(kSite, {{"cases/X.html", "other"}}))) == "publish.case");
  CHECK(SeenFiles(disk).empty());
  REQUIRE(PublishTo(disk, kSite, Asked("two")));
  SiteFiles renamed = With(kSite, {{"cases/X.html", "x"}});
  renamed.erase("cases/x.html");
  REQUIRE(PublishTo(disk, renamed, Asked("three")));
  CHECK(disk.Find("cases/X.html"));  // removing the old name would have removed the page
  CHECK(PublishTo(disk, renamed, Asked("four"))->plan.nothing());
}

TEST_CASE("Publish: a host that rewrites what it gets keeps the old files", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, With(kSite, {{"old.html", "old"}})));
  disk.rewrites = [](std::string bytes) {
    for (size_t at = 0; (at = bytes.find('\n', at)) != bytes.npos; at += 2) bytes.insert(at, "\r");
    return bytes;
  };
  CHECK(RuleOfResult(PublishTo(disk, With(kSite, {{"index.html", "two\nlines\n"}}), Asked("two"))) ==
        "publish.changed-bytes");
  CHECK(disk.Find("old.html"));
  disk.rewrites = nullptr;
  REQUIRE(PublishTo(disk, With(kSite, {{"index.html", "two\nlines\n"}}), Asked("three", {"two"})));
  CHECK(*disk.Find("index.html") == "two\nlines\n");  // it was not taken for done
}

TEST_CASE("Publish: a host that keeps other names than it gets", "[publish]") {
  HostDisk disk;
  disk.names = [](std::string path) {
    std::replace_if(
        path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '_');
    return path;
  };
  CHECK(RuleOfResult(PublishTo(disk, With(kSite, {{"様式.pdf", "form"}}))) == "publish.names");
}

TEST_CASE("Publish: a full host stops it, and more space lets it go on", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, With(kSite, {{"old.html", "old"}})));
  disk.quota_bytes = 13000;
  SiteFiles large = kSite;
  for (size_t i = 0; i < 20; ++i) large["assets/" + std::to_string(i)] = std::string(2000, 'x');
  CHECK(RuleOfResult(PublishTo(disk, large, Asked("two"))) == "publish.space");
  CHECK(disk.Find("old.html"));
  disk.quota_bytes = UINT64_MAX;
  const auto resumed = PublishTo(disk, large, Asked("three", {"two"}));
  REQUIRE(resumed);
  CHECK(resumed->resumed);
  CHECK(resumed->put < 20);
  CHECK(SeenFiles(disk) == large);
}

TEST_CASE("Publish: clocks that go back or stand still change nothing", "[publish]") {
  for (const int64_t step : {int64_t{-100000}, int64_t{0}}) {
    HostDisk disk;
    TestClock clock;
    clock.step = step;
    for (const SiteFiles& site : {kSite, With(kSite, {{"new.html", "new"}}), kSite}) {
      MemoryHost host(disk);
      REQUIRE(publish::Publish(host, TreeOf(site), Asked("one"), clock.clock));
      CHECK(SeenFiles(disk) == site);
    }
    CHECK(disk.Find("_kyodo/3.manifest"));
  }
}

TEST_CASE("Publish: a torn or kept manifest is not taken for the newest", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, kSite));
  disk.files["_kyodo/2.manifest"] = disk.files["_kyodo/1.manifest"].substr(0, 60);
  const SiteFiles next = With(kSite, {{"new.html", "new"}});
  const auto summary = PublishTo(disk, next, Asked("two"));
  REQUIRE(summary);
  CHECK(summary->number == 3);  // no name is used twice, so a cache between has no old bytes for it
  CHECK(summary->put == 1);
}

TEST_CASE("Publish: the newest five manifests stay", "[publish]") {
  HostDisk disk;
  for (int i = 1; i <= 8; ++i)
    REQUIRE(PublishTo(disk, With(kSite, {{"index.html", std::to_string(i)}}), Asked(std::to_string(i))));
  std::vector<std::string> kept;
  for (const auto& [path, bytes] : disk.files) {
    if (StartsWith(path, "_kyodo/")) kept.push_back(path.substr(7));
  }
  CHECK(kept ==
        std::vector<std::string>{"1.ledger", "4.manifest", "5.manifest", "6.manifest", "7.manifest", "8.manifest"});
}

TEST_CASE("Publish: a host that shows all at once needs no lock, and nothing before the end", "[publish]") {
  HostDisk disk;
  disk.shows_all_at_once = true;
  MemoryHost host(disk, {}, [&] { CHECK((disk.files.empty() || SeenFiles(disk) == kSite)); });
  const TestClock clock;
  REQUIRE(publish::Publish(host, TreeOf(kSite), Asked("one"), clock.clock));
  CHECK(SeenFiles(disk) == kSite);
  CHECK(LinesAfter(host.log(), "claim ").empty());
}

/// A lock that another holds; `signs` says whether it gives signs of life.
Result<publish::PublishSummary> PublishAgainstLock(HostDisk& disk, bool signs, TestClock& clock) {
  REQUIRE(PublishTo(disk, kSite));
  disk.files["_kyodo/lock"] = "kyodo-lock 1\nother\n";
  MemoryHost host(disk);
  int count = 0;
  const publish::Clock ticking{clock.clock.now_ms, [&](int64_t ms) {
                                 clock.clock.sleep_ms(ms);
                                 if (signs) disk.files["_kyodo/alive-other"] = std::to_string(++count);
                               }};
  return publish::Publish(host, TreeOf(With(kSite, {{"index.html", "new"}})), Asked("two"), ticking);
}

TEST_CASE("Publish: it waits for one that lives, and takes over from one that gave no sign for ten minutes",
          "[publish]") {
  TestClock living;
  HostDisk disk;
  CHECK(RuleOfResult(PublishAgainstLock(disk, true, living)) == "publish.busy");
  CHECK(living.now > 15 * 60 * 1000);
  CHECK(SeenFiles(disk) == kSite);
  TestClock dead;
  HostDisk other;
  const auto summary = PublishAgainstLock(other, false, dead);
  REQUIRE(summary);
  CHECK(summary->took_over);
  CHECK(dead.now > publish::kStaleAfterMs);
  CHECK(dead.now < publish::kStaleAfterMs + 60 * 1000);
  CHECK_FALSE(other.Find("_kyodo/lock"));
}

TEST_CASE("Publish: what a claim left that was cut is nobody's lock, and holds nobody up for long", "[publish]") {
  for (const size_t begun : {size_t{0}, size_t{6}, size_t{15}}) {
    INFO(begun << " bytes of the lock");
    // The line was cut, and this run goes on.
    HostDisk disk;
    disk.claims_begin_bytes = begun;
    REQUIRE(PublishTo(disk, kSite));
    const SiteFiles next = With(kSite, {{"index.html", "new"}});
    size_t claim = 0;
    {
      HostDisk copy = disk;
      MemoryHost host(copy);
      REQUIRE(publish::Publish(host, TreeOf(next), Asked("two"), TestClock().clock));
      const auto at = std::find(host.log().begin(), host.log().end(), "claim _kyodo/lock");
      claim = static_cast<size_t>(at - host.log().begin()) + 1;
    }
    MemoryHost host(disk, {claim, HostFault::kDuring});
    TestClock clock;
    REQUIRE(publish::Publish(host, TreeOf(next), Asked("two"), clock.clock));
    REQUIRE(host.reached());
    CHECK(SeenFiles(disk) == next);
    CHECK_FALSE(disk.Find("_kyodo/lock"));
    CHECK(clock.slept < 60 * 1000);
    // The machine died, and another comes, which is not to wait for anybody.
    HostDisk other = disk;
    other.files["_kyodo/lock"] = std::string("kyodo-lock 1\ndead\n").substr(0, begun);
    publish::PublishOptions options = Asked("three");
    options.wait_ms = 0;
    MemoryHost third(other);
    TestClock later;
    REQUIRE(publish::Publish(third, TreeOf(kSite), options, later.clock));
    CHECK(later.slept < 60 * 1000);
    CHECK_FALSE(other.Find("_kyodo/lock"));
  }
}

TEST_CASE("Publish: over a line that is dead it gives up in minutes, and tells so meanwhile", "[publish]") {
  for (const int64_t silence_s : {0, 10, 60, 90}) {
    INFO("the transport notices after " << silence_s << " s");
    HostDisk disk;
    REQUIRE(PublishTo(disk, kSite));
    TestClock clock;
    MemoryHost host(disk,
                    {12, HostFault::kBefore, publish::Trouble::kPasses, true, [&] { clock.now += silence_s * 1000; }});
    std::vector<std::string> told;
    publish::PublishWatch watch;
    watch.note = [&](const Message& message) { told.push_back(message.en); };
    const auto stopped =
        publish::Publish(host, TreeOf(With(kSite, {{"index.html", "new"}})), Asked("two"), clock.clock, watch);
    REQUIRE(host.reached());
    CHECK(RuleOfResult(stopped) == "publish.connection");
    CHECK(clock.now < publish::Patient::kGiveUpAfterMs + 3 * 90 * 1000);
    REQUIRE_FALSE(told.empty());
    CHECK(told.front() ==
          "The host cannot be reached, or the connection broke (a fault of the test). Trying again in 1 s (1 of 5; it "
          "gives up when nothing gets through for 3 minutes)");
    CHECK(stopped.error().message.en.find("nothing got through in ") != std::string::npos);
  }
}

TEST_CASE("Publish: one whose lock was taken over stops before the manifest", "[publish]") {
  HostDisk disk;
  REQUIRE(PublishTo(disk, With(kSite, {{"old.html", "old"}})));
  MemoryHost host(disk, {}, [&] {
    if (disk.Find("new.html")) disk.files["_kyodo/lock"] = "kyodo-lock 1\nother\n";
  });
  const TestClock clock;
  CHECK(RuleOfResult(publish::Publish(host, TreeOf(With(kSite, {{"new.html", "new"}})), Asked("two"), clock.clock)) ==
        "publish.lock-lost");
  CHECK_FALSE(disk.Find("_kyodo/2.manifest"));
  CHECK(disk.Find("old.html"));
  CHECK(*disk.Find("_kyodo/lock") == "kyodo-lock 1\nother\n");
}

TEST_CASE("ParsePaths: what is cut off, or leads elsewhere, is not read", "[publish]") {
  const std::string text = publish::FormatPaths(publish::kLedgerLine, {"a.html", "b c.html"});
  CHECK(publish::ParsePaths(publish::kLedgerLine, text) == std::vector<std::string>{"a.html", "b c.html"});
  for (size_t length = 0; length < text.size(); ++length)
    CHECK_FALSE(publish::ParsePaths(publish::kLedgerLine, text.substr(0, length)));
  CHECK_FALSE(publish::ParsePaths(publish::kUnderWayLine, text));
  for (const char* path : {"../x", "a/../../x", "/x", "_kyodo/lock", "a//b"})
    CHECK_FALSE(publish::ParsePaths(publish::kLedgerLine, publish::FormatPaths(publish::kLedgerLine, {path})));
}

/// A site as a build leaves it, on a disk in memory.
std::unique_ptr<FileSystem> BuiltDisk(const SiteFiles& site, const std::string& owner) {
  auto disk = MakeMemoryFileSystem();
  auto writer = SiteWriter::Open(*disk, "public", {owner, true});
  REQUIRE(writer);
  for (const auto& [path, bytes] : site) (*writer)->Add({path, bytes});
  REQUIRE((*writer)->Publish());
  return disk;
}

TEST_CASE("BuiltManifest: what is not built, empty, half built or of another site is refused", "[publish]") {
  const Workspace workspace = *WorkspaceOf("public");
  const auto rule = [&](FileSystem& disk) {
    const auto manifest = publish::BuiltManifest(disk, workspace, "https://example.jp/");
    return manifest ? std::string() : manifest.error().rule;
  };
  CHECK(rule(*MakeMemoryFileSystem()) == "publish.not-built");
  CHECK(rule(*MakeMemoryFileSystem({{"public/index.html", "by hand"}})) == "publish.not-built");
  CHECK(rule(*BuiltDisk({}, "https://example.jp/")) == "publish.empty");
  CHECK(rule(*BuiltDisk(kSite, "https://other.example.jp/")) == "publish.other-build");
  const auto disk = BuiltDisk(kSite, "https://example.jp/");
  CHECK(rule(*disk).empty());
  REQUIRE(disk->Write(workspace.journal, "kyodo-journal 1\n"));
  CHECK(rule(*disk) == "publish.building");
}

TEST_CASE("Store: keeps what was published, tells what was edited by hand, and goes back", "[publish]") {
  const Workspace workspace = *WorkspaceOf("public");
  const auto disk = BuiltDisk(kSite, "https://example.jp/");
  const Manifest first = *publish::BuiltManifest(*disk, workspace, "https://example.jp/");
  auto store = publish::Store::Open(*disk, workspace, "web");
  REQUIRE(store);
  CHECK(publish::Store::Open(*disk, workspace, "web").error().rule == "publish.busy");
  REQUIRE((*store)->Keep(workspace, first));
  REQUIRE((*store)->Record(first));
  REQUIRE(disk->Write("public/index.html", "by hand"));
  CHECK((*store)->Keep(workspace, first).error().rule == "publish.changed-source");
  CHECK(*(*store)->Read(*first.Find("index.html")) == "home");

  const Manifest second = TreeOf(With(kSite, {{"index.html", "two"}})).manifest;
  REQUIRE((*store)->Record(second));
  const std::vector<Manifest> versions = *(*store)->Versions();
  REQUIRE(versions.size() == 2);
  CHECK(publish::SameFiles(*publish::EarlierVersion(versions, second, 1), first));
  CHECK(publish::EarlierVersion(versions, second, 2).error().rule == "publish.rollback");
  // After going back, one step back is forward again.
  CHECK(publish::SameFiles(*publish::EarlierVersion({first, second, first}, first, 1), second));
  for (size_t i = 0; i < 2 * publish::kKeptVersions; ++i)
    REQUIRE((*store)->Record(TreeOf({{"index.html", std::to_string(i)}}).manifest));
  CHECK((*store)->Versions()->size() == publish::kKeptVersions);
  CHECK((*store)->Read(*first.Find("index.html")).error().rule == "publish.kept");  // thrown away with its version
}

TEST_CASE("Folder host: nothing is written or removed through a symbolic link", "[publish]") {
  const TemporaryFolder folder;
  folder.Write("outside/x.html", "theirs");
  folder.Write("web/keep", "");
  PublishTarget target;
  target.path = folder.path + "/web";
  const auto host = publish::MakeFolderHost(target, *folder.files);
  const TestClock clock;
  REQUIRE(publish::Publish(*host, TreeOf(kSite), Asked("one"), clock.clock));
  CHECK(folder.Read("web/cases/x.html") == "x");
  REQUIRE(RemoveTree(*folder.files, folder.path + "/web/cases"));
  folder.Link("../outside", "web/cases");
  SiteFiles less = kSite;
  less.erase("cases/x.html");
  for (const SiteFiles& site : {less, With(kSite, {{"cases/x.html", "new"}})}) {
    const auto fresh = publish::MakeFolderHost(target, *folder.files);
    CHECK(RuleOfResult(publish::Publish(*fresh, TreeOf(site), Asked("two", {"one", "two"}), clock.clock)) ==
          "publish.link");
    CHECK(folder.Read("outside/x.html") == "theirs");
  }
}

TEST_CASE("Folder host: a share that is not mounted is no empty host", "[publish]") {
  const TemporaryFolder folder;
  PublishTarget target;
  target.path = folder.path + "/web";
  const auto host = publish::MakeFolderHost(target, *folder.files);
  const TestClock clock;
  CHECK(RuleOfResult(publish::Publish(*host, TreeOf(kSite), Asked("one"), clock.clock)) == "publish.no-folder");
  CHECK_FALSE(folder.Has("web"));
}

}  // namespace
}  // namespace kyodo::testing
