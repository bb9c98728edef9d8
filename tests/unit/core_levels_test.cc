#include <algorithm>
#include <catch2/catch.hpp>

#include "core/levels.h"
#include "markdown/markdown.h"

namespace kyodo {
namespace {

SourceFile File(std::string text) { return {"a.yaml", std::move(text)}; }

TEST_CASE("Levels: a remark on the line or above it silences the rules that it names", "[core][levels]") {
  const SourceFile file = File(
      "a: 1 # kyodo: ok x.one, x.two\n"
      "b: 2\n"
      "# kyodo: ok x.one\n"
      "c: 3\n");
  const auto silenced = [&](const char* rule, uint32_t line) {
    Diagnostics diagnostics;
    diagnostics.Warning(rule, {&file, line, 1, 1}, {"あ", "a"});
    return ApplyLevels({}, diagnostics) == 1;
  };
  CHECK(silenced("x.one", 1));
  CHECK(silenced("x.two", 1));
  CHECK_FALSE(silenced("x.tw", 1));
  CHECK_FALSE(silenced("x.one", 2));  // the remark above belongs to its own line
  CHECK(silenced("x.one", 4));
  CHECK_FALSE(silenced("x.two", 4));
}

TEST_CASE("Levels: an error stays, whatever stands beside it", "[core][levels]") {
  const SourceFile file = File("a: 1 # kyodo: ok x.one\n");
  Diagnostics diagnostics;
  diagnostics.Error("x.one", {&file, 1, 1, 1}, {"あ", "a"});
  CHECK(ApplyLevels({{"x.one", {Level::kOff, {&file, 1, 1, 1}}}}, diagnostics) == 0);
  REQUIRE(diagnostics.list().size() == 2);
  CHECK(diagnostics.list()[0].severity == Severity::kError);
  CHECK(diagnostics.list()[1].rule == "checks.error");
}

TEST_CASE("Levels: the site's level takes the place of the rule's own", "[core][levels]") {
  Diagnostics diagnostics;
  diagnostics.Warning("x.off", {}, {"あ", "a"});
  diagnostics.Warning("x.note", {}, {"あ", "a"});
  diagnostics.Add(Severity::kNote, "x.error", {}, {"あ", "a"});
  const RuleLevels levels = {
      {"x.off", {Level::kOff, {}}}, {"x.note", {Level::kNote, {}}}, {"x.error", {Level::kError, {}}}};
  CHECK(ApplyLevels(levels, diagnostics) == 1);
  REQUIRE(diagnostics.list().size() == 2);
  CHECK(diagnostics.list()[0].severity == Severity::kNote);
  CHECK(diagnostics.list()[1].severity == Severity::kError);
  CHECK(ApplyLevels(levels, diagnostics) == 0);
  CHECK(diagnostics.list().size() == 2);
}

TEST_CASE("Levels: the rules of the program are known by name", "[core][levels]") {
  const auto knows = [](std::string_view rule) {
    return std::binary_search(RuleNames().begin(), RuleNames().end(), rule);
  };
  for (const char* rule : {"plain-words.suggest", "date.weekday", "link.external", "page.gone", "text.invisible"})
    CHECK(knows(rule));
  for (const char* other : {"site.yaml", "page.url", "index.html"}) CHECK_FALSE(knows(other));
}

TEST_CASE("Levels: remarks are taken out of Markdown, and lines stay where they are", "[core][levels]") {
  CHECK(WithoutMeantSo("one <!-- kyodo: ok a.b -->\r\n<!-- kyodo: ok c.d -->\ntwo") == "one\r\ntwo");
  CHECK(WithoutMeantSo("one <!-- kyodo: ok a.b -->\r\n<!-- kyodo: ok c.d -->\ntwo", true) == "one\r\n\ntwo");
  CHECK(WithoutMeantSo("`<!-- kyodo: ok a.b -->` shows it") == "`<!-- kyodo: ok a.b -->` shows it");
  CHECK(WithoutMeantSo("<!-- a --> <!-- kyodo: ok a.b -->") == "<!-- a -->");
  CHECK(WithoutMeantSo("") == "");
  MarkdownRequest request;
  request.text = "one <!-- kyodo: ok a.b -->\n\n## two\n";
  request.language = "en";
  const MarkdownResult shown = RenderMarkdown(request);
  CHECK(shown.problems.empty());
  CHECK(shown.html.find("kyodo") == std::string::npos);
  REQUIRE(shown.headings.size() == 1);
  CHECK(shown.headings[0].line == 3);
}

TEST_CASE("Levels: a remark on a line of its own does not end what it stands in", "[core][levels]") {
  const auto html = [](std::string_view text, std::string_view language) {
    MarkdownRequest request;
    request.text = text;
    request.language = language;
    const MarkdownResult shown = RenderMarkdown(request);
    CHECK(shown.problems.empty());
    return shown.html;
  };
  const std::string remark = "<!-- kyodo: ok text.lines -->\n";
  CHECK(html("一行目。\n" + remark + "二行目。\n", "ja") == html("一行目。\n二行目。\n", "ja"));
  CHECK(html("One\n" + remark + "two\n", "en") == html("One\ntwo\n", "en"));
  CHECK(html("- a\n" + remark + "- b\n", "en") == html("- a\n- b\n", "en"));
  CHECK(html("> One\n> " + remark + "> two\n", "en") == html("> One\n> two\n", "en"));
  CHECK(html(remark + "## Two\n\n" + remark + "One\n", "en") == html("## Two\n\nOne\n", "en"));
  CHECK(html("## Two\n" + remark + "One\n", "en") == html("## Two\nOne\n", "en"));
}

}  // namespace
}  // namespace kyodo
