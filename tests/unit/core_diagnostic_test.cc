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

TEST_CASE("Nearest: is silent when nothing is near", "[core][diagnostic]") {
  CHECK(Nearest("budgte", {"budget", "title"}) == "budget");
  CHECK(Nearest("xyz", {"budget", "title"}).empty());
}

}  // namespace
}  // namespace kyodo
