#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo {

using testing::Files;
using testing::Loaded;
using testing::LoadFiles;

namespace {

/// The small site with its theme beside the site, and `own` in the theme's folder of the site.
Files SiteThatChanges(const Files& own) {
  Files files;
  for (const auto& [path, text] : testing::SmallSite()) {
    const bool theme = path.starts_with("site/themes/");
    files[theme ? path.substr(sizeof("site/") - 1) : path] = text;
  }
  for (const auto& [path, text] : own) files["site/themes/plain/" + path] = text;
  return files;
}

std::string TemplatesOf(const Theme& theme) {
  std::string paths;
  for (const auto& [name, file] : theme.templates) paths += file->path + "\n";
  return paths;
}

}  // namespace

TEST_CASE("LoadTheme: a template of the site takes the place of the theme's", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"templates/record.html", "own"}, {"templates/more.html", "more"}}));
  CHECK(site.Problems() == "");
  CHECK(TemplatesOf(*site.theme) ==
        "themes/plain/templates/az-index.html\nthemes/plain/templates/document.html\n"
        "themes/plain/templates/listing.html\nsite/themes/plain/templates/more.html\n"
        "site/themes/plain/templates/record.html\n");
}

TEST_CASE("LoadTheme: an asset of the site takes the place of the theme's, in folders too", "[load][theme]") {
  Files files = SiteThatChanges({{"assets/plain.css", "own"}, {"assets/icons/ward.svg", "own"}});
  files["themes/plain/assets/plain.css"] = "theirs";
  files["themes/plain/assets/icons/city.svg"] = "theirs";
  const Loaded site = LoadFiles(files);
  CHECK(site.Problems() == "");
  REQUIRE(site.theme->assets.size() == 3);
  CHECK(site.theme->assets.at("plain.css").bytes == "own");
  CHECK(site.theme->assets.at("icons/ward.svg").bytes == "own");
  CHECK(site.theme->assets.at("icons/city.svg").bytes == "theirs");
}

TEST_CASE("LoadTheme: a script loses what only its readers need, and nothing else", "[load][theme]") {
  Files files = SiteThatChanges({});
  files["themes/plain/assets/a.js"] = "// Adds.\nconst add = (a, b) => {\n  return a + // and\n    b;\n};\nadd(1, 2)\n";
  files["themes/plain/assets/a.css"] =
      "/* Ground\n   of all */\na {\n  color: red; /* so far */\n\n  content: \"/* \\\" kept */\";\n}\n";
  files["themes/plain/assets/b.js"] = "const text = `a,\n  b`;\n";
  const Loaded site = LoadFiles(files);
  CHECK(site.theme->assets.at("a.js").bytes == "const add = (a, b) => {return a + // and\nb;};add(1, 2)\n");
  CHECK(site.theme->assets.at("a.css").bytes == "a {\ncolor: red;\ncontent: \"/* \\\" kept */\";\n}\n");
  CHECK(site.theme->assets.at("b.js").bytes == "const text = `a,\n  b`;\n");
}

TEST_CASE("LoadTheme: words of the site's own theme change single words", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"i18n/en.yaml", "home: Start\n"}}));
  CHECK(site.theme->strings.at("home").In(1) == "Start");
  CHECK(site.theme->strings.at("home").In(0) == "ホーム");
  CHECK(site.theme->strings.at("other").In(1) == "Other");
  CHECK(site.Problems() == "");
}

namespace {

/// The small site with other languages, and files of its own.
Loaded ThemedSiteIn(const std::string& languages, const Files& own) {
  Files files = SiteThatChanges({});
  std::string& settings = files.at("site/site.yaml");
  const size_t at = settings.find("languages: ");
  settings.replace(at, settings.find('\n', at) - at, "languages: " + languages);
  for (const auto& [path, text] : own) files[path] = text;
  return LoadFiles(files);
}

std::string WordIn(const Loaded& site, const char* key, LanguageId id) {
  const Theme::Word word = site.theme->Find(key, id, site.site->config.languages);
  return fmt::format("{} [{}]", word.text, word.language);
}

}  // namespace

TEST_CASE("LoadTheme: a word is the site's, the theme's, a wider language's, the second's, the first's",
          "[load][theme]") {
  const Loaded site =
      ThemedSiteIn("[ja, en, pt-BR]", {{"site/i18n/pt-BR.yaml", "home: Portal\n"},
                                       {"site/themes/plain/i18n/pt-BR.yaml", "home: Casa\nyes: Sim!\n"},
                                       {"themes/plain/i18n/pt-BR.yaml", "yes: Sim\nno: 'Não'\n"},
                                       {"themes/plain/i18n/pt.yaml", "no: x\nprint_version: Versão\n"}});
  CHECK(WordIn(site, "home", 2) == "Portal []");
  CHECK(WordIn(site, "yes", 2) == "Sim! []");
  CHECK(WordIn(site, "no", 2) == "Não []");
  CHECK(WordIn(site, "print_version", 2) == "Versão []");
  CHECK(WordIn(site, "other", 2) == "Other [en]");
  // One warning, at the file to write.
  CHECK(site.Problems() == "theme.words site/i18n/pt-BR.yaml:0\n");
}

TEST_CASE("LoadTheme: words that no language of the site has are the theme's in English", "[load][theme]") {
  const Loaded site = ThemedSiteIn("[ko]", {});
  CHECK(WordIn(site, "home", 0) == "Home [en]");
}

TEST_CASE("LoadTheme: easy Japanese takes what it lacks from Japanese, and nothing is said", "[load][theme]") {
  const Loaded site = ThemedSiteIn("[ja, en, ja-x-easy]", {{"site/i18n/ja-x-easy.yaml", "home: はじめ\n"}});
  CHECK(WordIn(site, "home", 2) == "はじめ []");
  CHECK(WordIn(site, "yes", 2) == WordIn(site, "yes", 0));
  CHECK(site.Problems() == "");
}

TEST_CASE("LoadTheme: mistakes are told of the file that counts", "[load][theme]") {
  Loaded own = LoadFiles(SiteThatChanges({{"templates/record.html", "{{ record.titel }}"}}));
  RenderAll(own);
  CHECK(own.Problems() == "template.field site/themes/plain/templates/record.html:1\n");
  Files files = SiteThatChanges({{"templates/document.html", "own"}});
  files["themes/plain/templates/record.html"] = "{{ record.titel }}";
  Loaded theirs = LoadFiles(files);
  RenderAll(theirs);
  CHECK(theirs.Problems() == "template.field themes/plain/templates/record.html:1\n");
}

TEST_CASE("LoadTheme: a broken file of the site does not fall back to the theme's", "[load][theme]") {
  const Loaded site = LoadFiles(SiteThatChanges({{"templates/record.html", "\xff"}}));
  CHECK(site.Problems() == "text.utf8 site/themes/plain/templates/record.html:1\n");
}

TEST_CASE("LoadTheme: a whole theme in the site needs no other", "[load][theme]") {
  const Loaded site = LoadFiles(testing::SmallSite());
  CHECK(site.Problems() == "");
  CHECK(site.theme->templates.size() == 4);
}

}  // namespace kyodo
