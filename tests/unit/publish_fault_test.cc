// Whatever operation of a host fails, before, within or after it, for a moment or for good, and wherever the publisher
// is killed: each page that visitors get is whole, what it names is there, nothing is removed after an error, the next
// run finishes, and one more transfers nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>

#include "core/text.h"
#include "publish_testing.h"

namespace kyodo::testing {
namespace {

using publish::Trouble;

/// A page names what it uses, one a line, after "uses ".
const SiteFiles kOldSite = {{"404.html", "not found\nuses assets/style.1111.css\n"},
                            {"assets/style.1111.css", "old style"},
                            {"assets/shared.css", "shared"},
                            {"cases/gone.html", "gone\nuses assets/style.1111.css\nuses media/gone.2222.webp\n"},
                            {"cases/index.html", "list\nuses assets/style.1111.css\nuses cases/gone.html\n"},
                            {"cases/same.html", "same\nuses assets/shared.css\n"},
                            {"file", "becomes a folder"},
                            {"folder/file", "becomes a file"},
                            {"index.html", "old home\nuses assets/style.1111.css\nuses cases/index.html\n"},
                            {"media/gone.2222.webp", "picture"},
                            {"ja/様式 1.pdf", "form"}};
const SiteFiles kNewSite = {{"404.html", "not found\nuses assets/style.3333.css\n"},
                            {"assets/style.3333.css", "new style"},
                            {"assets/shared.css", "shared"},
                            {"cases/fresh.html", "fresh\nuses assets/style.3333.css\nuses media/fresh.4444.webp\n"},
                            {"cases/index.html", "list\nuses assets/style.3333.css\nuses cases/fresh.html\n"},
                            {"cases/same.html", "same\nuses assets/shared.css\n"},
                            {"feed.xml", "uses cases/fresh.html\n"},
                            {"file/below", "below"},
                            {"folder", "a file"},
                            {"index.html", "new home\nuses assets/style.3333.css\nuses cases/index.html\n"},
                            {"media/fresh.4444.webp", "new picture"},
                            {"ja/様式 1.pdf", "new form"},
                            {"ja/様式 2.pdf", "another form"}};
const SiteFiles kNothing;

struct SiteChange {
  std::string name;
  const SiteFiles& from;
  const SiteFiles& to;
  bool renames_over = true;
};
const std::vector<SiteChange> kChanges = {{"the first publication", kNothing, kOldSite},
                                          {"a change", kOldSite, kNewSite},
                                          {"back again", kNewSite, kOldSite},
                                          {"a change where nothing renames over a file", kOldSite, kNewSite, false}};

/// The old bytes or the new ones.
bool IsWhole(const SiteChange& change, const std::string& path, const std::string& bytes) {
  for (const SiteFiles* site : {&change.from, &change.to}) {
    const auto found = site->find(path);
    if (found != site->end() && found->second == bytes) return true;
  }
  return false;
}

/// What a visitor would find wrong; empty: nothing. `gap`: a file may be away for the moment between two renames.
std::string Crawl(const SiteChange& change, const HostDisk& disk, bool gap) {
  const SiteFiles seen = SeenFiles(disk);
  for (const auto& [path, bytes] : seen) {
    if (!IsWhole(change, path, bytes)) return path + " is torn: " + bytes;
    for (const std::string_view line : Split(bytes, '\n')) {
      if (!StartsWith(line, "uses ")) continue;
      const std::string used(line.substr(5));
      if (!seen.contains(used) && !gap) return path + " names " + used + ", which is not there";
    }
  }
  return {};
}

HostDisk DiskWith(const SiteChange& change) {
  HostDisk disk;
  disk.renames_over = change.renames_over;
  if (!change.from.empty()) REQUIRE(PublishTo(disk, change.from, Asked("before")));
  return disk;
}

/// What was done to files of the site by a run's log, but for those in the way of others.
std::vector<std::string> Removals(const std::vector<std::string>& log) {
  std::vector<std::string> removed;
  for (const std::string& line : log) {
    if (StartsWith(line, "remove ") && !StartsWith(line, "remove _kyodo/") && line != "remove file" &&
        line != "remove folder/file")
      removed.push_back(line);
  }
  return removed;
}

bool Transfers(const std::vector<std::string>& log) {
  return std::any_of(log.begin(), log.end(), [](const std::string& line) {
    return !StartsWith(line, "open") && !StartsWith(line, "list ") && !StartsWith(line, "get ");
  });
}

/// The next run finishes, and leaves nothing behind; one more has nothing to do.
void CheckConverges(const SiteChange& change, HostDisk& disk) {
  std::string wrong;
  MemoryHost again(disk, {}, [&] { wrong = wrong.empty() ? Crawl(change, disk, !change.renames_over) : wrong; });
  const TestClock clock;
  const auto finished = publish::Publish(again, TreeOf(change.to), Asked("two", {"one"}), clock.clock);
  REQUIRE(finished);
  CHECK(wrong == "");
  CHECK(SeenFiles(disk) == change.to);
  for (const auto& [path, bytes] : disk.files) {
    const bool kept = EndsWith(path, ".manifest") || EndsWith(path, ".ledger");
    INFO(path);
    CHECK((!StartsWith(path, "_kyodo/") || kept));
  }
  MemoryHost third(disk);
  REQUIRE(publish::Publish(third, TreeOf(change.to), Asked("three"), clock.clock));
  CHECK_FALSE(Transfers(third.log()));
}

/// One publication with the fault. False when it lay past the last operation.
bool Survives(const SiteChange& change, const HostFault& fault) {
  HostDisk disk = DiskWith(change);
  std::string wrong;
  MemoryHost host(disk, fault, [&] { wrong = wrong.empty() ? Crawl(change, disk, !change.renames_over) : wrong; });
  const TestClock clock;
  const auto done = publish::Publish(host, TreeOf(change.to), Asked("one"), clock.clock);
  CHECK(wrong == "");
  if (!host.reached()) return false;
  if (fault.kind == Trouble::kPasses && !fault.and_all_after) {
    if (!done) UNSCOPED_INFO(done.error().rule << " " << done.error().message.en);
    CHECK(done);
    CHECK(SeenFiles(disk) == change.to);
  }
  if (!done) {
    // Nothing was removed after the error, unless that was a removal: then others like it may have gone, too.
    const auto at = std::min(host.log().size(), fault.number);
    const std::vector<std::string> after(host.log().begin() + static_cast<std::ptrdiff_t>(at), host.log().end());
    const bool was_removal = at > 0 && !Removals({host.log()[at - 1]}).empty();
    CHECK((was_removal || Removals(after).empty()));
  }
  CheckConverges(change, disk);
  return true;
}

size_t Sweep(const SiteChange& change, Trouble::Kind kind, bool and_all_after) {
  size_t points = 0;
  for (const HostFault::When when : {HostFault::kBefore, HostFault::kDuring, HostFault::kAfter}) {
    for (size_t number = 1;; ++number, ++points) {
      INFO(change.name << ", operation " << number << ", when " << int(when));
      if (!Survives(change, {number, when, kind, and_all_after})) break;
    }
  }
  return points;
}

}  // namespace

TEST_CASE("Publish: any one operation may fail, for a moment or for good, and the publisher may be killed at any",
          "[publish][fault]") {
  size_t points = 0;
  for (const SiteChange& change : kChanges) {
    points += Sweep(change, Trouble::kPasses, false);
    points += Sweep(change, Trouble::kStops, false);
    points += Sweep(change, Trouble::kPasses, true);
  }
  std::cout << "publishing to a host in memory: " << points << " faults survived\n";
  CHECK(points > 200);
}

TEST_CASE("Publish: a second publisher at any moment changes nothing, and the site is the first one's",
          "[publish][fault]") {
  HostDisk disk = DiskWith(kChanges[1]);
  size_t tried = 0;
  bool inside = false;
  MemoryHost host(disk, {}, [&] {
    if (inside || !disk.Find("_kyodo/lock")) return;
    inside = true;
    const HostDisk before = disk;
    MemoryHost other(disk);
    const TestClock clock;
    publish::PublishOptions options = Asked("other");
    options.wait_ms = 0;
    const auto refused = publish::Publish(other, TreeOf({{"index.html", "another"}}), options, clock.clock);
    REQUIRE_FALSE(refused);
    // Either it saw the lock, or so many files would go that it did not get as far.
    CHECK((refused.error().rule == "publish.busy" || refused.error().rule == "publish.max-delete"));
    CHECK(disk.files == before.files);
    ++tried;
    inside = false;
  });
  const TestClock clock;
  REQUIRE(publish::Publish(host, TreeOf(kNewSite), Asked("one"), clock.clock));
  CHECK(tried > 20);
  CHECK(SeenFiles(disk) == kNewSite);
}

}  // namespace kyodo::testing
