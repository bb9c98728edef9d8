// What `check --fix` changes, and what it leaves alone.
#include <algorithm>
#include <catch2/catch.hpp>

#include "core/edits.h"
#include "core/text.h"
#include "load/fixes.h"
#include "testing.h"

namespace kyodo::testing {
namespace {

LoadOptions Options() {
  LoadOptions options;
  options.folder = "site";
  options.now = ParseInstant("2026-04-01T09:00", 540).value();
  return options;
}

Diagnostics Told(const Files& site) {
  const auto files = MakeMemoryFileSystem(site);
  Diagnostics told;
  Load(*files, Options(), SharedPool(), told);
  return told;
}

std::vector<FixedFile> Find(const Files& site) {
  const auto files = MakeMemoryFileSystem(site);
  return FindFixes(*files, Options(), SharedPool());
}

/// The site with a record `a` of the calendar site's events and a document, and the two after the changes.
struct Pair {
  std::string record, document;
};

const std::string kRecord = "site/events/a.yaml", kDocument = "site/cases/a.ja.md";

Pair Fixed(const Pair& written) {
  Files site = CalendarSiteWith({{kRecord, written.record}, {kDocument, written.document}});
  for (const FixedFile& one : Find(site)) {
    CHECK(one.before == site.at(one.path));
    site[one.path] = one.after;
  }
  INFO("a second run changes nothing");
  CHECK(Find(site).empty());
  const Diagnostics told = Told(site);
  for (const Diagnostic& one : told.list()) CHECK((one.edits.empty() || one.meant_so));
  return {site.at(kRecord), site.at(kDocument)};
}

const std::string kTop = "---\ntitle: 題\n---\n\n";
const std::string kName = "title: {ja: 祭り, en: Festival}\n";

std::string FixedRecord(const std::string& rest) {
  return Fixed({kName + rest, kTop + "文。\n"}).record.substr(kName.size());
}

std::string FixedText(const std::string& text) {
  return Fixed({kName + "when: {start: 2026-05-01}\n", kTop + text}).document.substr(kTop.size());
}

TEST_CASE("FindFixes: numbers, dates and times in half width", "[load][fixes]") {
  CHECK(FixedRecord("when: {start: ２０２６／５／１, start_time: ９：００, end_time: 午後２時半}\n") ==
        "when: {start: 2026-05-01, start_time: 09:00, end_time: 14:30}\n");
  CHECK(FixedRecord("when: {start: 令和8年5月1日}\ndeadline: R8.4.20\n") ==
        "when: {start: 2026-05-01}\ndeadline: 2026-04-20\n");
}

TEST_CASE("FindFixes: ranges become their two ends", "[load][fixes]") {
  CHECK(FixedRecord("when: 2026-05-01〜2026-05-03\n") == "when: {start: 2026-05-01, end: 2026-05-03}\n");
  CHECK(FixedRecord("when: 2026-05-01 10:00～12:00\n") ==
        "when: {start: 2026-05-01, start_time: 10:00, end_time: 12:00}\n");
  CHECK(FixedRecord("when: {start: 2026-05-01, start_time: 10:00~12:00}\n") ==
        "when: {start: 2026-05-01, start_time: 10:00, end_time: 12:00}\n");
  CHECK(FixedRecord("when:\n  start: 2026-05-01〜5月3日\n") == "when:\n  start: 2026-05-01〜5月3日\n");
  CHECK(FixedRecord("when:\n  start: 2026-05-01〜2026-05-03\n  start_time: 10:00\n  end_time: 12:00\n") ==
        "when:\n  start: 2026-05-01\n  end: 2026-05-03\n  start_time: 10:00\n  end_time: 12:00\n");
}

TEST_CASE("FindFixes: what may be something else stays", "[load][fixes]") {
  for (const char* text : {"when: {start: 2026年5月2日（金）}\n", "when: {start: 5月2日}\n",
                           "when: {start: 2026-05-01, start_time: 午後12時, end_time: 13:00}\n",
                           "when: {start: 2026-05-01, start_time: 9時ごろ, end_time: 13:00}\n",
                           "when: {start: 2026-05-03〜2026-05-01}\n", "when: 春〜夏\n"})
    CHECK(FixedRecord(text) == text);
}

TEST_CASE("FindFixes: signs and spaces of YAML, one hiding the other", "[load][fixes]") {
  CHECK(FixedRecord("when：　{start:2026-05-01}   \r\ndeadline:　２０２６-０４-２０　\r\n") ==
        "when: {start: 2026-05-01}\ndeadline: 2026-04-20\n");
  CHECK(FixedRecord("# 覚え書き\nwhen: {start: 2026-05-01}   # 仮\n") ==
        "# 覚え書き\nwhen: {start: 2026-05-01}   # 仮\n");
}

TEST_CASE("FindFixes: marks of lists, wherever all lines have them", "[load][fixes]") {
  CHECK(FixedText("持ち物\n・軍手\n・　帽子\n\n１．清掃\n２．防災\n\n> －　茶\n> －　水\n") ==
        "持ち物\n- 軍手\n- 帽子\n\n1. 清掃\n2. 防災\n\n> - 茶\n> - 水\n");
  CHECK(FixedText("・あ\n\n・い\n\n・う\n") == "- あ\n\n- い\n\n- う\n");
  CHECK(FixedText("##見出し\n\n＃＃　見出し二\n") == "## 見出し\n\n## 見出し二\n");
  for (const char* text : {"・一つだけ\n", "○ 可\n○ 不可\n", "①一\n②二\n", "２．あ\n３．い\n", "（1）あ\n（2）い\n",
                           "`・軍手`\n\n```\n・軍手\n・帽子\n```\n"})
    CHECK(FixedText(text) == text);
}

TEST_CASE("FindFixes: line breaks of Markdown and what is meant so stay", "[load][fixes]") {
  CHECK(FixedText("東京都  \n港区 \n \nか\u3099\r\n") == "東京都  \n港区\n\nが\n");
  const std::string meant = "<!-- kyodo: ok list.mark -->\n\n・軍手 <!-- kyodo: ok list.mark -->\n・帽子\n";
  CHECK(FixedText(meant) == meant);
}

TEST_CASE("FindFixes: a translation that was up to date stays so", "[load][fixes]") {
  Files site =
      CalendarSiteWith({{kDocument, kTop + "・軍手\n・帽子\n"},
                        {"site/cases/a.en.md", "---\ntitle: T\ntranslation: {of: 000000000000}\n---\n\nText.\n"}});
  const auto hash = [&] {
    const Diagnostics told = Told(site);
    for (const Diagnostic& one : told.list()) {
      if (one.rule == "translation.stale") return one.edits.at(0).text;
    }
    return std::string("none");
  };
  const std::string current = hash();
  REQUIRE(current.size() == 12);
  const auto after = [&] {
    for (const FixedFile& one : Find(site)) site[one.path] = one.after;
    return hash();
  };
  SECTION("stale") { CHECK(after() != "none"); }
  SECTION("up to date") {
    std::string& text = site["site/cases/a.en.md"];
    text.replace(text.find("000000000000"), 12, current);
    CHECK(after() == "none");
  }
}

TEST_CASE("WithEdits: leaves out what does not stand where it should", "[core][fixes]") {
  const std::string text = "一二\r\n三四";
  CHECK(WithEdits(text, {{2, 2, "四", "五"}, {1, 1, "一", ""}}) == "二\r\n三五");
  CHECK(WithEdits(text, {{1, 2, "一", "x"}, {9, 1, "三", "x"}}) == text);
  CHECK(WithEdits(text, {{1, 1, "一二", "x"}, {1, 2, "二", "y"}}) == "x\r\n三四");
}

TEST_CASE("UnifiedDiff: names the file and the line of each change", "[core][fixes]") {
  CHECK(UnifiedDiff("a.yaml", "a\nb\nc\nd\n", "a\nB\nc\nd1\nd2\n") ==
        "--- a.yaml\n+++ a.yaml\n@@ -2,1 +2,1 @@ a.yaml:2\n-b\n+B\n@@ -4,1 +4,2 @@ a.yaml:4\n-d\n+d1\n+d2\n");
  CHECK(UnifiedDiff("a.yaml", "a\nb\nc\n", "a\nB\n  x\nc\n") ==
        "--- a.yaml\n+++ a.yaml\n@@ -2,1 +2,2 @@ a.yaml:2\n-b\n+B\n+  x\n");
  CHECK(UnifiedDiff("a.yaml", "a\r\nb\r\n", "a\nb\n").empty());
}

}  // namespace
}  // namespace kyodo::testing
