#include <catch2/catch.hpp>

#include "core/diagnostic.h"

namespace kyodo {
namespace {

Diagnostic Example() {
  static const SourceFile file{"content/events/spring-clean.yaml", "title: 春の清掃\n日付 start: 2026-02-30\n"};
  Diagnostics all;
  return all.Error("date.range", {&file, 2, 11, 10},
                   {"日付がありません: 2026-02-30", "There is no such date: 2026-02-30"},
                   {"2026年2月は28日までです。", "The month 2026-02 ends on day 28."});
}

TEST_CASE("FormatText: the caret stands under the text, whatever its width", "[core][diagnostic]") {
  CHECK(FormatText(Example(), Tongue::kJa) ==
        "content/events/spring-clean.yaml:2:11: error: 日付がありません: 2026-02-30 [date.range]\n"
        "    2 | 日付 start: 2026-02-30\n"
        "      |             ^^^^^^^^^^ 2026年2月は28日までです。\n");
}

TEST_CASE("FormatText: of a very long line shows what is around the caret", "[core][diagnostic]") {
  const SourceFile file{"a.md", std::string(1000000, 'x') + "here" + std::string(1000000, 'y')};
  Diagnostics all;
  const std::string text = FormatText(all.Error("r", {&file, 1, 60001, 4}, {"長い", "Long"}), Tongue::kEn);
  CHECK(text == "a.md:1:60001: error: Long [r]\n    1 | … " + std::string(100, 'x') + " …\n      | " +
                    std::string(52, ' ') + "^^^^\n");
}

TEST_CASE("FormatText: without a line there is no excerpt", "[core][diagnostic]") {
  Diagnostics all;
  const Diagnostic& one =
      all.FileError("file.missing", "site.yaml", {"ありません", "Not there"}, {"作ります。", "Make it."});
  CHECK(FormatText(one, Tongue::kEn) == "site.yaml: error: Not there [file.missing]\n      = Make it.\n");
}

TEST_CASE("FormatJson: holds both languages on one line", "[core][diagnostic]") {
  CHECK(
      FormatJson(Example()) ==
      R"({"severity":"error","rule":"date.range","path":"content/events/spring-clean.yaml","line":2,"column":11,"length":10,)"
      R"("source":"日付 start: 2026-02-30","message":{"ja":"日付がありません: 2026-02-30","en":"There is no such date: 2026-02-30"},)"
      R"("hint":{"ja":"2026年2月は28日までです。","en":"The month 2026-02 ends on day 28."}})");
}

TEST_CASE("FormatGithub: is a workflow command on one line", "[core][diagnostic]") {
  CHECK(FormatGithub(Example(), Tongue::kEn) ==
        "::error file=content/events/spring-clean.yaml,line=2,col=11,endColumn=21,title=date.range::"
        "There is no such date: 2026-02-30%0AThe month 2026-02 ends on day 28.");
}

TEST_CASE("Diagnostics: are sorted by place and said once", "[core][diagnostic]") {
  const SourceFile file{"b.yaml", "x\ny\n"};
  Diagnostics all;
  all.Error("r.two", {&file, 2, 1, 1}, {"二", "two"});
  all.Error("r.one", {&file, 1, 1, 1}, {"一", "one"});
  all.Error("r.two", {&file, 2, 1, 1}, {"二", "two"});
  all.FileError("r.zero", "a.yaml", {"零", "zero"});
  all.Sort();
  REQUIRE(all.list().size() == 3);
  CHECK(all.list()[0].rule == "r.zero");
  CHECK(all.list()[1].rule == "r.one");
}

TEST_CASE("Diagnostics: keep of a very long line what is around the place", "[core][diagnostic]") {
  SourceFile file{"a.md", "一行目\n"};
  for (int i = 0; i < 20000; ++i) file.text += "あ";
  file.text += "\nend\n";
  Diagnostics all;
  const Diagnostic& one = all.Error("r", {&file, 2, 10001, 1}, {"長い", "Long"});
  CHECK(one.source_start == 9701);
  CHECK(one.source_line.size() == 3000);
  CHECK(all.Error("r", {&file, 3, 1, 3}, {"短い", "Short"}).source_line == "end");
}

TEST_CASE("PosAt: finds the line and the column of every byte", "[core][diagnostic]") {
  SourceFile file{"a.md", ""};
  for (int i = 0; i < 3000; ++i) file.text += i % 700 == 699 ? "\n" : i % 3 ? "あ" : "x";
  uint32_t line = 1, column = 1;
  for (size_t at = 0; at < file.text.size(); ++at) {
    if ((static_cast<unsigned char>(file.text[at]) & 0xC0) == 0x80) continue;
    const SourcePos pos = PosAt(file, at);
    REQUIRE(pos.line == line);
    REQUIRE(pos.column == column);
    REQUIRE(file.lines.Skip(file.text, file.lines.LineStart(file.text, line), column - 1) == at);
    column = file.text[at] == '\n' ? 1 : column + 1;
    line += file.text[at] == '\n';
  }
  CHECK(file.Line(line + 1).empty());
}

TEST_CASE("FirstOfEachRule: shows 200 of a rule and counts the others", "[core][diagnostic]") {
  const SourceFile file{"a.md", std::string(1000, 'x')};
  Diagnostics all;
  for (uint16_t column = 1; column <= 500; ++column) all.Error("r.many", {&file, 1, column, 1}, {"多", "many"});
  for (uint16_t column = 1; column <= 200; ++column) all.Warning("r.just", {&file, 1, column, 1}, {"丁度", "just"});
  all.Sort();
  const std::vector<Diagnostic> shown = FirstOfEachRule(all);
  REQUIRE(shown.size() == 200 + 1 + 200);
  CHECK(FormatText(shown[200], Tongue::kEn) == "error: … and 300 more of this rule [r.many]\n");
  CHECK(FormatText(shown[200], Tongue::kJa) == "error: … 同じ種類のものが、ほかに 300 件あります [r.many]\n");
  CHECK(FormatJson(shown[200]) ==
        R"({"severity":"error","rule":"r.many","more":300,)"
        R"("message":{"ja":"… 同じ種類のものが、ほかに 300 件あります","en":"… and 300 more of this rule"}})");
  CHECK(shown.back().rule == "r.just");
  CHECK(all.Count(Severity::kError) == 500);
}

TEST_CASE("Nearest: is silent when nothing is near", "[core][diagnostic]") {
  CHECK(Nearest("budgte", {"budget", "title"}) == "budget");
  CHECK(Nearest("xyz", {"budget", "title"}).empty());
}

}  // namespace
}  // namespace kyodo
