// Signs that act in CommonMark although no author means them to, and ids of several texts on one page.
#include <catch2/catch.hpp>

#include "markdown/definitions.h"
#include "markdown/markdown.h"
#include "testing.h"

namespace kyodo {
namespace {

MarkdownResult MeantIn(std::string_view text, std::string_view taken_ids = {}) {
  MarkdownRequest request;
  request.text = text;
  request.language = "ja";
  request.taken_ids = taken_ids;
  return RenderMarkdown(request);
}

std::string MeantHtml(std::string_view text) { return MeantIn(text).html; }

TEST_CASE("RenderMarkdown: one ~ is a range, two strike out", "[formats][markdown]") {
  CHECK(MeantHtml("10:00~12:00、13:00~15:00") == "<p>10:00~12:00、13:00~15:00</p>\n");
  CHECK(MeantHtml("~~中止~~です") == "<p><del>中止</del>です</p>\n");
}

TEST_CASE("RenderMarkdown: stars beside digits and as marks stay", "[formats][markdown]") {
  for (const char* text :
       {"面積は5*3*2です", "無料*1です。定員は10人*2です", "２*３*４", "2*x + 3*y", "花植え*、清掃*は予約制",
        "*印の行事は*予約制", "*予約は窓口へ。*雨の日は中止", "花植え、*清掃、*防災"}) {
    CHECK(MeantHtml(text) == "<p>" + std::string(text) + "</p>\n");
  }
  CHECK(MeantHtml("*大切*です。3*4と*注意*です") == "<p><em>大切</em>です。3*4と<em>注意</em>です</p>\n");
  CHECK(MeantHtml("`3*4*5`") == "<p><code>3*4*5</code></p>\n");
}

TEST_CASE("RenderMarkdown: a year that begins a line begins no list", "[formats][markdown]") {
  CHECK(MeantHtml("2026. 4月から") == "<p>2026. 4月から</p>\n");
  CHECK(MeantHtml("- 2026. 4月から") == "<ul>\n<li>2026. 4月から</li>\n</ul>\n");
  CHECK(MeantHtml("3. 清掃") == "<ol start=\"3\">\n<li>清掃</li>\n</ol>\n");
}

TEST_CASE("RenderMarkdown: a definition that nothing refers to stays in the text", "[formats][markdown]") {
  CHECK(MeantHtml("[注意]: 雨天中止") == "<p>[注意]: 雨天中止</p>\n");
  CHECK(MeantIn("[様式][あ]\n\n[あ]: form.txt").links.at(0).target == "form.txt");
  CHECK(MeantHtml("[//]: # (覚え書き)").empty());
  CHECK(FindUnusedDefinitions("[a]: b\n\n> [C]: d\n\n[c] [^1]: e") == std::vector<size_t>{0});
}

TEST_CASE("RenderMarkdown: breaks lines in cells of tables by <br>", "[formats][markdown]") {
  const MarkdownResult result = MeantIn("| 日 |\n|---|\n| 清掃<br>防災<br/>公園 |\n");
  CHECK(result.html.find("<td>清掃<br>防災<br>公園</td>") != std::string::npos);
  CHECK(result.plain == "日\n清掃 防災 公園");
  CHECK(result.problems.empty());
}

TEST_CASE("RenderMarkdown: bold stands beside characters with selectors of variants", "[formats][markdown]") {
  CHECK(MeantHtml("葛\U000E0100**「協働」**") == "<p>葛\U000E0100<strong>「協働」</strong></p>\n");
  CHECK(MeantHtml("**(葛\U000E0100)**は") == "<p><strong>(葛\U000E0100)</strong>は</p>\n");
}

TEST_CASE("RenderMarkdown: an address ends before its bracket and the full stop", "[formats][markdown]") {
  const MarkdownResult result = MeantIn("(https://a.jp/)。(https://a.jp/b(c))、https://a.jp/.");
  REQUIRE(result.links.size() == 3);
  CHECK(result.links[0].target == "https://a.jp/");
  CHECK(result.links[1].target == "https://a.jp/b(c)");
  CHECK(result.problems.empty());
}

TEST_CASE("RenderMarkdown: takes no id that another text of the page has", "[formats][markdown]") {
  const std::string_view text = "## 注意\n\n注[^1]。\n\n表：料金\n\n| 額 |\n|---|\n| 1 |\n\n[^1]: 税込み。";
  const MarkdownResult first = MeantIn(text);
  std::string taken;
  for (const std::string& id : first.ids) taken += id + "\n";
  const MarkdownResult second = MeantIn(text, taken);
  CHECK(second.ids ==
        std::vector<std::string>{"h-注意-2", "note-b-1", "note-ref-b-1", "table-1-2", "table-1-2-caption"});
  CHECK(second.html.find("href=\"#note-b-1\"") != std::string::npos);
  CHECK(second.html.find("href=\"#note-ref-b-1\"") != std::string::npos);
}

TEST_CASE("Load: texts of one record have ids of their own", "[load]") {
  testing::Files files = testing::SmallSite();
  files["site/schema/events.yaml"] =
      "format: record\nlabel: {ja: 行事, en: Events}\nfields:\n"
      "  name: {type: string, required: true, label: {ja: 名前, en: Name}}\n"
      "  first: {type: markdown, label: {ja: 一, en: One}}\n  second: {type: markdown, label: {ja: 二, en: Two}}\n";
  files["site/events/one.yaml"] =
      "name: 花植え\nfirst: |\n  ## 注意\n\n  注。[^1]\n\n  [^1]: 一。\n"
      "second: |\n  ## 注意\n\n  注。[^1]\n\n  [^1]: 二。\n";
  const testing::Loaded loaded = testing::LoadFiles(files);
  const Record& record = loaded.Get("events", "one");
  CHECK(record.Find("first")->markdown->result.ids == std::vector<std::string>{"h-注意", "note-1", "note-ref-1"});
  CHECK(record.Find("second")->markdown->result.ids ==
        std::vector<std::string>{"h-注意-2", "note-b-1", "note-ref-b-1"});
}

}  // namespace
}  // namespace kyodo
