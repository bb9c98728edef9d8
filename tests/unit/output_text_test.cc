// The two small files beside a site: its manifest and its journal.

#include <catch2/catch.hpp>

#include "output/journal.h"
#include "output/manifest.h"

namespace kyodo {

TEST_CASE("FormatManifest: one line a file, sorted", "[output][manifest]") {
  const Manifest manifest({{"日本 語.html", 12, 0xabc, {5, 6, 7}}, {"a/b.html", 0, 1, {}}});
  const std::string text =
      "kyodo-manifest 1\n"
      "0000000000000001 0 0 0 0 a/b.html\n"
      "0000000000000abc 12 5 6 7 日本 語.html\n"
      "end 2\n";
  CHECK(FormatManifest(manifest) == text);
  const std::optional<Manifest> again = ParseManifest(text);
  REQUIRE(again);
  CHECK(FormatManifest(*again) == text);
}

TEST_CASE("ParseManifest: a preview says what it was built with", "[output][manifest]") {
  Manifest manifest({}, "https://example.jp/", "--drafts --now 2026-04-01");
  const std::string text = "kyodo-manifest 3\nof https://example.jp/\npreview --drafts --now 2026-04-01\nend 0\n";
  CHECK(FormatManifest(manifest) == text);
  CHECK(ParseManifest(text)->preview == "--drafts --now 2026-04-01");
  CHECK(ParseManifest(text)->owner == "https://example.jp/");
  manifest.owner.clear();
  CHECK(ParseManifest(FormatManifest(manifest))->preview == manifest.preview);
  CHECK_FALSE(ParseManifest("kyodo-manifest 3\nof https://example.jp/\nend 0\n"));
}

TEST_CASE("ParseManifest: an owner is kept, and an older manifest has none", "[output][manifest]") {
  const std::string text = "kyodo-manifest 2\nof https://example.jp/\n0000000000000abc 12 5 6 7 index.html\nend 1\n";
  const std::optional<Manifest> manifest = ParseManifest(text);
  REQUIRE(manifest);
  CHECK(manifest->owner == "https://example.jp/");
  CHECK(FormatManifest(*manifest) == text);
  CHECK(ParseManifest("kyodo-manifest 1\nend 0\n")->owner.empty());
  for (size_t length = 0; length < text.size(); ++length) CHECK(!ParseManifest(text.substr(0, length)));
}

TEST_CASE("ParseManifest: refuses every text that was cut off", "[output][manifest]") {
  const std::string text = FormatManifest(Manifest({{"a", 1, 2, {3, 4, 5}}, {"b", 1, 2, {}}}));
  for (size_t length = 0; length < text.size(); ++length) {
    CHECK(!ParseManifest(std::string_view(text).substr(0, length)));
  }
  CHECK(!ParseManifest(text + "more\n"));
  CHECK(!ParseManifest("kyodo-manifest 2\nend 0\n"));
}

TEST_CASE("Manifest: knows its files and folders", "[output][manifest]") {
  const Manifest manifest({{"a.html", 0, 0, {}}, {"a/b/c.html", 0, 0, {}}, {"a0", 0, 0, {}}});
  CHECK(manifest.Find("a.html") != nullptr);
  CHECK(manifest.Find("a") == nullptr);
  CHECK(manifest.HasFolder("a"));
  CHECK(manifest.HasFolder("a/b"));
  CHECK(!manifest.HasFolder("a/b/c.html"));
  CHECK(!manifest.HasFolder("b"));
}

TEST_CASE("ParseJournal: reads what FormatJournal wrote", "[output][journal]") {
  Journal journal;
  journal.kind = Journal::kReplace;
  journal.puts = {{0, "a b.css"}, {1, "index.html"}};
  journal.drops = {"old.html"};
  const std::string text = "kyodo-journal 1\nreplace\nput 0 a b.css\nput 1 index.html\ndrop old.html\nend\n";
  CHECK(FormatJournal(journal) == text);
  CHECK(FormatJournal(ParseJournal(text).value()) == text);
  CHECK(ParseJournal("kyodo-journal 1\nexchange 42\nend\n")->staging_inode == 42);
}

TEST_CASE("ParseJournal: a text that was cut off says nothing", "[output][journal]") {
  const std::string text = "kyodo-journal 1\nexchange 42\nend\n";
  for (size_t length = 0; length < text.size(); ++length) {
    CHECK(ParseJournal(std::string_view(text).substr(0, length))->kind == Journal::kNone);
  }
}

}  // namespace kyodo
