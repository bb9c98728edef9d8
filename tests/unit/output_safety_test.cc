// What lies beside a site may have been put there by anyone, such as by who made the folder that was checked out:
// nothing outside the site and nothing that kyodo did not make is written, read into the site or removed.

#include <catch2/catch.hpp>

#include "output/journal.h"
#include "output/manifest.h"
#include "output/site_writer.h"
#include "temporary_folder.h"

namespace kyodo {

using testing::TemporaryFolder;

namespace {

/// The rule of the error, or nothing.
std::string Build(const TemporaryFolder& folder, const std::string& text = "new") {
  auto writer = SiteWriter::Open(*folder.files, folder.path + "/public");
  if (!writer) return writer.error().rule;
  (*writer)->Add({"index.html", text});
  (*writer)->Add({"a/b.html", "b"});
  const Result<WriteSummary> summary = (*writer)->Publish();
  return summary ? "" : summary.error().rule;
}

/// A folder of somebody's, who must find it as it was.
void PutHome(const TemporaryFolder& folder) {
  folder.Write("home/letter.txt", "letter");
  folder.Write("home/lock", "");
  folder.Write("home/0123456789abcdef0123456789abcdef", "not a copy");
  folder.Write("home/staging-1/letter.txt", "letter");
}

bool IsHomeWhole(const TemporaryFolder& folder) {
  const auto entries = folder.files->List(folder.path + "/home");
  return entries && entries->size() == 4 && folder.Read("home/letter.txt") == "letter" &&
         folder.Read("home/staging-1/letter.txt") == "letter" && folder.Read("home/lock").empty() &&
         folder.Read("home/0123456789abcdef0123456789abcdef") == "not a copy";
}

}  // namespace

TEST_CASE("SiteWriter: a link in the place of what kyodo makes leads nowhere", "[output][safety]") {
  for (const std::string name :
       {".public.kyodo", ".public.kyodo/lock", ".public.kyodo/manifest", ".public.kyodo/manifest.new",
        ".public.kyodo/note", ".public.kyodo/note.new", ".public.kyodo/images", ".public.kyodo/journal",
        ".public.kyodo/journal.new", ".public.kyodo/next-manifest", ".public.kyodo/retired", ".public.kyodo/staging-7",
        "public/.kyodo-incoming", "public"}) {
    for (const std::string target : {"/home", "/home/letter.txt", "/home/none", "/home/lock"}) {
      INFO(name << " leads to " << target);
      const TemporaryFolder folder;
      PutHome(folder);
      if (name != "public" && name != ".public.kyodo") REQUIRE(Build(folder, "old").empty());
      if (folder.Has(name)) REQUIRE(RemoveTree(*folder.files, folder.path + "/" + name));
      folder.Link(folder.path + target, name);
      const std::string rule = Build(folder);
      CHECK(rule == (name == "public" ? "output.not-a-folder" : "output.workspace"));
      CHECK(IsHomeWhole(folder));
      CHECK(folder.files->Stat(folder.path + "/" + name)->kind == FileInfo::kLink);
    }
  }
}

TEST_CASE("SiteWriter: what kyodo did not make stays in its folder", "[output][safety]") {
  const TemporaryFolder folder;
  REQUIRE(Build(folder, "old").empty());
  folder.Write(".public.kyodo/letter.txt", "letter");
  folder.Write(".public.kyodo/staging-area/letter.txt", "letter");
  folder.Write(".public.kyodo/images/letter.txt", "letter");
  folder.Link("/", ".public.kyodo/root");
  folder.Write(".public.kyodo/staging-7/old.html", "left behind");
  CHECK(Build(folder).empty());
  CHECK(folder.Read(".public.kyodo/letter.txt") == "letter");
  CHECK(folder.Read(".public.kyodo/staging-area/letter.txt") == "letter");
  CHECK(folder.Read(".public.kyodo/images/letter.txt") == "letter");
  CHECK(folder.Has(".public.kyodo/root"));
  CHECK(!folder.Has(".public.kyodo/staging-7"));
}

TEST_CASE("SiteWriter: a folder of that name that kyodo did not make is refused", "[output][safety]") {
  const TemporaryFolder folder;
  folder.Write(".public.kyodo/letter.txt", "letter");
  CHECK(Build(folder) == "output.workspace");
  CHECK(!folder.Has("public"));
  CHECK(!folder.Has(".public.kyodo/lock"));
  CHECK(folder.Read(".public.kyodo/letter.txt") == "letter");
}

TEST_CASE("SiteWriter: copies of photographs alone may have been kept from another machine", "[output][safety]") {
  const TemporaryFolder folder;
  folder.Write(".public.kyodo/images/0123456789abcdef0123456789abcdef", "a copy");
  folder.Write(".public.kyodo/links", "an answer");
  CHECK(Build(folder).empty());
  CHECK(folder.Has(".public.kyodo/images/0123456789abcdef0123456789abcdef"));
  CHECK(folder.Has(".public.kyodo/links"));
}

TEST_CASE("SiteWriter: a journal that kyodo did not write is told, and nothing is done", "[output][safety]") {
  for (const std::string lines : {"replace\nput 0 ../../written.txt\n",
                                  "replace\ndrop ../../home/letter.txt\n",
                                  "replace\ndrop /etc/passwd\n",
                                  "replace\nput 0 a/../../home/letter.txt\n",
                                  "replace\nput 0 a//b\n",
                                  "replace\nput 0 ./a\n",
                                  "replace\nput 0 \n",
                                  "replace\ndrop \n",
                                  "replace\nput x a\n",
                                  "replace\nput -1 a\n",
                                  "replace\ndrop a\\..\\b\n",
                                  "replace\ndrop a\tb\n",
                                  "replace\ndrop .gitignore\n",
                                  "replace\nput 0 .kyodo-incoming/0\n",
                                  "replace\nput 0 linked/letter.txt\n",
                                  "replace\nput 0 linked/deeper/letter.txt\n",
                                  "replace\ndrop linked/letter.txt\n",
                                  "drop index.html\n",
                                  "put 0 index.html\n",
                                  "exchange 1\ndrop index.html\n",
                                  "exchange 1\nreplace\n",
                                  "replace more\n",
                                  "replace\nanything\n",
                                  "\n"}) {
    INFO(lines);
    const TemporaryFolder folder;
    PutHome(folder);
    REQUIRE(Build(folder, "old").empty());
    folder.Link(folder.path + "/home", "public/linked");
    folder.Write("public/.kyodo-incoming/0", "forged");
    folder.Write(".public.kyodo/journal", "kyodo-journal 1\n" + lines + "end\n");
    folder.Write(".public.kyodo/next-manifest", "kyodo-manifest 1\nend 0\n");
    CHECK(Build(folder) == "output.journal");
    CHECK(IsHomeWhole(folder));
    CHECK(!folder.Has("written.txt"));
    CHECK(folder.Read("public/index.html") == "old");
    CHECK(folder.Read("public/.kyodo-incoming/0") == "forged");
  }
  const TemporaryFolder folder;
  REQUIRE(Build(folder, "old").empty());
  folder.Write("secret.txt", "secret");
  folder.Link("../../secret.txt", "public/.kyodo-incoming/0");
  folder.Write(".public.kyodo/journal", "kyodo-journal 1\nreplace\nput 0 index.html\nend\n");
  CHECK(Build(folder) == "output.journal");
  CHECK(folder.Read("public/index.html") == "old");
  CHECK(!ParseJournal(std::string("kyodo-journal 1\nreplace\ndrop a\0b\nend\n", 37)));
}

TEST_CASE("SiteWriter: a manifest that names what is no file of a site is none", "[output][safety]") {
  for (const std::string path : {"../home/letter.txt", "/etc/passwd", "a/../b", "a//b", ".", "a\\b", ""}) {
    INFO(path);
    CHECK(!ParseManifest("kyodo-manifest 1\n0000000000000001 6 0 0 0 " + path + "\nend 1\n"));
    const TemporaryFolder folder;
    PutHome(folder);
    REQUIRE(Build(folder, "old").empty());
    folder.Write(".public.kyodo/manifest", "kyodo-manifest 1\n0000000000000001 6 0 0 0 " + path + "\nend 1\n");
    CHECK(Build(folder) == "output.foreign");
    CHECK(IsHomeWhole(folder));
    CHECK(folder.Read("public/index.html") == "old");
  }
}

TEST_CASE("SiteWriter: a link inside the site is not the site's", "[output][safety]") {
  for (const std::string name : {"index.html", "a", ".gitignore", "other"}) {
    INFO(name);
    const TemporaryFolder folder;
    PutHome(folder);
    REQUIRE(Build(folder, "old").empty());
    REQUIRE(RemoveTree(*folder.files, folder.path + "/public/" + name));
    folder.Link(folder.path + "/home", "public/" + name);
    CHECK(Build(folder) == "output.foreign");
    CHECK(IsHomeWhole(folder));
    CHECK(folder.files->Stat(folder.path + "/public/" + name)->kind == FileInfo::kLink);
  }
}

TEST_CASE("SiteWriter: what a desktop leaves in the site is nobody's", "[output][safety]") {
  const TemporaryFolder folder;
  REQUIRE(Build(folder, "old").empty());
  folder.Write("public/.DS_Store", "desktop");
  folder.Write("public/a/Thumbs.db", "desktop");
  CHECK(IsIntact(*folder.files, folder.path + "/public"));
  CHECK(Build(folder).empty());
  CHECK(folder.Read("public/index.html") == "new");
  folder.Write("public/.env", "mine");
  CHECK(Build(folder, "newer") == "output.foreign");
  CHECK(folder.Read("public/.env") == "mine");
}

}  // namespace kyodo
