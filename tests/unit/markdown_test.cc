#include "markdown/markdown.h"

#include <catch2/catch.hpp>

namespace kyodo {
namespace {

MarkdownRequest Request(std::string_view text, std::string_view language) {
  MarkdownRequest request;
  request.text = text;
  request.language = language;
  return request;
}

MarkdownResult Ja(std::string_view text) { return RenderMarkdown(Request(text, "ja")); }
MarkdownResult En(std::string_view text) { return RenderMarkdown(Request(text, "en")); }

MarkdownResult Numbered(std::string_view text) {
  MarkdownRequest request = Request(text, "ja");
  request.figure_label = "図表";
  request.table_label = "図表";
  request.number_prefix = "1-";
  return RenderMarkdown(request);
}

/// "rule line:column+length", one to a line.
std::string Problems(const MarkdownResult& result) {
  std::string out;
  for (const MarkdownResult::Problem& problem : result.problems) {
    out += problem.rule + " " + std::to_string(problem.line) + ":" + std::to_string(problem.column) + "+" +
           std::to_string(problem.length) + "\n";
  }
  return out;
}

/// The HTML with every hole filled with its address.
std::string Filled(const MarkdownResult& result) {
  std::string out = result.html;
  for (size_t i = result.links.size(); i-- > 0;) {
    const MarkdownResult::Link& link = result.links[i];
    out.insert(link.offset,
               link.image ? "<img src=" + link.target + " alt=" + link.text + ">" : " href=" + link.target);
  }
  return out;
}

}  // namespace

TEST_CASE("RenderMarkdown: makes quoted Japanese bold inside a sentence", "[formats][markdown]") {
  CHECK(Ja("**「協働」**する").html == "<p><strong>「協働」</strong>する</p>\n");
  CHECK(Ja("区が**「協働」**する").html == "<p>区が<strong>「協働」</strong>する</p>\n");
  CHECK(Ja("NPO**（非営利）**が").html == "<p>NPO<strong>（非営利）</strong>が</p>\n");
  CHECK(Ja("**「A」**と**「B」**と~~「C」~~が").html ==
        "<p><strong>「A」</strong>と<strong>「B」</strong>と<del>「C」</del>が</p>\n");
}

TEST_CASE("RenderMarkdown: leaves no mark of its mending in code, addresses or titles", "[formats][markdown]") {
  const MarkdownResult result =
      Ja("`区**「協働」**する{a|b}` [x](区**「協働」**する.md "
         "\"区**「協働」**する\")\n\n```\n区**「協働」**する{a|b}\n```\n");
  CHECK(result.html ==
        "<p><code>区**「協働」**する{a|b}</code> <a title=\"区**「協働」**する\">x</a></p>\n"
        "<pre><code>区**「協働」**する{a|b}\n</code></pre>\n");
  CHECK(result.links.at(0).target == "区**「協働」**する.md");
}

TEST_CASE("RenderMarkdown: stars between Latin letters mean what CommonMark says", "[formats][markdown]") {
  CHECK(En("a*\"foo\"* b").html == "<p>a*&#34;foo&#34;* b</p>\n");
}

TEST_CASE("RenderMarkdown: writes ruby, also inside tables and with a wide bar", "[formats][markdown]") {
  const std::string ruby = "<ruby>協働<rp>（</rp><rt>きょうどう</rt><rp>）</rp></ruby>";
  const MarkdownResult result = Ja("{協働|きょうどう}と{協働｜きょうどう}");
  CHECK(result.html == "<p>" + ruby + "と" + ruby + "</p>\n");
  CHECK(result.plain == "協働と協働");
  CHECK(Ja("| 語 |\n|---|\n| {協働|きょうどう} |\n").html.find("<td>" + ruby + "</td>") != std::string::npos);
}

TEST_CASE("RenderMarkdown: writes emphasis dots and foreign runs", "[formats][markdown]") {
  CHECK(Ja("{.支援}です").html == "<p><em class=\"dots\">支援</em>です</p>\n");
  CHECK(Filled(Ja("[Minato *City*]{lang=en}の[[a](b.md)]{lang=fr}")) ==
        "<p><span lang=\"en\">Minato <em>City</em></span>の<span lang=\"fr\"><a href=b.md>a</a></span></p>\n");
  CHECK(Ja("[x]{lang=\"><b>}").html == "<p>[x]{lang=&#34;&gt;&lt;b&gt;}</p>\n");
}

TEST_CASE("RenderMarkdown: a line break between Japanese characters is no space", "[formats][markdown]") {
  const MarkdownResult result = Ja("協働を\n進める\n**区**\nand\nNPO\n（法人）");
  CHECK(result.html == "<p>協働を進める<strong>区</strong>\nand\nNPO\n（法人）</p>\n");
  CHECK(result.plain == "協働を進める区 and NPO （法人）");
}

TEST_CASE("RenderMarkdown: a bare address ends at Japanese punctuation", "[formats][markdown]") {
  const MarkdownResult result = Ja("https://example.jp/、またはhttps://b.jp/x。<https://c.jp/娘。>");
  CHECK(Filled(result) ==
        "<p><a class=\"external\" href=https://example.jp/>https://example.jp/</a>、または"
        "<a class=\"external\" href=https://b.jp/x>https://b.jp/x</a>。"
        "<a class=\"external\" href=https://c.jp/娘。>https://c.jp/娘。</a></p>\n");
}

TEST_CASE("RenderMarkdown: warns of a bare address that runs into Japanese letters", "[formats][markdown]") {
  CHECK(Problems(Ja("詳しくはhttps://example.jp/をご覧ください。")) == "link.bare 1:5+26\n");
}

TEST_CASE("RenderMarkdown: tells where links and images are, in characters", "[formats][markdown]") {
  const MarkdownResult result =
      Ja("区の**「案」**と[基準](../a.md \"題\")\n  ![花](b.jpg)や <https://c.jp>\n\n> - [x *y*](mailto:a@b.jp)");
  REQUIRE(result.links.size() == 4);
  const auto place = [&](size_t i) {
    return std::to_string(result.links[i].line) + ":" + std::to_string(result.links[i].column);
  };
  CHECK(place(0) == "1:11");
  CHECK(place(1) == "2:3");
  CHECK(place(2) == "2:16");
  CHECK(place(3) == "4:5");
  CHECK(result.links[1].image);
  CHECK(result.links[1].text == "花");
  CHECK(result.links[3].text == "x y");
  CHECK(Ja("花 ![花](b.jpg \"題\") 花").links.at(0).title == "題");
}

TEST_CASE("RenderMarkdown: heading ids are readable, prefixed and unique", "[formats][markdown]") {
  const MarkdownResult result =
      Ja("## （１）背景と 目的\n\n## Why, how?\n\n## Why how\n\n## 手順 {#steps}\n\n## Steps\n\n### `code` & "
         "{協働|きょうどう}\n");
  std::string ids;
  for (const MarkdownResult::Heading& heading : result.headings) ids += heading.id + "\n";
  CHECK(ids == "h-1背景と-目的\nh-why-how\nh-why-how-2\nh-steps\nh-steps-2\nh-code-協働\n");
  CHECK(result.headings[3].text == "手順");
  CHECK(Problems(result).empty());
}

TEST_CASE("RenderMarkdown: headings start at top_heading, from # or from ##", "[formats][markdown]") {
  CHECK(Ja("# あ\n\n## い").html == "<h2 id=\"h-あ\">あ</h2>\n<h3 id=\"h-い\">い</h3>\n");
  CHECK(Ja("## あ\n\n### い").html == "<h2 id=\"h-あ\">あ</h2>\n<h3 id=\"h-い\">い</h3>\n");
  MarkdownRequest request = Request("# あ\n", "ja");
  request.top_heading = 4;
  CHECK(RenderMarkdown(request).html == "<h4 id=\"h-あ\">あ</h4>\n");
}

TEST_CASE("RenderMarkdown: a heading's HTML for contents has no links", "[formats][markdown]") {
  const MarkdownResult result = Ja("## *区*の[案](a.md)[^1]\n\n[^1]: 注\n");
  CHECK(result.headings.at(0).html == "<em>区</em>の案");
  CHECK(result.links.size() == 1);
  CHECK(result.plain == "区の案\n注");
}

TEST_CASE("RenderMarkdown: headings know their place in the plain text", "[formats][markdown]") {
  const MarkdownResult result =
      Ja("準備\n\n- 準備\n- 当日\n\n## 準備\n\n準備\n\n## [当日](https://example.jp/)と*後日*と`code`\n\n> ## "
         "引用の中\n\n- ## 項目の中\n\n"
         "行を\nまたぐ\n===\n\n本文[^1]。\n\n## 準備\n\n[^1]: 注\n");
  std::vector<std::string> texts, found;
  for (const MarkdownResult::Heading& heading : result.headings) {
    texts.push_back(heading.text);
    found.push_back(result.plain.substr(heading.plain_begin, heading.plain_end - heading.plain_begin));
  }
  CHECK(texts.size() == 6);
  CHECK(found == texts);
  CHECK(result.headings.at(0).plain_begin == std::string("準備\n準備\n当日\n").size());
}

TEST_CASE("RenderMarkdown: finds skipped, empty and misnamed headings", "[formats][markdown]") {
  CHECK(Problems(Ja("### あ\n\n## い\n\n#### う\n\n##\n\n## え {#a b}\n\n## お {#x}\n\n## か {#x}\n")) ==
        "heading.skip 1:1+3\nheading.skip 5:1+4\nheading.empty 7:1+1\nmarkdown.id 9:6+6\nmarkdown.id 13:6+4\n");
}

TEST_CASE("RenderMarkdown: a table scrolls in a named box and its head cells have a scope", "[formats][markdown]") {
  CHECK(
      Ja("表：窓口 {#desks}\n\n| 地区 | 電話 |\n|---|--:|\n| **芝** | 1 |\n| **麻布** | 2 |\n").html ==
      "<div class=\"table\" id=\"table-desks\" role=\"region\" aria-labelledby=\"table-desks-caption\" "
      "tabindex=\"0\">\n"
      "<table>\n<caption id=\"table-desks-caption\">窓口</caption>\n"
      "<thead>\n<tr>\n<th scope=\"col\">地区</th>\n<th scope=\"col\" class=\"align-right\">電話</th>\n</tr>\n</thead>\n"
      "<tbody>\n<tr>\n<th scope=\"row\">芝</th>\n<td class=\"align-right\">1</td>\n</tr>\n"
      "<tr>\n<th scope=\"row\">麻布</th>\n<td class=\"align-right\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
}

TEST_CASE("RenderMarkdown: a table without a caption is named by its section's heading", "[formats][markdown]") {
  const std::string html = Ja("## 窓口\n\n| | 電話 |\n|---|---|\n| 芝 | 1 |\n").html;
  CHECK(html.find("<div class=\"table\" role=\"group\" aria-labelledby=\"h-窓口\" tabindex=\"0\">") !=
        std::string::npos);
  CHECK(html.find("<tr>\n<td></td>\n<th scope=\"col\">電話</th>\n</tr>") != std::string::npos);
}

TEST_CASE("RenderMarkdown: tables and figures share one count when their label is the same", "[formats][markdown]") {
  const MarkdownResult result =
      Numbered("図：流れ\n\n1. 一\n\n表: 窓口\n\n| a |\n|---|\n| b |\n\nFigure: 花\n\n![花](a.jpg)\n");
  std::string captions;
  for (const MarkdownResult::Caption& caption : result.captions)
    captions += caption.id + " " + caption.number + " " + caption.text + "\n";
  CHECK(captions == "fig-1-1 図表1-1 流れ\ntable-1-2 図表1-2 窓口\nfig-1-3 図表1-3 花\n");
  CHECK(result.html.substr(0, result.html.find("<div")) ==
        "<figure id=\"fig-1-1\">\n<figcaption id=\"fig-1-1-caption\"><span class=\"number\">図表1-1</span> "
        "流れ</figcaption>\n"
        "<ol>\n<li>一</li>\n</ol>\n</figure>\n");
}

TEST_CASE("RenderMarkdown: an English label keeps a space before its number", "[formats][markdown]") {
  MarkdownRequest request = Request("Table: Desks\n\n| a |\n|---|\n| b |\n", "en");
  request.table_label = "Table";
  CHECK(RenderMarkdown(request).captions.at(0).number == "Table 1");
}

TEST_CASE("RenderMarkdown: warns of a caption with nothing under it", "[formats][markdown]") {
  CHECK(Problems(Ja("図：流れ\n\n本文\n")) == "caption.alone 1:1+2\n");
}

TEST_CASE("RenderMarkdown: an image alone is a figure with caption and credit", "[formats][markdown]") {
  CHECK(Filled(Ja("![花壇](a.jpg \"花の手入れ | 港区\")")) ==
        "<figure>\n<img src=a.jpg alt=花壇>\n<figcaption>花の手入れ <small "
        "class=\"credit\">港区</small></figcaption>\n</figure>\n");
  CHECK(Filled(Ja("![花壇](a.jpg \"花の手入れ｜港区｜CC BY 4.0\")")) ==
        "<figure>\n<img src=a.jpg alt=花壇>\n<figcaption>花の手入れ <small class=\"credit\">港区</small> <small "
        "class=\"licence\">CC BY 4.0</small></figcaption>\n</figure>\n");
  CHECK(Problems(Ja("花 ![](a.jpg)")) == "image.alt 1:3+10\n");
}

TEST_CASE("RenderMarkdown: notes have a label in the text's language, and a title", "[formats][markdown]") {
  CHECK(Ja("> [!WARNING]\n> 締め切りに注意\n").html ==
        "<aside class=\"note note-warning\" role=\"note\">\n<p "
        "class=\"note-label\">注意</p>\n<p>締め切りに注意</p>\n</aside>\n");
  CHECK(En("> [!column] *Why* so\n>\n> Text\n").html ==
        "<aside class=\"note note-column\" role=\"note\">\n<p class=\"note-label\"><span "
        "class=\"note-kind\">Column</span> <em>Why</em> so</p>\n"
        "<p>Text</p>\n</aside>\n");
  CHECK(Problems(Ja("> [!NOTES]\n> x\n")) == "markdown.note 1:3+8\n");
}

TEST_CASE("RenderMarkdown: another language has the words that it is given, else English ones, marked",
          "[formats][markdown]") {
  MarkdownRequest request = Request("> [!TIP]\n> x\n", "pt-BR");
  request.words = "Nota\nDica\n";
  const std::string begin = "<aside class=\"note note-tip\" role=\"note\">\n<p class=\"note-label\">";
  CHECK(RenderMarkdown(request).html == begin + "Dica</p>\n<p>x</p>\n</aside>\n");
  request.words = {};
  CHECK(RenderMarkdown(request).html == begin + "<span lang=\"en\">Tip</span></p>\n<p>x</p>\n</aside>\n");
  request.language = "zh-Hant";
  request.text = "> [!TIP] y\n> x\n";
  CHECK(RenderMarkdown(request).html ==
        begin + "<span class=\"note-kind\" lang=\"en\">Tip</span> y</p>\n<p>x</p>\n</aside>\n");
}

TEST_CASE("RenderMarkdown: captions begin with the word of their language", "[formats][markdown]") {
  for (const std::string word : {"Tabela", "표", "图表", "圖表", "Bảng", "جدول"}) {
    CAPTURE(word);
    const MarkdownResult result = RenderMarkdown(Request(word + ": X {#x}\n\n|a|\n|-|\n|1|\n", "pt"));
    REQUIRE(result.captions.size() == 1);
    CHECK(result.captions[0].id == "table-x");
    CHECK(result.captions[0].text == "X");
  }
  for (const std::string word : {"Figura", "그림", "图", "圖", "Hình", "شكل"}) {
    CAPTURE(word);
    const MarkdownResult result = RenderMarkdown(Request(word + "：X\n\n1. a\n", "pt"));
    REQUIRE(result.captions.size() == 1);
    CHECK(!result.captions[0].table);
  }
}

TEST_CASE("RenderMarkdown: footnotes lead there and back", "[formats][markdown]") {
  CHECK(
      Ja("あ[^a]い[^a]\n\n[^a]: 注です。\n").html ==
      "<p>あ<sup class=\"note-ref\"><a id=\"note-ref-1\" href=\"#note-1\" role=\"doc-noteref\" "
      "aria-label=\"注1\">1</a></sup>"
      "い<sup class=\"note-ref\"><a id=\"note-ref-1-2\" href=\"#note-1\" role=\"doc-noteref\" "
      "aria-label=\"注1\">1</a></sup></p>\n"
      "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"注\">\n<ol>\n<li id=\"note-1\">\n<p>注です。"
      " <a class=\"note-back\" href=\"#note-ref-1\" role=\"doc-backlink\" aria-label=\"本文に戻る（注1）\">↩\uFE0E</a>"
      " <a class=\"note-back\" href=\"#note-ref-1-2\" role=\"doc-backlink\" "
      "aria-label=\"本文に戻る（注1-2）\">↩\uFE0E</a></p>\n"
      "</li>\n</ol>\n</section>\n");
  CHECK(Problems(Ja("あ[^a]\n")) == "note.missing 1:2+4\n");
}

TEST_CASE("RenderMarkdown: warns of a note that nothing refers to", "[formats][markdown]") {
  CHECK(Problems(Ja("あ[^a]\n\n[^a]: 注\n\n[^b]: 失われる\n\n```\n[^c]: コード\n```\n")) == "note.unused 5:1+4\n");
}

TEST_CASE("RenderMarkdown: a footnote in a link's text is no link in a link", "[formats][markdown]") {
  CHECK(Ja("[あ[^a]](b.md)\n\n[^a]: 注\n").html.find("<p><a>あ<sup class=\"note-ref\">1</sup></a></p>") == 0);
}

TEST_CASE("RenderMarkdown: task boxes are named by their text", "[formats][markdown]") {
  CHECK(Ja("- [ ] 申請\n- [x] 相談\n").html ==
        "<ul class=\"checklist\">\n<li><label><input type=\"checkbox\" disabled> 申請</label></li>\n"
        "<li><label><input type=\"checkbox\" disabled checked> 相談</label></li>\n</ul>\n");
}

TEST_CASE("RenderMarkdown: refuses raw HTML and says what to write", "[formats][markdown]") {
  const MarkdownResult result = Ja("区の<b>協働\n\n<div>x</div>\n");
  CHECK(Problems(result) == "markdown.raw-html 1:3+3\nmarkdown.raw-html 3:1+12\n");
  CHECK(result.problems[0].message.ja == "HTML のタグは書けません: <b>");
  CHECK(result.problems[0].message.en == "HTML tags cannot be used: <b>");
  CHECK(result.problems[0].hint.ja == "太字は **太字** と書きます。");
  CHECK(result.problems[0].hint.en == "For bold, write **bold**.");
  CHECK(result.html == "<p>区の&lt;b&gt;協働</p>\n<p>&lt;div&gt;x&lt;/div&gt;</p>\n");
}

TEST_CASE("RenderMarkdown: an element is told once, by its opening tag", "[formats][markdown]") {
  CHECK(Problems(Ja("区の<b>協働</b>\n\n<div>\n\nあ\n\n</div>\n")) ==
        "markdown.raw-html 1:3+3\nmarkdown.raw-html 3:1+5\n");
  CHECK(Problems(Ja("協働</b>")) == "markdown.raw-html 1:3+4\n");
}

TEST_CASE("RenderMarkdown: refuses HTML comments kindly", "[formats][markdown]") {
  const MarkdownResult result = Ja("<!-- 後で直す -->\n");
  CHECK(Problems(result) == "markdown.raw-html 1:1+13\n");
  CHECK(result.problems[0].message.ja ==
        "HTML のコメントは、公開されるページに残ることがあるため使えません: <!-- 後で直す -->");
}

TEST_CASE("RenderMarkdown: refuses addresses that could run a script or leave unseen", "[formats][markdown]") {
  for (const char* address :
       {"javascript:alert(1)", "JavaScript:x", "java&#10;script:x", "&#1;javascript:x", "data:text/html,x",
        "vbscript:x", "//evil.example/", "/\\evil.example/", "\\\\\\\\evil.example", "file:///etc/passwd"}) {
    CAPTURE(address);
    const MarkdownResult result = En("[a](<" + std::string(address) + ">)");
    CHECK(result.html == "<p>a</p>\n");
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].rule == "link.scheme");
  }
  CHECK(Problems(En("![a](mailto:a@b.jp)")) == "link.scheme 1:6+13\n");
}

TEST_CASE("RenderMarkdown: a refused address is pointed at, wherever it stands", "[formats][markdown]") {
  CHECK(Problems(Ja("ここは[区](data:x)、[市](ftp:y)")) == "link.scheme 1:8+6\nlink.scheme 1:20+5\n");
  CHECK(Problems(En("[data:x](data:x)")) == "link.scheme 1:10+6\n");
  CHECK(Problems(En("See [this][a].\n\n[a]: data:x\n")) == "link.scheme 1:5+1\n");
}

TEST_CASE("RenderMarkdown: an empty link is pointed at as a whole", "[formats][markdown]") {
  CHECK(Problems(Ja("はい[](a.md \"題\")へ")) == "link.empty 1:3+12\n");
  CHECK(Problems(En("[![](a.svg)](b.md)")) == "link.empty 1:1+18\nimage.alt 1:2+10\n");
}

TEST_CASE("RenderMarkdown: links to the web, files, terms, mail and telephones are kept", "[formats][markdown]") {
  for (const char* address : {"https://a.jp", "HTTP://a.jp", "mailto:a@b.jp", "tel:+81-3", "term:kyodo", "../a.md",
                              "#h-a", "a.md?x=1:2", "/a"}) {
    CAPTURE(address);
    const MarkdownResult result = En("[a](" + std::string(address) + ")");
    REQUIRE(result.links.size() == 1);
    CHECK(result.links[0].target == address);
    CHECK(result.problems.empty());
  }
}

TEST_CASE("RenderMarkdown: refuses characters that cannot be seen", "[formats][markdown]") {
  const MarkdownResult result = Ja(std::string("あ\0い\x1Fう\U00010A7Fえ", 18) + "&#1;&#x10A7F;");
  CHECK(Problems(result) == "markdown.character 1:2+1\nmarkdown.character 1:3+1\nmarkdown.character 1:4+1\n");
  CHECK(result.html == "<p>あいうえ</p>\n");
  CHECK(result.problems[0].message.en == "A character that cannot be used: U+0000");
}

TEST_CASE("RenderMarkdown: gives up on nesting that no author means", "[formats][markdown]") {
  CHECK(Problems(Ja(std::string(300, '>') + " x")) == "markdown.depth 1:101+1\n");
}

TEST_CASE("RenderMarkdown: the plain text has a line for each block", "[formats][markdown]") {
  CHECK(Ja("## 題\n\n一\n二 ![絵](a.png)\n\n- 三\n- 四\n\n| 五 | 六 |\n|---|---|\n| 七 | 八 |\n\n```\ncode\n```\n")
            .plain == "題\n一二 絵\n三\n四\n五 六\n七 八\ncode");
}

TEST_CASE("RenderMarkdown: the excerpt is the first paragraph, cut as the language needs", "[formats][markdown]") {
  CHECK(Ja("## 題\n\n> 引用\n\n{協働|きょうどう}の話。\n\n次").excerpt == "協働の話。");
  CHECK(Ja("- 項目だけ\n").excerpt == "項目だけ");
  std::string ja;
  for (int i = 0; i < 130; ++i) ja += "区";
  CHECK(Ja(ja).excerpt == ja.substr(0, 360) + "…");
  std::string en;
  for (int i = 0; i < 50; ++i) en += "words ";
  CHECK(En(en).excerpt == en.substr(0, 33 * 6 - 1) + "…");
}

TEST_CASE("RenderMarkdown: lists every id, sorted", "[formats][markdown]") {
  const MarkdownResult result = Ja("## あ\n\n図：い\n\n- う[^1]\n\n[^1]: え\n");
  CHECK(result.ids == std::vector<std::string>{"fig-1", "fig-1-caption", "h-あ", "note-1", "note-ref-1"});
}

}  // namespace kyodo
