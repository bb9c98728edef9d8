// What `kyodo serve` shows while files are at work on: serve/held_files.h, serve/preview.h.
#include <catch2/catch.hpp>

#include "core/text.h"
#include "serve/preview.h"
#include "testing.h"

namespace kyodo::serve {
namespace {

using testing::Files;
using Paths = std::set<std::string>;

/// Looks at everything below `site`.
void Look(HeldFiles& files) { Snapshot(files, {"site", {}, {}}); }

std::string NamesIn(HeldFiles& files, const std::string& folder) {
  const auto listed = files.List(folder);
  if (!listed.ok()) return listed.error().rule;
  std::string names;
  for (const FolderEntry& entry : *listed) names += entry.name + (entry.kind == FileInfo::kFolder ? "/ " : " ");
  return names;
}

TEST_CASE("HeldFiles: says which files are new, changed or gone since they were kept", "[serve]") {
  const auto disk = MakeMemoryFileSystem({{"site/a", "1"}, {"site/b/c", "2"}});
  HeldFiles files(*disk);
  Look(files);
  CHECK(files.FindChanged() == Paths{"site/a", "site/b/c"});
  files.Keep();
  files.Begin();
  Look(files);
  CHECK(files.FindChanged().empty());
  (void)files.Stat("elsewhere");
  (void)files.Read("site/a");
  files.Keep();
  REQUIRE(disk->Write("site/new", "3"));
  REQUIRE(disk->Write("site/a", "1 changed"));
  REQUIRE(disk->RemoveFile("site/b/c"));
  files.Begin();
  Look(files);
  CHECK(files.FindChanged() == Paths{"site/a", "site/b/c", "site/new"});
}

TEST_CASE("HeldFiles: what is held is as it was kept, in its folder too", "[serve]") {
  const auto disk = MakeMemoryFileSystem({{"site/a", "1"}, {"site/b/c", "2"}});
  HeldFiles files(*disk);
  Look(files);
  files.FindChanged();
  REQUIRE(files.Read("site/a"));
  REQUIRE(files.Read("site/b/c"));
  files.Keep();
  REQUIRE(disk->Write("site/new", "3"));
  REQUIRE(disk->Write("site/a", "1 changed"));
  REQUIRE(disk->RemoveFile("site/b/c"));
  REQUIRE(disk->RemoveFolder("site/b"));
  files.Begin();
  Look(files);
  CHECK(NamesIn(files, "site") == "a new ");
  files.Hold(files.FindChanged());
  CHECK(*files.Read("site/a") == "1");
  CHECK(files.Stat("site/a")->size_bytes == 1);
  CHECK(*files.Read("site/b/c") == "2");
  CHECK(files.Read("site/new").error().rule == "file.missing");
  CHECK(files.Stat("site/new").error().rule == "file.missing");
  CHECK(NamesIn(files, "site") == "a b/ ");
  CHECK(NamesIn(files, "site/b") == "c ");
  files.Keep();
  files.Begin();
  Look(files);
  CHECK(files.FindChanged() == Paths{"site/a", "site/b/c", "site/new"});  // still not mended
}

/// A preview of the small site on a disk in memory.
struct Shown {
  explicit Shown(const Files& more = {}) : disk(MakeMemoryFileSystem(testing::SmallSiteWith(more))) {}

  static PortalOptions Options() {
    PortalOptions options;
    options.folder = "site";
    options.theme_parents = {"themes"};
    options.now = kNow;
    options.reloads = true;
    options.previews = true;
    return options;
  }
  void Save(const std::string& path, const std::string& text) { REQUIRE(disk->Write(path, text)); }
  std::string Text(const std::string& path) { return preview.Get(path).bytes; }
  bool Says(const std::string& rule) const {
    const auto& all = preview.diagnostics().list();
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& one) { return one.rule == rule; });
  }

  inline static const Instant kNow = ParseInstant("2026-04-01", 540).value();
  std::unique_ptr<FileSystem> disk;
  Preview preview{*disk, Options()};
};

const char* const kUme = "site/groups/ume.yaml";

TEST_CASE("Preview: a path is answered as a web host would", "[serve]") {
  Shown shown;
  REQUIRE(shown.preview.ok());
  CHECK(shown.preview.Get("/en/groups/ume.html").status == 200);
  CHECK(shown.preview.Get("/en/groups/ume.html").type == "text/html; charset=utf-8");
  CHECK(shown.preview.Get("/en/groups").location == "/en/groups/");
  CHECK(shown.preview.Get("/en/groups/").status == 200);
  CHECK(shown.preview.Get("/en/groups/nobody.html").status == 404);
  CHECK(shown.preview.Get("/site.yaml").status == 404);
  CHECK(shown.Text("/en/groups/ume.html").find("preview.js") != std::string::npos);
}

TEST_CASE("Preview: a record that is saved shows at once", "[serve]") {
  Shown shown;
  const uint64_t before = shown.preview.version();
  CHECK_FALSE(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.version() == before + 1);
  shown.Save(kUme, "name: {ja: 梅の会, en: Plum Society}\n");
  CHECK(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.version() == before + 2);
  CHECK(StartsWith(shown.Text("/en/groups/ume.html"), "Plum Society|en|1"));
}

TEST_CASE("Preview: a file with an error stays as it was, and everything else goes on", "[serve]") {
  Shown shown;
  const std::string before = shown.Text("/en/groups/ume.html");
  shown.Save(kUme, "name: {ja: 梅の会, en: [\n");
  shown.Save("site/groups/momo.yaml", "name: {ja: 桃の会, en: Peach Society}\n");
  CHECK(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.ok());
  CHECK(shown.preview.held() == Paths{kUme});
  CHECK(shown.preview.diagnostics().HasErrors());
  CHECK(StartsWith(shown.Text("/en/groups/ume.html"), before.substr(0, before.find('<'))));
  CHECK(shown.preview.Get("/en/groups/momo.html").status == 200);
  shown.Save(kUme, "name: {ja: 梅の会, en: Plum Society}\n");
  CHECK(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.held().empty());
  CHECK_FALSE(shown.preview.diagnostics().HasErrors());
  CHECK(StartsWith(shown.Text("/en/groups/ume.html"), "Plum Society"));
}

TEST_CASE("Preview: what is broken from the start is left out, and shows once it is mended", "[serve]") {
  Shown shown(Files{{"site/groups/momo.yaml", "name: [\n"}});
  CHECK(shown.preview.ok());
  CHECK(shown.preview.held() == Paths{"site/groups/momo.yaml"});
  CHECK(shown.preview.Get("/en/groups/momo.html").status == 404);
  shown.Save("site/groups/momo.yaml", "name: {ja: 桃の会, en: Peach Society}\n");
  CHECK(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.Get("/en/groups/momo.html").status == 200);
}

TEST_CASE("Preview: a site whose settings cannot be read says so until they can", "[serve]") {
  Shown shown;
  const std::string settings = *shown.disk->Read("site/site.yaml");
  for (const char* broken : {"title: [\n", ""}) {
    INFO(broken);
    shown.Save("site/site.yaml", broken);
    CHECK(shown.preview.Reload(Shown::kNow));
    CHECK(shown.preview.ok());  // as before
    CHECK(shown.preview.held() == Paths{"site/site.yaml"});
  }
  Shown never(Files{{"site/site.yaml", "title: [\n"}});
  CHECK_FALSE(never.preview.ok());
  CHECK(never.preview.Get("/").status == 500);
  CHECK(never.Text("/").find("site/site.yaml:1") != std::string::npos);
  never.Save("site/site.yaml", settings);
  CHECK(never.preview.Reload(Shown::kNow));
  CHECK(never.preview.ok());
}

TEST_CASE("Preview: a record that others need is as it was while it is gone", "[serve]") {
  Shown shown;
  REQUIRE(shown.disk->RemoveFile(kUme));
  CHECK(shown.preview.Reload(Shown::kNow));
  CHECK(shown.preview.ok());
}

}  // namespace
}  // namespace kyodo::serve
