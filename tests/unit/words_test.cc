#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <thread>

#include "core/text.h"
#include "doubles/fault_file_system.h"
#include "temporary_folder.h"
#include "testing.h"
#include "words/known_words.h"
#include "words/reader.h"
#include "words/site_readings.h"
#include "words/site_texts.h"
#include "words/table.h"
#include "words/trie.h"

namespace kyodo::words {
namespace {

using testing::Files;
using testing::LoadFiles;
using testing::SmallSite;
using testing::SmallSiteWith;
using testing::TemporaryFolder;

std::string Shown(std::u32string_view text, const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& one : pieces)
    out += fmt::format("{}{}/{}", out.empty() ? "" : " ", Encode(text.substr(one.begin, one.end - one.begin)),
                       one.reading);
  return out;
}

std::string Aligned(std::u32string_view word, std::u32string_view reading) {
  const auto pieces = Align(word, reading);
  return pieces ? Shown(word, *pieces) : "none";
}

const Mecab& SharedMecab() {
  static const std::unique_ptr<Mecab> mecab = std::move(*Mecab::Open(*MakeRealFileSystem(), kMecabDictionary));
  REQUIRE(mecab);
  return *mecab;
}

KnownWords Civic() {
  KnownWords words;
  words.AddList(CivicReadings());
  return words;
}

AnalysedText Analysed(std::u32string_view text) {
  AnalysedText analysed{std::u32string(text), {}};
  Analyser(SharedMecab()).FindWords(text, analysed.words);
  return analysed;
}

std::string ReadWith(const KnownWords& words, std::u32string_view text) {
  Reader reader(SharedMecab(), words);
  std::vector<Piece> pieces;
  reader.Read(Analysed(text), pieces);
  return Shown(text, pieces);
}

std::string Read(std::u32string_view text) { return ReadWith(Civic(), text); }

TEST_CASE("Align: a reading stands above the kanji whose kana it does not repeat", "[readings]") {
  CHECK(Aligned(U"取り組み", U"トリクミ") == "取/と 組/く");
  CHECK(Aligned(U"協働", U"きょうどう") == "協働/きょうどう");
  CHECK(Aligned(U"はじめの一歩補助金", U"はじめのいっぽほじょきん") == "一歩補助金/いっぽほじょきん");
  CHECK(Aligned(U"町会・自治会", U"ちょうかい・じちかい") == "none");  // kanji side by side: more than one way
  CHECK(Aligned(U"町会などの会", U"ちょうかいなどのかい") == "町会/ちょうかい 会/かい");
  CHECK(Aligned(U"自由ヶ丘の会", U"じゆうがおかのかい") == "自由ヶ丘/じゆうがおか 会/かい");
}

TEST_CASE("Align: gives nothing when the reading is another's, or of Latin letters", "[readings]") {
  CHECK(Aligned(U"取り組み", U"とりくむ") == "none");
  CHECK(Aligned(U"NPO法人の会", U"えぬぴーおーほうじんのかい") == "会/かい");
}

TEST_CASE("Trie: finds the longest word that starts at a place", "[readings]") {
  Trie trie;
  trie[U"協"] = 1;
  trie[U"協働"] = 2;
  trie[U"働く"] = 3;
  CHECK(trie.Longest(U"協働く", 0).value == 2);
  CHECK(trie.Longest(U"協働く", 1).value == 3);
  CHECK(trie.Longest(U"協力", 0).length == 1);
  CHECK(trie.Longest(U"助力", 0).length == 0);
  CHECK(trie.Find(U"働") == Trie::kNone);
}

TEST_CASE("CivicReadings: every line is a word and a reading that fits it", "[readings]") {
  for (const std::string_view line : Split(CivicReadings(), '\n')) {
    if (line.empty() || StartsWith(line, "#")) continue;
    const size_t comma = line.find(',');
    INFO(line);
    REQUIRE(comma != std::string_view::npos);
    const std::u32string word =
        Decode(line.substr(StartsWith(line, "0") ? 1 : 0, comma - (StartsWith(line, "0") ? 1 : 0)));
    const std::u32string reading = Decode(line.substr(comma + 1));
    CHECK((reading.empty() || AlignWord(word, reading)));
    CHECK(reading == ToHiragana(reading));
  }
}

TEST_CASE("Reader: reads the words of cities that the dictionary lacks", "[readings]") {
  CHECK(Read(U"協働") == "協働/きょうどう");
  CHECK(Read(U"区民協働の推進") == "区民/くみん 協働/きょうどう 推進/すいしん");
  CHECK(Read(U"麻布十番") == "麻布十番/あざぶじゅうばん");
  CHECK(Read(U"高輪") == "高輪/たかなわ");
  CHECK(Read(U"苫小牧市") == "苫小牧/とまこまい 市/し");
  CHECK(Read(U"目黒区") == "目黒/めぐろ 区/く");
  CHECK(Read(U"稲城市") == "稲城/いなぎ 市/し");
  CHECK(Read(U"上谷戸の緑地") == "上谷戸/かさやと 緑地/りょくち");
}

TEST_CASE("Reader: a word is read as its neighbours ask", "[readings]") {
  CHECK(Read(U"清掃を行った") == "清掃/せいそう 行/おこな");
  CHECK(Read(U"海へ行く") == "海/うみ 行/い");
  CHECK(Read(U"12月3日に3人で") == "月/がつ 3日/みっか 人/にん");
  CHECK(Read(U"13日の土曜日") == "日/にち 土曜日/どようび");
  CHECK(Read(U"第3月曜日") == "第/だい 月曜日/げつようび");
  CHECK(Read(U"一人ひとり") == "一人/ひとり");
}

TEST_CASE("Reader: gives no reading rather than one that may be wrong", "[readings]") {
  CHECK(Read(U"鑵鬮") == "鑵鬮/");                // not in the dictionary
  CHECK(Read(U"海に行った") == "海/うみ 行っ/");  // いった, おこなった
  CHECK(Read(U"3本") == "本/");                   // さんぼん
  CHECK(Read(U"市場の前") == "市場/ 前/まえ");    // しじょう, いちば
}

TEST_CASE("Reader: the names of a site win over the dictionary, cut where it agrees", "[readings]") {
  KnownWords words = Civic();
  CHECK(words.AddName("白砂の会", "しらすなのかい"));
  CHECK(words.AddName("市民活動団体", "しみんかつどうだんたい"));
  CHECK_FALSE(words.AddName("緑の会", "みどりかい"));
  CHECK(ReadWith(words, U"白砂の会が来た") == "白砂/しらすな 会/かい 来/き");
  CHECK(ReadWith(words, U"市民活動団体") == "市民/しみん 活動/かつどう 団体/だんたい");
}

Clause MakeClause(const KnownWords& words, std::u32string text) {
  Clause clause;
  clause.text = std::move(text);
  Reader(SharedMecab(), words).Read(Analysed(clause.text), clause.pieces);
  return clause;
}

TEST_CASE("MakeTable: the longest entries give every text its readings", "[readings]") {
  const KnownWords words = Civic();
  std::vector<Clause> clauses;
  for (const char32_t* text :
       {U"清掃を行った", U"祭りを行った", U"海へ行く", U"各地区の窓口", U"各地の窓口", U"20人の市民", U"多くの人"})
    clauses.push_back(MakeClause(words, text));
  const Table table = MakeTable(clauses);
  CHECK(table.wrong == 0);
  for (const Clause& clause : clauses) {
    std::vector<Piece> certain;
    for (const Piece& one : clause.pieces) {
      if (!one.reading.empty()) certain.push_back(one);
    }
    CHECK(Shown(clause.text, Look(table.text, clause.text)) == Shown(clause.text, certain));
  }
}

TEST_CASE("MakeTable: what follows one number is read so after any", "[readings]") {
  const KnownWords words = Civic();
  const Table table =
      MakeTable({MakeClause(words, U"20人の市民"), MakeClause(words, U"多くの人"), MakeClause(words, U"人の声")});
  CHECK(Shown(U"7人", Look(table.text, U"7人")) == "人/にん");
  CHECK(Shown(U"あの人", Look(table.text, U"あの人")) == "人/ひと");
}

TEST_CASE("JapaneseTexts: cuts at punctuation and markup, and leaves out what no page shows", "[readings]") {
  testing::Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club}\ncontact: 秘密の連絡先\n"},
       {"site/groups/take.yaml", "name: {ja: 竹林の会}\ndraft: true\n"},
       {"site/cases/cleaning.ja.md", "---\ntitle: 清掃、美化\n---\n**公園**の{協働|きょうどう}です。公園の掃除。\n"}}));
  const auto texts = JapaneseTexts(*loaded.site, *loaded.theme, {0});
  const auto has = [&](std::u32string_view text) { return std::count(texts.begin(), texts.end(), text); };
  CHECK(has(U"梅の会") == 1);
  CHECK(has(U"清掃") == 1);
  CHECK(has(U"美化") == 1);
  CHECK(has(U"公園") == 1);
  CHECK(has(U"公園の掃除") == 1);
  CHECK(has(U"協働") == 0);  // has its reading in the text
  CHECK(has(U"竹林の会") == 0);
  CHECK(has(U"秘密の連絡先") == 0);
}

TEST_CASE("AnalyseJapanese: takes the texts of every language that is Japanese", "[readings]") {
  testing::Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/site.yaml", "title: 見本\nbase_url: https://example.jp/\nlanguages: [ja, en, ja-x-easy]\ntheme: plain\n"},
       {"site/groups/ume.yaml", "name: {ja: 梅の会, en: Plum Club, ja-x-easy: 梅を見る会}\n"}}));
  const JapaneseAnalysis analysis = AnalyseJapanese(*loaded.site, *loaded.theme, nullptr);
  CHECK(analysis.japanese == std::vector<LanguageId>{0, 2});
  const auto has = [&](std::u32string_view text) {
    return std::count_if(analysis.texts.begin(), analysis.texts.end(),
                         [&](const auto& one) { return one.text == text; });
  };
  CHECK(has(U"梅の会") == 1);
  CHECK(has(U"梅を見る会") == 1);
}

JapaneseAnalysis Analysis(const testing::Loaded& loaded) {
  return AnalyseJapanese(*loaded.site, *loaded.theme, std::move(*Mecab::Open(*MakeRealFileSystem(), kMecabDictionary)));
}

std::string ReadingsOf(const Files& files) {
  testing::Loaded loaded = LoadFiles(files);
  CHECK(loaded.Problems() == "");
  return MakeReadings(*loaded.site, Analysis(loaded));
}

TEST_CASE("MakeReadings: the kana of records and of the glossary count", "[readings]") {
  const Files site =
      SmallSiteWith({{"site/groups/ume.yaml", "name: {ja: 白砂, en: White Sand}\nkana: しらすな\n"},
                     {"site/schema/terms.yaml",
                      "format: record\nlabel: {ja: 用語, en: Terms}\ntitle: name\nglossary: true\nfields:\n"
                      "  name: {type: string, translate: true}\n  kana: {type: string}\n"},
                     {"site/terms/a.yaml", "name: {ja: 共育, en: Growing together}\nkana: ともいく\n"},
                     {"site/groups/take.yaml", "name: {ja: 共育, en: Growing}\nkana: きょういく\n"}});
  const std::string script = ReadingsOf(site);
  CHECK(script.find("\n白砂/しらすな\n") != std::string::npos);
  CHECK(script.find("\n共育/ともいく\n") != std::string::npos);
  CHECK(script.find("\n（,水/すい,）\n") != std::string::npos);  // the weekday behind a date
}

TEST_CASE("MakeReadings: the same site gives the same bytes, in two threads at once too", "[readings]") {
  testing::Loaded loaded = LoadFiles(SmallSite());
  const JapaneseAnalysis analysis = Analysis(loaded);
  std::string first, second;
  const auto make = [&](std::string& out) { out = MakeReadings(*loaded.site, analysis); };
  std::thread one(make, std::ref(first)), two(make, std::ref(second));
  one.join();
  two.join();
  CHECK(first == second);
  CHECK(StartsWith(first, "kyodoReadings = `"));
}

TEST_CASE("MakeReadings: a site without Japanese has none", "[readings]") {
  testing::Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/site.yaml", "title: Sample\nbase_url: https://example.jp/\nlanguages: [en]\ntheme: plain\n"}}));
  CHECK(MakeReadings(*loaded.site, Analysis(loaded)).empty());
}

TEST_CASE("Mecab: without a dictionary there is none, and one that cannot be read is an error", "[readings]") {
  const TemporaryFolder folder;
  const auto open = [&](FileSystem& files) -> std::string {
    const Result<std::unique_ptr<Mecab>> mecab = Mecab::Open(files, folder.path);
    return !mecab ? mecab.error().rule : *mecab ? "open" : "none";
  };
  CHECK(open(*folder.files) == "none");
  folder.Write("sys.dic", "damaged");
  CHECK(open(*folder.files) == "readings.dictionary");
  for (const int error_number : {EIO, EMFILE, EACCES}) {
    FaultFileSystem faulty(*folder.files, {FileCall::kStat, 1, error_number});
    CHECK((open(faulty) != "open" && open(faulty) != "none"));
  }
}

TEST_CASE("Renderer: Japanese pages name the file of readings, others do not", "[readings]") {
  testing::Loaded loaded = LoadFiles(
      SmallSiteWith({{"site/themes/plain/templates/record.html",
                      "{% if page.readings %}<b data-readings=\"{{ page.readings }}\">{% else %}none{% endif %}"}}));
  loaded.readings = {"readings.js", {{"readings.js", "kyodoReadings = ``;\n"}}, {}};
  const auto pages = testing::RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  CHECK(pages.at("groups/ume.html") == "<b data-readings=\"../readings.js\">");
  CHECK(pages.at("en/groups/ume.html") == "none");
  CHECK(pages.at("readings.js") == "kyodoReadings = ``;\n");
}

}  // namespace
}  // namespace kyodo::words
