#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo {

using testing::Files;
using testing::Loaded;
using testing::LoadFiles;

namespace {

Loaded SiteIn(const std::string& languages, const Files& own = {}) {
  Files files = testing::SmallSiteWith(own);
  std::string& settings = files.at("site/site.yaml");
  const size_t at = settings.find("languages: ");
  settings.replace(at, settings.find('\n', at) - at, "languages: " + languages);
  return LoadFiles(files);
}

std::string Described(const Language& one) {
  return fmt::format("{} {} {}{}{}", one.code, one.name, one.prefix.empty() ? "/" : one.prefix,
                     one.right_to_left ? " rtl" : "", one.japanese ? " japanese" : "");
}

}  // namespace

TEST_CASE("ReadLanguages: codes of any kind, by their names in CLDR", "[load][languages]") {
  const Loaded site = SiteIn("[ja, en, zh-Hans, pt-BR, ja-x-easy, ar, {code: he, name: Ivrit, direction: ltr}]");
  const std::vector<std::string> expected = {"ja 日本語 / japanese",
                                             "en English en/",
                                             "zh-Hans 简体中文 zh-hans/",
                                             "pt-BR Português (Brasil) pt-br/",
                                             "ja-x-easy やさしい日本語 ja-x-easy/ japanese",
                                             "ar العربية ar/ rtl",
                                             "he Ivrit he/"};
  std::vector<std::string> found;
  for (const Language& one : site.site->config.languages) found.push_back(Described(one));
  CHECK(found == expected);
}

TEST_CASE("ReadLanguages: a code that CLDR does not know needs a name", "[load][languages]") {
  CHECK(SiteIn("[ja, jp]").Problems() == "config.languages site/site.yaml:3\n");
  const Loaded site = SiteIn("[ja, {code: qaa, name: 方言}]");
  CHECK(Described(site.site->config.languages.at(1)) == "qaa 方言 qaa/");
}

TEST_CASE("ReadLanguages: a language may publish only what is translated", "[load][languages]") {
  const Loaded site = SiteIn("[ja, {code: ja-x-easy, only: translated}, en]",
                             {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum, ja-x-easy: うめの 会}\n"},
                              {"site/groups/matsu.yaml", "name: {ja: 松の会, en: Pine}\n"}});
  const std::vector<Language>& languages = site.site->config.languages;
  REQUIRE(languages.size() == 3);
  CHECK(CountWhole(languages) == 2);
  CHECK(languages[2].code == "ja-x-easy");
  CHECK(languages[2].lists.empty());
  CHECK(site.Get("groups", "ume").PathIn(languages[2]) == "ja-x-easy/groups/ume.html");
  CHECK(site.Get("groups", "matsu").PathIn(languages[2]) == "groups/matsu.html");
  CHECK(site.Get("groups", "matsu").PathIn(languages[1]) == "en/groups/matsu.html");
}

TEST_CASE("ReadLanguages: only takes translated, and not in the first language", "[load][languages]") {
  CHECK(SiteIn("[ja, {code: en, only: some}]").Problems() == "config.languages site/site.yaml:3\n");
  CHECK(SiteIn("[{code: ja, only: translated}, en]").Problems() == "config.languages site/site.yaml:3\n");
}

TEST_CASE("FindLanguage: files and keys may write a code in small letters", "[load][languages]") {
  const Loaded site = SiteIn("[ja, zh-Hans]", {{"site/groups/ume.yaml", "name: {ja: 梅の会, zh-hans: 梅花会}\n"}});
  CHECK(site.Get("groups", "ume").Title(1) == "梅花会");
  CHECK(WiderLanguages("zh-Hans-CN") == std::vector<std::string>{"zh-Hans", "zh"});
  CHECK(WiderLanguages("ja-x-easy") == std::vector<std::string>{"ja"});
}

TEST_CASE("Datum::In: what a language lacks is shown in a wider one, the second of the site, the first",
          "[load][languages]") {
  const Loaded site = SiteIn("[ja, en, ja-x-easy, ko]",
                             {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum}\n"},
                              {"site/groups/matsu.yaml", "name: {ja: 松の会}\n"},
                              {"site/cases/turned.ja.md", "---\ntitle: 題\n---\n文。\n"},
                              {"site/cases/turned.en.md", "---\ntitle: Title\ntranslation: {of: new}\n---\nText.\n"}});
  const auto title = [&](const char* collection, const char* slug, LanguageId id) {
    LanguageId shown = id;
    const std::string text(site.Get(collection, slug).Title(id, &shown));
    return text + " " + site.site->config.languages[shown].code;
  };
  CHECK(title("groups", "ume", 2) == "梅の会 ja");
  CHECK(title("groups", "ume", 3) == "Plum en");
  CHECK(title("groups", "matsu", 1) == "松の会 ja");
  CHECK(title("groups", "matsu", 3) == "松の会 ja");
  CHECK(title("cases", "turned", 2) == "題 ja");
  CHECK(title("cases", "turned", 3) == "Title en");
  CHECK(site.Get("cases", "turned").shown == std::vector<LanguageId>{0, 1, 0, 1});
}

TEST_CASE("LeaveOutHidden: texts in a hidden language are read, and are nowhere", "[load][languages]") {
  Loaded site = SiteIn("[ja, {code: en, hidden: true}]",
                       {{"site/cases/only.en.md", "---\ntitle: Only English\n---\nText.\n"},
                        {"site/cases/turned.en.md", "---\ntitle: First English\n---\nText.\n"},
                        {"site/cases/turned.ja.md", "---\ntitle: 訳\ntranslation: {of: 000000000000}\n---\n文。\n"}});
  CHECK(site.site->config.languages.size() == 1);
  CHECK(site.site->config.hidden_languages.size() == 1);
  CHECK(site.Get("cases", "only").hidden);
  CHECK(site.Get("cases", "turned").original == 0);
  CHECK(!site.Get("cases", "turned").hidden);
  std::string all;
  for (const auto& [path, bytes] : RenderAll(site)) all += path + bytes;
  CHECK(all.find("English") == all.npos);
  CHECK(all.find("Plum") == all.npos);
  CHECK(all.find("en/") == all.npos);
}

TEST_CASE("LeaveOutHidden: mistakes in a hidden language are told", "[load][languages]") {
  const Loaded site =
      SiteIn("[ja, {code: en, hidden: true}]", {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: [Plum]}\n"}});
  CHECK(site.Problems() == "value.text site/groups/ume.yaml:1\n");
}

TEST_CASE("TellUnlistedOnce: one error for a language in many places, others for slips", "[load][languages]") {
  CHECK(SiteIn("[ja]").Problems() == "config.languages site/site.yaml:3\n");
  const Loaded slip = SiteIn("[ja, en]", {{"site/groups/ume.yaml", "name: {ja: 梅の会, fr: Prune}\n"}});
  CHECK(slip.Problems() == "language.unknown site/groups/ume.yaml:1\n");
}

}  // namespace kyodo
