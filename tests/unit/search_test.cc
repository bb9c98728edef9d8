// The search: text to terms, the files of the index, and what a query finds in them.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "check/private_values.h"
#include "core/text.h"
#include "formats/gzip.h"
#include "search/entries.h"
#include "search/postings.h"
#include "search/query.h"
#include "search/write.h"
#include "search_testing.h"
#include "words/normalize.h"
#include "words/romaji.h"
#include "words/stem.h"

namespace kyodo::search {

namespace {

std::string Normal(std::string_view text, const words::Variants& variants = {}) {
  return Encode(words::Normalize(text, variants));
}

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
  const words::Variants variants({{"取り組み", "取組", "取組み"}, {"高", "髙"}, {"障害", "障がい"}});
  CHECK(Normal("取組みと取組", variants) == "取り組みと取り組み");
  CHECK(Normal("髙橋さんの障ガイ者支援", variants) == "高橋さんの障害者支援");
}

TEST_CASE("RunsOf: Japanese, digits and letters apart", "[search]") {
  const std::u32string text = words::Normalize("NPO法人2021 год", {});
  std::vector<std::string> runs;
  for (const words::Run& run : words::RunsOf(text))
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
    for (const std::string& word : words) CHECK(words::Stem(word) == words::Stem(words[0]));
  }
  CHECK(words::Stem("need") == "need");
  CHECK(words::Stem("thing") == "thing");
  CHECK(words::Stem("community") != words::Stem("commune"));
}

TEST_CASE("RomajiKey: every romanisation of a reading has its key", "[search]") {
  for (const char* word : {"kyodo", "kyoudou", "kyoodoo"})
    CHECK(words::RomajiKey(word) == words::RomajiKeyOfKana(U"きょうどう"));
  for (const char* word : {"shimbun", "sinbun", "shinbun"})
    CHECK(words::RomajiKey(word) == words::RomajiKeyOfKana(U"しんぶん"));
  for (const char* word : {"jumin", "zyumin", "juumin"})
    CHECK(words::RomajiKey(word) == words::RomajiKeyOfKana(U"じゅうみん"));
  CHECK(words::RomajiKey("gakko") == words::RomajiKeyOfKana(U"がっこう"));
  CHECK(words::RomajiKey("public").empty());
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
      std::string bytes;
      PostingWriter(universe, bytes).Append(list);
      CHECK(DecodePostings(bytes, static_cast<uint32_t>(list.size()), universe) == list);
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

/// Groups with texts of made-up words, of which some are frequent, as in a language.
std::map<std::string, std::string> ManyGroups(size_t count) {
  std::map<std::string, std::string> files;
  uint32_t state = 5;
  const auto below = [&](uint32_t n) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % n;
  };
  const auto syllables = [&](uint32_t word, const std::vector<std::string>& of) {
    std::string text;
    for (uint32_t rest = word + 40; rest > 0; rest /= 8) text += of[(rest + word) % of.size()];
    return text;
  };
  const std::vector<std::string> kanji = {"協", "働", "町", "会", "防", "災", "支", "援", "地", "域", "活"};
  const std::vector<std::string> latin = {"ka", "re", "mo", "ti", "su", "len", "dor", "ban", "gri", "pol", "ven"};
  for (size_t i = 0; i < count; ++i) {
    std::string ja, en;
    for (int word = 0; word < 60; ++word) {
      const uint32_t one = below(1 + below(1 + below(900)));
      ja += syllables(one, kanji) + (word % 7 == 6 ? "。" : "の");
      en += syllables(one, latin) + (word % 7 == 6 ? ". " : " ");
    }
    const std::string id = std::to_string(1000 + i);
    files["groups/g" + id + ".yaml"] =
        "title: {ja: 会" + id + ", en: Group " + id + "}\nsummary:\n  ja: " + ja + "\n  en: " + en + "\n";
  }
  return files;
}

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
  CHECK(found.Paths("isaster", 1).size() == 2);
  CHECK(found.Paths("キョトウノカイ") == Paths{"groups/a.html"});
  CHECK(Ask(*found.index, "きようどうのかーい", 0).near == std::vector<std::string>{"協働の会"});
  CHECK(Ask(*found.index, "防災訓錬をします", 0).most);
  CHECK(found.Paths("どこにもない言葉").empty());
  CHECK(found.Paths("").empty());
  CHECK(found.Paths("町会 kyodo") == Paths{"groups/b.html"});  // 協働 is read so
  CHECK_FALSE(found.index->damaged());
}

TEST_CASE("Ask: what people say finds what pages say", "[search]") {
  const std::map<std::string, std::string> site = {
      {"search.yaml", "variants: [[障害, 障がい]]\nsynonyms:\n  - [合唱, コーラス]\n  - {ask: [歌], find: [合唱]}\n"},
      {"vocabularies/plain-words.yaml",
       "label: {ja: 言い換え, en: Plain words}\nterms:\n"
       "  - {id: a, ja: 貸与, en: loan, description: {ja: 「貸し出し」, en: 'lending, hire'}}\n"},
      {"groups/d.yaml",
       "title: {ja: 合唱の会, en: Choir of the NPO}\nsummary: {ja: 霞ヶ関の㈱山田が楽譜を貸し出し。, en: Lending "
       "scores.}\n"},
      {"groups/e.yaml",
       "title: {ja: 別の会, en: Others}\nsummary: {ja: 'コーラス。電話 03-1234-5678', en: Nothing.}\n"}};
  Found found(site);
  const Paths both = {"groups/d.html", "groups/e.html"};
  CHECK(found.Paths("合唱") == both);
  CHECK(found.Paths("コーラス") == both);
  CHECK(found.Paths("歌") == Paths{"groups/d.html"});
  CHECK(found.Paths("\"コーラス\"") == Paths{"groups/e.html"});
  CHECK(found.Paths("歌について教えて") == Paths{"groups/d.html"});
  CHECK(found.Paths("貸与") == Paths{"groups/d.html"});
  CHECK(found.Paths("where is the loan", 1) == Paths{"en/groups/d.html"});
  CHECK(found.Paths("nonprofit", 1) == Paths{"en/groups/d.html"});
  CHECK(found.Paths("0312345678") == Paths{"groups/e.html"});
  CHECK(found.Paths("霞が関") == Paths{"groups/d.html"});
  CHECK(found.Paths("株式会社山田") == Paths{"groups/d.html"});
  CHECK(Ask(*found.index, "合唱大会", 0).most);
  CHECK(found.Paths("kids", 1).empty());  // and nothing like it
  CHECK(Ask(*found.index, "楽譜集め", 0).shorter == std::vector<std::string>{"楽譜"});
}

TEST_CASE("MakeIndex: titles say where, when and how it stands; what one can do comes first", "[search]") {
  std::map<std::string, std::string> site = {
      {"vocabularies/municipalities.yaml",
       "label: {ja: 自治体, en: Municipality}\nterms: [{id: minato, ja: 港区, en: Minato, code: \"131032\"}]\n"},
      {"schema/walks.yaml",
       "format: record\nlabel: {ja: 行事, en: Events}\nfields:\n"
       "  title: {type: string, translate: true, required: true}\n  when: {type: date_range}\n"
       "  deadline: {type: date}\n  municipality: {type: term, vocabulary: municipalities}\n"
       "calendar: {period: when, deadline: deadline}\n"},
      {"walks/a.yaml",
       "title: {ja: 花見, en: Blossoms}\nwhen: {start: 2026-04-05}\ndeadline: 2026-04-03\n"
       "municipality: minato\nexample: true\n"},
      {"groups/d.yaml", "title: {ja: 花見, en: Blossoms}\n"}};
  Found found(site);
  CHECK(found.Paths("花見") == Paths{"walks/a.html", "groups/d.html"});
  const EntryTitle title = found.index->Title(Ask(*found.index, "花見", 0).hits.at(0).number);
  CHECK(title.area == "港区");
  CHECK(title.day == "on 2026-04-05");
  CHECK(title.state == "open");
  CHECK(title.example);
  // An example that stands apart comes after what is real.
  site["schema/walks.yaml"] += "examples_apart: true\n";
  CHECK(Found(site).Paths("花見") == Paths{"groups/d.html", "walks/a.html"});
}

TEST_CASE("MakeIndex: a large site has a root in two levels", "[search]") {
  std::map<std::string, std::string> site;
  uint32_t word = 0;
  for (int group = 0; group < 100; ++group) {
    std::string text;
    for (int i = 0; i < 600; ++i, ++word) {
      std::string letters = "q";
      for (uint32_t rest = word; rest > 0; rest /= 20) letters += static_cast<char>('a' + rest % 20);
      text += letters + ". ";  // no pairs
    }
    const std::string name = std::to_string(1000 + group);
    site["groups/g" + name + ".yaml"] =
        "title: {ja: 会" + name + ", en: Group " + name + "}\nsummary: {en: " + text + "}\n";
  }
  Found found(site);
  CHECK(found.index->root().term_directories.size() > 8);
  CHECK(found.index->root().terms.size() > 256);
  CHECK(found.Paths("会1000") == Paths{"groups/g1000.html"});
  CHECK_FALSE(found.Paths("qab", 1).empty());
  CHECK_FALSE(found.index->damaged());
}

TEST_CASE("MakeIndex: private values and what is not searched stay out", "[search]") {
  Found found;
  CHECK(found.Paths("山田太郎").empty());
  CHECK(found.Paths("1234").empty());
  const check::PrivateValues secrets(*found.loaded.site);
  Diagnostics diagnostics;
  for (const DerivedFile& file : found.made.files) {
    secrets.Search(file.path, file.Text(), diagnostics);
    CHECK(file.Text().find("山田") == std::string::npos);
  }
  CHECK_FALSE(diagnostics.HasErrors());
}

struct Difference {
  size_t changed = 0;  // files with bytes that were not there before
  size_t renamed = 0;  // with the same bytes and another path
};

Difference Compare(const IndexBytes& before, const IndexBytes& after) {
  std::set<std::string> known;
  for (const auto& [path, bytes] : before) known.insert(bytes);
  Difference difference;
  for (const auto& [path, bytes] : after) {
    difference.changed += !known.contains(bytes);
    difference.renamed += known.contains(bytes) && !before.contains(path);
  }
  return difference;
}

TEST_CASE("MakeIndex: the same site gives the same bytes", "[search]") {
  CHECK(Found().bytes == Found().bytes);
  CHECK(Found(ManyGroups(50)).bytes == Found(ManyGroups(50)).bytes);
}

TEST_CASE("MakeIndex: an edit changes few files, and renames none that it does not change", "[search]") {
  const std::map<std::string, std::string> site = ManyGroups(300);
  const Found before(site);
  REQUIRE(before.bytes.size() > 80);

  std::map<std::string, std::string> edited = site;
  edited["groups/g1150.yaml"] += "leader: 山田\n";  // not searched
  CHECK(Found(edited).bytes == before.bytes);

  std::string& text = edited["groups/g1150.yaml"];
  text.insert(text.find("\n  en:"), "夏は川で泳ぎます。");
  const Difference sentence = Compare(before.bytes, Found(edited).bytes);
  CHECK(sentence.changed >= 3);  // the words, the text, the root
  CHECK(sentence.changed <= 8);
  CHECK(sentence.renamed == 0);

  std::map<std::string, std::string> more = site;
  more["groups/g9999.yaml"] = "title: {ja: 泳ぐ会, en: Swimmers}\n";
  const Difference page = Compare(before.bytes, Found(more).bytes);
  CHECK(page.changed >= 5);
  CHECK(page.changed <= 18);
  CHECK(page.renamed == 0);
}

TEST_CASE("MakeIndex: names become longer until no two files have one", "[search]") {
  for (const size_t digits : {size_t{1}, size_t{2}, kNameDigits}) {
    Found found(ManyGroups(100), digits);
    REQUIRE(found.made.files.size() > 40);  // more than one digit can name
    CHECK(found.bytes.size() == found.made.files.size());
    const size_t used = found.made.root.size() - std::string("search/index..bin").size();
    CHECK((digits == kNameDigits ? used == digits : used > digits));
    CHECK(found.Paths("協働").size() == Found(ManyGroups(100)).Paths("協働").size());
    CHECK_FALSE(found.index->damaged());
  }
}

TEST_CASE("MakeIndex: no text of an author breaks the tables of the index", "[search]") {
  const std::string two_lines =
      "{indent}ja: |\n{indent}  一\n{indent}  二\n{indent}en: |\n{indent}  One\n{indent}  two\n";
  const auto lines = [&](const std::string& indent) {
    std::string text = two_lines;
    for (size_t at; (at = text.find("{indent}")) != text.npos;) text.replace(at, 8, indent);
    return text;
  };
  const std::string schema =
      "format: record\nlabel:\n" + lines("  ") +
      "fields:\n  title: {type: string, translate: true, required: true}\n  kana: {type: string}\n"
      "  summary: {type: text, translate: true, search: 3}\n"
      "  district: {type: term, vocabulary: districts}\nlisting: {sort: [title], facets: [district]}\n";
  const std::string record = "title:\n" + lines("  ") + "kana: |\n  いち\n  に\nsummary:\n" + lines("  ");
  Found found({{"schema/groups.yaml", schema},
               {"schema/desks.yaml", schema},
               {"vocabularies/districts.yaml", "label:\n" + lines("  ") + "terms:\n  - id: north\n" + lines("    ") +
                                                   "  - id: south\n" + lines("    ")},
               {"search.yaml", "variants:\n  - - |\n      一\n      二\n    - |\n      三\n      四\n"},
               {"groups/a.yaml", record + "district: north\n"},
               {"groups/b.yaml", record + "district: south\n"},
               {"groups/c.yaml", record},
               {"desks/d.yaml", record + "district: north\n"}});
  CHECK(found.loaded.Problems() == Found().loaded.Problems());
  CHECK(found.Paths("一", 0).size() == 4);
  CHECK(found.Paths("いち", 0).size() == 4);
  CHECK_FALSE(found.index->damaged());
  const IndexRoot& root = found.index->root();
  CHECK(root.collections.at(0) == std::vector<std::string>{"desks", "一 二", "One two"});
  CHECK(std::find(root.variants.begin(), root.variants.end(),
                  std::pair<std::u32string, std::u32string>(U"三 四", U"一 二")) != root.variants.end());
  size_t facets = 0;
  for (const DerivedFile& file : found.made.files) {
    if (file.Text().find("\t一 二\tOne two") == std::string::npos || file.path == found.made.root) continue;
    ++facets;
    for (const std::string_view line : Split(file.Text(), '\n')) CHECK(Split(line, '\t').size() == 4);
  }
  CHECK(facets == 2);  // collections and districts
}

TEST_CASE("Variants: a spelling without letters counts for nothing", "[search]") {
  using Lists = std::vector<std::vector<std::string>>;
  CHECK(Normal("高い山", words::Variants(Lists{{"!!!", "高"}})) == "高い山");
  CHECK(Normal("高い山", words::Variants(Lists{{"高", "・"}})) == "高い山");
  CHECK(Normal("髙い山", words::Variants(Lists{{"", "!?", "高", "髙"}})) == "高い山");
}

TEST_CASE("MakeEntries: sections begin at their headings, and not at lines that say the same", "[search]") {
  const std::map<std::string, std::string> chapter = {
      {"chapters/guide-1.ja.md",
       "---\ntitle: 進め方\nguideline: guide\nnumber: 1\n---\n前書きです。\n\n- 準備\n- 当日\n\n"
       "## 準備\n\n会議室を借ります。\n\n当日\n\n## *当日*と`後日`\n\n名札を配ります。\n\n"
       "### 準備\n\n机を並べます。\n\n## おわり\n"}};
  const Found found(chapter);
  std::vector<std::string> sections;
  for (const Entry& entry : MakeEntries(*found.loaded.site)) {
    if (entry.language != 0 || entry.record->slug != "guide-1") continue;
    std::string text = std::string(entry.section) + ":";
    for (size_t i = 1; i < entry.parts.size(); ++i) text.append(" ").append(entry.parts[i].text);
    std::replace(text.begin(), text.end(), '\n', '/');
    sections.push_back(text);
  }
  CHECK(sections == std::vector<std::string>{": 手引き 前書きです。/準備/当日", "準備: 会議室を借ります。/当日",
                                             "当日と後日: 名札を配ります。", "準備: 机を並べます。", "おわり:"});
}

}  // namespace

}  // namespace kyodo::search
