// The search: text to terms, the files of the index, and what a query finds in them.
#include <catch2/catch.hpp>
#include <map>

#include "check/private_values.h"
#include "core/text.h"
#include "formats/gzip.h"
#include "search/kana.h"
#include "search/normalize.h"
#include "search/postings.h"
#include "search/query.h"
#include "search/stem.h"
#include "search/write.h"
#include "testing.h"

namespace kyodo::search {

namespace {

std::string Normal(std::string_view text, const Variants& variants = {}) { return Encode(Normalize(text, variants)); }

TEST_CASE("Normalize: all ways to write the same give the same", "[search]") {
  CHECK(Normal("ｷｮｳﾄﾞｳ") == "きょうどう");
  CHECK(Normal("キョウドウ") == "きょうどう");
  CHECK(Normal("ＮＰＯ法人（２０２１年）") == "npo法人 2021年");
  CHECK(Normal("Kyōdō, a co-operation!") == "kyodo a co operation");
  CHECK(Normal(" 協働、\n  まち ") == "協働\nまち");
  CHECK(Normal("ボランティアー") == "ぼらんてぃあー");
  CHECK(Normal("葛\U000E0100城 soft\u00ADhyphen") == "葛城 softhyphen");
}

TEST_CASE("Normalize: other spellings become the usual one, the longest first", "[search]") {
  const Variants variants({{"取り組み", "取組", "取組み"}, {"高", "髙"}, {"障害", "障がい"}});
  CHECK(Normal("取組みと取組", variants) == "取り組みと取り組み");
  CHECK(Normal("髙橋さんの障ガイ者支援", variants) == "高橋さんの障害者支援");
}

TEST_CASE("RunsOf: Japanese, digits and letters apart", "[search]") {
  const std::u32string text = Normalize("NPO法人2021 год", {});
  std::vector<std::string> runs;
  for (const Run& run : RunsOf(text))
    runs.push_back(Encode(std::u32string_view(text).substr(run.begin, run.end - run.begin)));
  CHECK(runs == std::vector<std::string>{"npo", "法人", "2021", "год"});
}

TEST_CASE("Stem: inflected forms meet, other words do not", "[search]") {
  const std::vector<std::vector<std::string>> same = {{"group", "groups"},
                                                      {"city", "cities"},
                                                      {"share", "shares", "shared", "sharing"},
                                                      {"plan", "plans", "planned", "planning"},
                                                      {"agree", "agreed", "agreeing"},
                                                      {"box", "boxes"},
                                                      {"use", "uses", "used", "using"},
                                                      {"class", "classes"},
                                                      {"study", "studied", "studies"}};
  for (const auto& words : same) {
    for (const std::string& word : words) CHECK(Stem(word) == Stem(words[0]));
  }
  CHECK(Stem("need") == "need");
  CHECK(Stem("thing") == "thing");
  CHECK(Stem("community") != Stem("commune"));
}

TEST_CASE("RomajiKey: every romanisation of a reading has its key", "[search]") {
  for (const char* word : {"kyodo", "kyoudou", "kyoodoo"}) CHECK(RomajiKey(word) == RomajiKeyOfKana(U"きょうどう"));
  for (const char* word : {"shimbun", "sinbun", "shinbun"}) CHECK(RomajiKey(word) == RomajiKeyOfKana(U"しんぶん"));
  for (const char* word : {"jumin", "zyumin", "juumin"}) CHECK(RomajiKey(word) == RomajiKeyOfKana(U"じゅうみん"));
  CHECK(RomajiKey("gakko") == RomajiKeyOfKana(U"がっこう"));
  CHECK(RomajiKey("public").empty());
}

TEST_CASE("Postings: what was written is read", "[search]") {
  uint32_t state = 7;
  const auto chance = [&] { return state = state * 1664525 + 1013904223; };
  for (const uint32_t universe : {1u, 2u, 64u, 1000u, 65536u}) {
    for (int round = 0; round < 50; ++round) {
      std::vector<Posting> list;
      const uint32_t keep = 1 + chance() / 7 % 9;
      for (uint32_t i = 0; i < universe; ++i) {
        if ((chance() >> 16) % keep == 0) list.push_back({i, static_cast<uint8_t>((chance() >> 20) % 4)});
      }
      CHECK(DecodePostings(EncodePostings(list, universe), static_cast<uint32_t>(list.size()), universe) == list);
    }
  }
}

TEST_CASE("Gunzip: refuses what is cut short or too large", "[search]") {
  const std::string packed = Gzip(std::string(5000, 'a'));
  CHECK(Gunzip(packed, 5000) == std::string(5000, 'a'));
  CHECK_FALSE(Gunzip(packed, 4999));
  CHECK_FALSE(Gunzip(packed.substr(0, packed.size() - 9), 5000));
  CHECK_FALSE(Gunzip("", 5000));
}

/// A small site in memory, with its index.
struct Found {
  explicit Found(const std::map<std::string, std::string>& changes = {}) {
    std::map<std::string, std::string> all = {
        {"site.yaml", "title: {ja: 試験, en: Test}\nbase_url: https://example.jp/\nlanguages: [ja, en]\n"},
        {"search.yaml", "variants: [[障害, 障がい]]\n"},
        {"schema/groups.yaml",
         "label: {ja: 団体, en: Groups}\nfields:\n  title: {type: string, translate: true, required: true}\n"
         "  kana: {type: string}\n  summary: {type: text, translate: true, search: 3}\n"
         "  leader: {type: string, search: 0}\n  secret: {type: string, private: true}\n"},
        {"groups/a.yaml",
         "title: {ja: 協働の会, en: Kyodo group}\nkana: きょうどうのかい\nsummary: {ja: "
         "障がいのある人と防災訓練をします。, en: Volunteers run "
         "disaster drills.}\nleader: 山田太郎\nsecret: 03-1234-5678\n"},
        {"groups/b.yaml",
         "title: {ja: 町会, en: Town association}\nsummary: {ja: 会の協働を進める町会。, en: Drills for disasters, in "
         "town.}\n"},
        {"groups/c.yaml", "title: {ja: '<script>alert(1)</script>', en: '\"><img src=x onerror=alert(1)>'}\n"}};
    for (const auto& [path, text] : changes) all[path] = text;
    testing::Files files;
    for (const auto& [path, text] : all) files["site/" + path] = text;
    loaded = testing::LoadFiles(files);
    made = MakeIndex(*loaded.site, readings::AnalyseJapanese(*loaded.site, Theme(), nullptr));
    for (const IndexFile& file : made.files) bytes[file.path] = file.bytes;
    index = std::make_unique<Index>(made.root, [this](const std::string& path) -> std::optional<std::string> {
      return bytes.contains(path) ? std::optional(bytes.at(path)) : std::nullopt;
    });
  }

  std::vector<std::string> Paths(std::string_view query, size_t language = 0) {
    std::vector<std::string> paths;
    for (const Answer::Hit& hit : Ask(*index, query, language).hits) paths.push_back(index->Title(hit.number).path);
    return paths;
  }

  testing::Loaded loaded;
  IndexFiles made;
  std::map<std::string, std::string> bytes;
  std::unique_ptr<Index> index;
};

using Paths = std::vector<std::string>;

TEST_CASE("Ask: words, phrases, readings, slips", "[search]") {
  Found found;
  CHECK(found.Paths("協働") == Paths{"groups/a.html", "groups/b.html"});
  CHECK(found.Paths("きょうどうのかい") == Paths{"groups/a.html"});
  CHECK(found.Paths("kyodonokai") == Paths{"groups/a.html"});
  CHECK(found.Paths("防災 障害") == Paths{"groups/a.html"});
  CHECK(found.Paths("障がい") == Paths{"groups/a.html"});
  CHECK(found.Paths("\"disaster drills\"", 1) == Paths{"en/groups/a.html"});
  CHECK(found.Paths("disaster drill", 1) == Paths{"en/groups/a.html", "en/groups/b.html"});
  CHECK(found.Paths("会") == Paths{"groups/b.html", "groups/a.html"});
  CHECK(found.Paths("disastre", 1).size() == 2);
  CHECK(Ask(*found.index, "disastre", 1).near == std::vector<std::string>{"disaster"});
  CHECK(Ask(*found.index, "防災訓錬をします", 0).most);
  CHECK(found.Paths("どこにもない言葉").empty());
  CHECK(found.Paths("").empty());
  CHECK(found.Paths("町会 kyodo") == Paths{"groups/b.html"});  // 協働 is read so
  CHECK_FALSE(found.index->damaged());
}

TEST_CASE("MakeIndex: private values and what is not searched stay out", "[search]") {
  Found found;
  CHECK(found.Paths("山田太郎").empty());
  CHECK(found.Paths("1234").empty());
  const check::PrivateValues secrets(*found.loaded.site);
  Diagnostics diagnostics;
  for (const IndexFile& file : found.made.files) {
    secrets.Search(file.path, file.plain, diagnostics);
    CHECK(file.plain.find("山田") == std::string::npos);
  }
  CHECK_FALSE(diagnostics.HasErrors());
}

TEST_CASE("MakeIndex: the same site gives the same bytes, and an edit changes few files", "[search]") {
  const Found one, same;
  CHECK(one.bytes == same.bytes);
  const std::map<std::string, std::string> edit = {{"groups/b.yaml",
                                                    "title: {ja: 町会, en: Town association}\nsummary: {ja: "
                                                    "会の協働を進める町会。, en: Drills for floods, in town.}\n"}};
  const Found edited(edit);
  size_t kept = 0;
  for (const auto& [path, bytes] : one.bytes) kept += edited.bytes.contains(path);
  CHECK(kept > 0);
}

TEST_CASE("Index: a damaged file is told, and nothing breaks", "[search]") {
  Found found;
  for (auto& [path, bytes] : found.bytes) {
    if (path != found.made.root) bytes.resize(bytes.size() / 2);
  }
  CHECK(found.Paths("協働").empty());
  CHECK(found.index->damaged());
}

}  // namespace

}  // namespace kyodo::search
