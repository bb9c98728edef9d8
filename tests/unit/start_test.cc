// What `kyodo init` makes of the files in start/.
#include "start/start.h"

#include <catch2/catch.hpp>

#include "start/fill.h"
#include "testing.h"

namespace kyodo::start {
namespace {

const testing::Files kStart = {
    {"start/start.yaml",
     "name: {ja: まち, en: City}\nkinds:\n  - {id: talks, menu: talks, usual: true, label: {ja: 講話, en: talks}}\n"},
    {"start/base/dot-gitignore", "/public/\n"},
    {"start/base/README.ja.md", "# @name.ja@\n"},
    {"start/base/README.en.md", "# @name.en@\n"},
    {"start/base/content/site.yaml",
     "#ja 題です。\n#en The title.\ntitle:\n@title@\nlanguages: [@languages@]\nmenu:\n@menu@\n"},
    {"start/base/content/pages/a.ja.md", "---\ntitle: 甲\nlayout: home\n---\n[次](b.ja.md)\n"},
    {"start/base/content/pages/a.en.md", "---\ntitle: A\ntranslation: {of: 0123}\n---\n[next](b.en.md)\n"},
    {"start/base/site.yml",
     "#ja 0:05（@time_zone@@summer_ja@）\n#en 0:05 (@time_zone@@summer_en@)\ncron: \"@cron@\"\n"},
    {"start/in-JP/content/holidays.yaml", "from: japan\n"},
    {"start/talks/content/talks/example.yaml", "name:\n  ja: 例\n  en: Example\nday: @soon@\n"},
};

NewFiles MakeIn(const std::vector<std::string>& languages, const std::vector<std::string>& kinds = {},
                const std::string& zone = "UTC") {
  const auto files = MakeMemoryFileSystem(kStart);
  Diagnostics diagnostics;
  Starter starter(*files, "start", diagnostics);
  Wishes wishes{languages, {{"", "み\"どり"}, {"en", "Green"}}, "https://example.jp/", zone, kinds, {2026, 4, 1}};
  NewFiles made = starter.Make(wishes, diagnostics);
  CHECK(diagnostics.empty());
  return made;
}

TEST_CASE("Starter: knows the kinds and the usual name", "[start]") {
  const auto files = MakeMemoryFileSystem(kStart);
  Diagnostics diagnostics;
  const Starter starter(*files, "start", diagnostics);
  REQUIRE(starter.kinds().size() == 1);
  CHECK(starter.kinds().front().label.ja == "講話");
  CHECK(starter.kinds().front().is_usual);
  CHECK(starter.UsualName("ja") == "まち");
  CHECK(starter.UsualName("ko") == "City");
}

TEST_CASE("Starter: fills in names, languages and the menu", "[start]") {
  const NewFiles made = MakeIn({"ja", "en"}, {"talks"});
  CHECK(made.at("content/site.yaml") ==
        "# 題です。\n# The title.\ntitle:\n  ja: \"み\\\"どり\"\n  en: \"Green\"\nlanguages: [ja, en]\nmenu:\n"
        "    - {to: talks}\n");
  CHECK(made.at("content/talks/example.yaml") == "name:\n  ja: 例\n  en: Example\nday: 2026-05-01\n");
  CHECK(made.at("README.md") == "# み\"どり\n");
  CHECK(made.at("README.en.md") == "# Green\n");
  CHECK(made.at(".gitignore") == "/public/\n");
}

TEST_CASE("Starter: leaves out other kinds and other languages", "[start]") {
  const NewFiles made = MakeIn({"ja"});
  CHECK(made.at("content/site.yaml") == "# 題です。\ntitle:\n  ja: \"み\\\"どり\"\nlanguages: [ja]\nmenu:\n");
  CHECK_FALSE(made.contains("content/talks/example.yaml"));
  CHECK_FALSE(made.contains("content/pages/a.en.md"));
}

TEST_CASE("Starter: what is made each night and what a country has besides go by the time zone", "[start]") {
  const NewFiles japan = MakeIn({"ja"}, {}, "Asia/Tokyo");
  CHECK(japan.at("site.yml") == "# 0:05（Asia/Tokyo）\ncron: \"5 15 * * *\"\n");
  CHECK(japan.at("content/holidays.yaml") == "from: japan\n");
  const NewFiles germany = MakeIn({"en"}, {}, "Europe/Berlin");
  CHECK(germany.at("site.yml") == "# 0:05 (Europe/Berlin; at 1:05 in summer time)\ncron: \"5 23 * * *\"\n");
  CHECK_FALSE(germany.contains("content/holidays.yaml"));
}

TEST_CASE("Starter: a translation without its original becomes one", "[start]") {
  const NewFiles made = MakeIn({"en"});
  CHECK(made.at("content/pages/a.en.md") == "---\ntitle: A\nlayout: home\n---\n[next](b.en.md)\n");
  CHECK(made.at("README.md") == "# Green\n");
}

TEST_CASE("Starter: a translation says which version of the original it is of", "[start]") {
  const NewFiles made = MakeIn({"ja", "en"});
  CHECK(made.at("content/pages/a.ja.md") == "---\ntitle: 甲\nlayout: home\n---\n[次](b.ja.md)\n");
  const std::string& english = made.at("content/pages/a.en.md");
  CHECK(english.find("title: A\ntranslation: {of: ") != english.npos);
  CHECK(english.find("0123}") == english.npos);
}

TEST_CASE("Starter: speaks the languages that it has texts in, and those for whom wider ones will do", "[start]") {
  const auto files = MakeMemoryFileSystem(kStart);
  Diagnostics diagnostics;
  const Starter starter(*files, "start", diagnostics);
  CHECK_FALSE(starter.Speaks({"ko"}));
  CHECK(starter.Speaks({"ko", "en"}));
  const NewFiles made = MakeIn({"ko", "en-GB"}, {"talks"});
  CHECK(made.at("content/pages/a.en-GB.md") == "---\ntitle: A\nlayout: home\n---\n[next](b.en-GB.md)\n");
  CHECK_FALSE(made.contains("content/pages/a.ko.md"));
  CHECK(made.at("content/talks/example.yaml") == "name:\n  en-GB: Example\nday: 2026-05-01\n");
  CHECK_FALSE(MakeIn({"ja", "ja-x-easy"}).contains("content/pages/a.ja-x-easy.md"));
}

TEST_CASE("KeepLanguages: English texts have their names in other languages", "[start]") {
  const Voices voices = {{"ko", "ko"}, {"pt-BR", "pt"}};
  const auto translate = [](const std::string& english, const std::string& language) {
    return language + " " + english;
  };
  CHECK(KeepLanguages("#ja 注。\n#en Note.\nname:\n  ja: 例\n  en: \"An: example\"\n", voices, translate) ==
        "# Note.\nname:\n  ko: \"ko An: example\"\n  pt-BR: \"pt An: example\"\n");
}

TEST_CASE("WriteNew: refuses a folder with anything in it", "[start]") {
  const auto files = MakeMemoryFileSystem({{"full/notes.txt", "mine"}});
  CHECK(WriteNew(*files, "full", {{"a.txt", "a"}}).error().rule == "start.not-empty");
  CHECK_FALSE(files->Stat("full/a.txt").ok());
  CHECK(WriteNew(*files, "new/city", {{"x/a.txt", "a"}}).ok());
  CHECK(*files->Read("new/city/x/a.txt") == "a");
}

}  // namespace
}  // namespace kyodo::start
