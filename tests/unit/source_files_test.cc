// What a site is made from is in its folder, plain, and known: names lead nowhere else, links and pipes are told, and a
// disk that fails is an error and never an empty folder.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>

#include "doubles/fault_file_system.h"
#include "source/plain_files.h"
#include "source/snapshot.h"
#include "temporary_folder.h"
#include "testing.h"

namespace kyodo {

using testing::Files;
using testing::Loaded;
using testing::TemporaryFolder;

namespace {

constexpr const char* kSecret = "what only the machine knows";

Loaded LoadFrom(FileReader& files, const std::string& root) {
  Loaded loaded;
  const std::string site = root + "/site";
  loaded.site =
      Load(files, {site, ParseInstant("2026-04-01", 540).value(), false}, testing::SharedPool(), loaded.diagnostics);
  loaded.theme = LoadTheme(files, {{site + "/themes/plain", root + "/themes/plain"}, site},
                           loaded.site->config.languages, loaded.diagnostics);
  loaded.diagnostics.Sort();
  return loaded;
}

/// A site that has every kind of input.
Files WholeSite() {
  return testing::SmallSiteWith(
      {{"site/search.yaml", "variants: [[障害, 障がい]]\n"},
       {"site/holidays.yaml", "days: {2030-01-01: {ja: 元日, en: New Year}}\n"},
       {"site/i18n/ja.yaml", "home: 入口\n"},
       {"site/assets/robots.txt", "User-agent: *\n"},
       {"site/assets/.well-known/security.txt", "Contact: mailto:a@example.jp\n"},
       {"site/themes/plain/assets/plain.css", "p { margin: 0 }\n"},
       {"site/schema/forms.yaml",
        "format: record\nlabel: 様式\nfields:\n  title: {type: string}\n  form: {type: file}\n  photo: {type: "
        "image}\n"},
       {"site/forms/a.yaml", "title: 甲\nform: a.pdf\nphoto: {src: a.svg, alt: {ja: 図}}\n"},
       {"site/forms/a.pdf", "%PDF-1.4 a"},
       {"site/forms/a.svg", "<svg viewBox=\"0 0 300 200\"/>"},
       {"site/cases/walk.ja.md", "---\ntitle: 散歩\n---\n[地図](walk.pdf)と![図](walk.svg)\n"},
       {"site/cases/walk.pdf", "%PDF-1.4 walk"},
       {"site/cases/walk.svg", "<svg viewBox=\"0 0 300 200\"/>"}});
}

void Put(const TemporaryFolder& folder, const Files& files) {
  for (const auto& [name, bytes] : files) folder.Write(name, bytes);
}

/// "rule place" of every error, with places seen from the folder.
std::string ErrorsOf(const Loaded& loaded, const TemporaryFolder& folder) {
  std::string problems = loaded.Problems();
  for (size_t at; (at = problems.find(folder.path + "/")) != problems.npos;) problems.erase(at, folder.path.size() + 1);
  return problems;
}

/// The texts of all files that the site publishes as they are.
std::string AllPublished(Loaded& loaded, FileSystem& files) {
  std::string all;
  for (const StaticFile& file : loaded.site->files) {
    const Result<std::string> bytes = files.Read(file.source);
    all += bytes ? *bytes : "";
  }
  return all;
}

}  // namespace

TEST_CASE("ResolveName: a name is a place below the root, or an error", "[load][files]") {
  const auto resolve = [](std::string_view name) {
    const Result<std::string> path = ResolveName("../my site", "../my site/cases/a/index.ja.md", name);
    return path ? *path : path.error().rule;
  };
  CHECK(resolve("b.pdf") == "../my site/cases/a/b.pdf");
  CHECK(resolve("./b//c/../d.pdf") == "../my site/cases/a/b/d.pdf");
  CHECK(resolve("../../b.pdf") == "../my site/b.pdf");
  CHECK(resolve("/b.pdf") == "../my site/b.pdf");
  CHECK(resolve("//b.pdf") == "../my site/b.pdf");
  for (const char* name : {"../../../b.pdf", "/..", "/../b.pdf", "/../../../../etc/passwd", "../../../my site/b.pdf",
                           "/cases/../../b.pdf", "./.././../.././b.pdf", "/./../b.pdf", "//../b.pdf"}) {
    INFO(name);
    CHECK(resolve(name) == "file.outside");
  }
  for (const char* name : {".env", "/.git/config", "b/.c/d.pdf", "..."}) CHECK(resolve(name) == "file.hidden");
  CHECK(resolve("%2e%2e/%2e%2e/%2e%2e/b.pdf") == "../my site/cases/a/%2e%2e/%2e%2e/%2e%2e/b.pdf");
}

TEST_CASE("Load: the theme is a name, and no way to another folder", "[load][files]") {
  for (const char* name : {"../plain", "/etc", "a/b", "..", ".git", "\"a\\nb\"", "\"a\\\\b\"", "\"\""}) {
    INFO(name);
    const Loaded loaded =
        testing::LoadFiles(testing::SmallSiteWith({{"site/site.yaml",
                                                    "title: {ja: 見本}\nbase_url: https://example.jp/\nlanguages: "
                                                    "[ja, en]\ntheme: " +
                                                        std::string(name) + "\n"}}));
    CHECK(loaded.Problems().find("config.theme site/site.yaml:4") != std::string::npos);
    CHECK(loaded.site->config.theme == "kyodo");
  }
}

TEST_CASE("Load: the site's address has no character that means something else where it is written", "[load]") {
  const auto problems = [](const std::string& url) {
    return testing::LoadFiles(testing::SmallSiteWith({{"site/site.yaml", "title: {ja: 見本}\nbase_url: " + url +
                                                                             "\nlanguages: [ja, en]\ntheme: plain\n"}}))
        .Problems();
  };
  for (const char* url :
       {"https://example.jp", "http://localhost:8000/", "https://www.city.minato.example.jp/kyodo/a-b_c/",
        "https://xn--wgv71a119e.jp/%E6%B8%AF/~user", "https://192.0.2.1:8443/a.b/"}) {
    INFO(url);
    CHECK(problems(url) == "");
  }
  for (const char* url : {"\"https://e.jp/a\\nX-Evil:1/\"",
                          "\"https://e.jp/a\\rb/\"",
                          "\"https://e.jp/a\\tb/\"",
                          "\"https://e.jp/\\0\"",
                          "\"https://e.jp\\n/\"",
                          "\"https://e.jp/a\\u2028b/\"",
                          "\"https://e.jp/a b/\"",
                          "https://e.jp/*/",
                          "https://e.jp/:all/",
                          "https://e.jp/$1/",
                          "\"https://e.jp/(a+)+\"",
                          "\"https://e.jp/a'b\"",
                          "https://u:p@e.jp/",
                          "https://e.jp:/",
                          "https://e.jp:a/",
                          "https://:80/",
                          "https://e.jp//a/",
                          "https://e.jp/a/../b/",
                          "https://e.jp/..",
                          "https://港区.jp/",
                          "ftp://e.jp/",
                          "https:///a",
                          "https://e.jp/?a",
                          "\"https://e.jp/#a\"",
                          "\"https://e.jp/<a>\"",
                          "https://e.jp\\a"}) {
    INFO(url);
    CHECK(problems(url).find(" site/site.yaml:2") != std::string::npos);
  }
}

TEST_CASE("Load: no text and no field publishes what is not a plain file of the site", "[load][files]") {
  const std::pair<const char*, const char*> names[] = {
      {"/../secret.txt", "file.outside"},
      {"../../secret.txt", "file.outside"},
      {"/../../../../../../../../etc/hostname.txt", "file.outside"},
      {"/cases/../../secret.txt", "file.outside"},
      {"/%2e%2e/secret.txt", "file.missing"},
      {"a%2f..%2f..%2fsecret.txt", "file.missing"},
      {"linked.txt", "file.link"},
      {"linked/secret.txt", "file.link"},
      {"climbing.txt", "file.link"},
      {"zero.txt", "file.link"},
      {"pipe.txt", "file.kind"},
      {"folder.txt", "file.kind"},
      {".env", "file.hidden"},
  };
  const TemporaryFolder folder;
  Put(folder, WholeSite());
  folder.Write("secret.txt", kSecret);
  for (const std::string place : {"site/cases", "site/forms"}) {
    folder.Write(place + "/.env", kSecret);
    folder.Link(folder.path + "/secret.txt", place + "/linked.txt");
    folder.Link(folder.path, place + "/linked");
    folder.Link("../../secret.txt", place + "/climbing.txt");
    folder.Link("/dev/zero", place + "/zero.txt");
    folder.Pipe(place + "/pipe.txt");
    folder.Write(place + "/folder.txt/index.txt", "");
  }
  for (const auto& [name, rule] : names) {
    for (const std::string use : {"link", "image", "file", "photo"}) {
      INFO(use << " " << name);
      const bool in_text = use == "link" || use == "image";
      const std::string text = (use == "link" ? "[x](" : "![x](") + std::string(name) + ")\n";
      folder.Write("site/cases/walk.ja.md", "---\ntitle: 散歩\n---\n" + (in_text ? text : ""));
      folder.Write("site/forms/a.yaml", use == "file"    ? "form: " + std::string(name) + "\n"
                                        : use == "photo" ? "photo: {src: " + std::string(name) + ", alt: {ja: 図}}\n"
                                                         : "title: 甲\n");
      Loaded loaded = LoadFrom(*folder.files, folder.path);
      const std::string place = in_text ? "site/cases/walk.ja.md:4" : "site/forms/a.yaml:1";
      CHECK(ErrorsOf(loaded, folder).find(std::string(rule) + " " + place) != std::string::npos);
      CHECK(AllPublished(loaded, *folder.files).find(kSecret) == std::string::npos);
    }
  }
}

TEST_CASE("Load: an input that is a link or a pipe is told, and nothing waits for it", "[load][files]") {
  const TemporaryFolder folder;
  const Files files = WholeSite();
  Put(folder, files);
  REQUIRE(LoadFrom(*folder.files, folder.path).Problems() == "");
  for (const auto& [name, bytes] : files) {
    const std::string path = folder.path + "/" + name;
    for (const bool pipe : {false, true}) {
      INFO(name << (pipe ? " is a pipe" : " is a link"));
      REQUIRE(folder.files->Rename(path, folder.path + "/kept"));
      pipe ? folder.Pipe(name) : folder.Link(folder.path + "/kept", name);
      const Loaded loaded = LoadFrom(*folder.files, folder.path);
      CHECK(loaded.diagnostics.HasErrors());
      CHECK(ErrorsOf(loaded, folder).find(pipe ? "file.kind " : "file.link ") != std::string::npos);
      REQUIRE(folder.files->RemoveFile(path));
      REQUIRE(folder.files->Rename(folder.path + "/kept", path));
    }
  }
  for (const std::string name :
       {"assets", "assets/.well-known", "cases", "forms", "i18n", "schema", "themes", "themes/plain/assets",
        "themes/plain/i18n", "themes/plain/templates", "vocabularies"}) {
    INFO(name << " is a link to a folder");
    const std::string path = folder.path + "/site/" + name;
    REQUIRE(folder.files->Rename(path, folder.path + "/kept"));
    folder.Link(folder.path + "/kept", "site/" + name);
    const Loaded loaded = LoadFrom(*folder.files, folder.path);
    const bool is_theme_folder = name == "themes";  // given to LoadTheme as it is
    if (!is_theme_folder) CHECK(ErrorsOf(loaded, folder).find("file.link site/" + name) != std::string::npos);
    REQUIRE(folder.files->RemoveFile(path));
    REQUIRE(folder.files->Rename(folder.path + "/kept", path));
  }
}

TEST_CASE("Load: whichever call to the disk fails, it is an error", "[load][files][fault]") {
  const auto disk = MakeMemoryFileSystem(WholeSite());
  REQUIRE(LoadFrom(*disk, ".").Problems() == "");
  for (const FileCall call : {FileCall::kRead, FileCall::kStat, FileCall::kList}) {
    for (const int error_number : {EIO, EMFILE, EACCES}) {
      size_t calls = 1;
      for (size_t number = 1; number <= calls; ++number) {
        INFO(NameOf(call) << " " << number << " fails with " << error_number);
        FaultFileSystem files(*disk, {call, number, error_number});
        CHECK(LoadFrom(files, ".").diagnostics.HasErrors());
        calls = files.calls();
      }
      CHECK(calls > 5);
    }
  }
}

TEST_CASE("Snapshot: whichever call fails while it is taken, the stamp is none, and no page is lost in silence",
          "[load][files][fault]") {
  const auto disk = MakeMemoryFileSystem(WholeSite());
  const InputPlaces places{"./site", {"./themes"}, {}};
  const auto count = [](const Loaded& loaded) {
    size_t records = 0;
    for (const auto& [id, collection] : loaded.site->collections) records += collection.records.size();
    return records;
  };
  const size_t whole = count(LoadFrom(*disk, "."));
  for (const FileCall call : {FileCall::kStat, FileCall::kList}) {
    for (const int error_number : {EIO, EMFILE, EACCES}) {
      size_t calls = 1;
      for (size_t number = 1; number <= calls; ++number) {
        INFO(NameOf(call) << " " << number << " fails with " << error_number);
        FaultFileSystem files(*disk, {call, number, error_number});
        Snapshot snapshot(files, places);
        calls = files.calls();
        CHECK(snapshot.Stamp().empty());
        const Loaded loaded = LoadFrom(snapshot, ".");
        CHECK((count(loaded) == whole || loaded.diagnostics.HasErrors()));
      }
      CHECK(calls > 5);
    }
  }
}

TEST_CASE("Load: names of assets that differ in capital letters only are told", "[load][files]") {
  Files files = WholeSite();
  files["site/assets/Logo.svg"] = files["site/assets/logo.svg"] = "<svg/>";
  files["site/assets/in/Logo.svg"] = "<svg/>";
  CHECK(LoadFrom(*MakeMemoryFileSystem(files), ".").Problems() == "file.twin ./site/assets/logo.svg:0\n");
}

TEST_CASE("Load: what desktops, editors and office programs leave behind is not published", "[load][files]") {
  Files files = WholeSite();
  const std::string names[] = {".DS_Store",      ".env",        ".plain.css.swp", ".git/config", "Thumbs.db",
                               "desktop.ini",    "~$様式.docx", "a.txt~",         "#a.txt#",     "photo.jpg.bak",
                               "._a.pdf",        "a.css.orig",  "Desktop.ini",    "THUMBS.DB",   "in/.env",
                               "__MACOSX/a.txt", "a.tmp"};
  for (const std::string& name : names) {
    files["site/assets/" + name] = kSecret;
    files["site/themes/plain/assets/" + name] = kSecret;
  }
  files["site/assets/.htaccess"] = "Deny from all\n";
  Loaded loaded = LoadFrom(*MakeMemoryFileSystem(files), ".");
  const std::string told = loaded.Problems();
  for (const char* folder : {"./site/assets/", "./site/themes/plain/assets/"}) {
    for (const char* name :
         {"#a.txt#", ".env", ".plain.css.swp", "a.css.orig", "a.tmp", "a.txt~", "in/.env", "photo.jpg.bak"})
      CHECK(told.find(fmt::format("file.litter {}{}:0\n", folder, name)) != std::string::npos);
  }
  CHECK(std::count(told.begin(), told.end(), '\n') == 2 * 8);  // what desktops leave is nobody's slip
  std::string published;
  for (const StaticFile& file : loaded.site->files) published += file.path + " ";
  for (const auto& [name, asset] : loaded.theme->assets) published += name + " ";
  CHECK(published.find(".htaccess .well-known/security.txt robots.txt ") == 0);
  CHECK(published.ends_with(" plain.css "));
  for (const std::string& name : names) CHECK(published.find(name + " ") == std::string::npos);
}

}  // namespace kyodo
