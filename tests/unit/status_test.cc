// What wants attention on a site, what has changed in an original, and the line that says that a translation is up to
// date.
#include <catch2/catch.hpp>
#include <chrono>

#include "model/visibility.h"
#include "status/accept.h"
#include "status/report.h"
#include "testing.h"

namespace kyodo::status {
namespace {

using kyodo::testing::Files;
using kyodo::testing::LoadFiles;

std::string Changes(std::string_view before, std::string_view after) {
  std::string out;
  for (const WordChange& change : FindWordChanges(before, after)) out += ChangeText(change) + "\n";
  return out;
}

TEST_CASE("FindWordChanges: words that were replaced, added and removed, with what stands about them", "[status]") {
  CHECK(Changes("申し込みは4月1日までです。", "申し込みは4月15日までです。") == "申し込みは4月〔1→15〕日までです。\n");
  CHECK(Changes("Apply by Friday.\n", "Apply by Monday.\n") == "Apply by 〔Friday→Monday〕.\n");
  CHECK(Changes("a\nb\nc", "a\nb and d\nc") == "b〔＋and d〕\n");
  CHECK(Changes("雨の日は休みです。\n晴れます。", "晴れます。") == "〔−雨の日は休みです。〕\n");
  CHECK(Changes("同じ", "同じ").empty());
  CHECK(Changes("", "新しい") == "〔＋新しい〕\n");
  CHECK(Changes("a\n\nb", "a\nb").empty());
}

TEST_CASE("FindWordChanges: what joins both texts is never lost, and little between two changes belongs to both",
          "[status]") {
  const std::string before = "費用は無料です。誰でも来られます。", after = "費用は500円です。大人だけが来られます。";
  std::string removed, added;
  for (const WordChange& change : FindWordChanges(before, after)) {
    CHECK(after.find(change.added) != std::string::npos);
    CHECK(before.find(change.removed) != std::string::npos);
    removed += change.removed;
    added += change.added;
  }
  CHECK(removed.find("無料") == 0);
  CHECK(added.find("500円") == 0);
}

TEST_CASE("FindWordChanges: long texts without anything in common end soon", "[status]") {
  std::string before, after;
  for (int i = 0; i < 20000; ++i) {
    before += "a" + std::to_string(i) + (i % 7 ? " " : "\n");
    after += "b" + std::to_string(i) + (i % 5 ? " " : "\n");
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(!FindWordChanges(before, after).empty());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
}

TEST_CASE("WithTranslationOf: changes one line, however it is written", "[status]") {
  const std::string hash = "0123456789ab";
  const auto with = [&](const std::string& bytes) { return WithTranslationOf("a.en.md", bytes, hash); };
  CHECK(with("---\ntitle: a\ntranslation: {of: new} # b\n---\n\nc\n") ==
        "---\ntitle: a\ntranslation: {of: 0123456789ab} # b\n---\n\nc\n");
  CHECK(with("---\ntranslation: { of: '1' }\n---\n") == "---\ntranslation: { of: '0123456789ab' }\n---\n");
  CHECK(with("---\ntranslation:\n  of:   1  # b\n---\n") == "---\ntranslation:\n  of:   0123456789ab  # b\n---\n");
  CHECK(with("---\ntranslation: {}\n---\n") == "---\ntranslation: {of: 0123456789ab}\n---\n");
  CHECK(with("---\ntranslation:   # b\n---\n") == "---\ntranslation: {of: 0123456789ab}   # b\n---\n");
  CHECK(with("---\ntranslation: {of: }\n---\n") == "---\ntranslation: {of: 0123456789ab }\n---\n");
  CHECK(with("---\ntitle: a\n---\nc") == "---\ntitle: a\ntranslation: {of: 0123456789ab}\n---\nc");
  CHECK(with("---\ntitle: a\n---") == "---\ntitle: a\ntranslation: {of: 0123456789ab}\n---");
  // What else is odd in the file stays: a mark, ends of lines, letters and their marks apart.
  CHECK(with("\xEF\xBB\xBF---\r\ntitle: か\u3099\r\n---\r\nは\u309A\r\n") ==
        "\xEF\xBB\xBF---\r\ntitle: か\u3099\r\ntranslation: {of: 0123456789ab}\r\n---\r\nは\u309A\r\n");
  CHECK(with("---\ntitle: か\u3099\ntranslation: {of: 1}\n---\n") ==
        "---\ntitle: か\u3099\ntranslation: {of: 0123456789ab}\n---\n");
  CHECK(with("---\ntranslation: {of: 0123456789ab}\n---\n") == "---\ntranslation: {of: 0123456789ab}\n---\n");
  CHECK(with("---\ntranslation: [a]\n---\n").empty());
  CHECK(with("no keys").empty());
}

TEST_CASE("VisibilityOf: one reason, and the day on which it ends", "[status]") {
  const Date today{2026, 4, 1}, before{2026, 3, 31}, after{2026, 4, 2};
  Record record;
  CHECK(VisibilityOf(record, today).state == Visibility::kPublic);
  record.publish_from = record.publish_until = today;
  CHECK(VisibilityOf(record, today).state == Visibility::kPublic);
  CHECK(VisibilityOf(record, today).changes == after);
  CHECK(VisibilityOf(record, before).state == Visibility::kScheduled);
  CHECK(VisibilityOf(record, before).changes == today);
  CHECK(VisibilityOf(record, after).state == Visibility::kPast);
  CHECK(!VisibilityOf(record, after).changes);
  record.draft = true;
  CHECK(VisibilityName(VisibilityOf(record, before).state) == "draft");
  record.only_hidden = true;
  CHECK(VisibilityName(VisibilityOf(record, before).state) == "hidden");
}

const char* const kPacts =
    "format: record\nlabel: a\nupkeep: {review: r, expires: e, checked: c, months: 6}\nfields:\n"
    "  title: {type: string}\n  r: {type: date, partial: true}\n  e: {type: date, partial: true}\n"
    "  c: {type: date_range, private: true}\n  s: {type: string}\nlisting: {}\n";

Files PactSite(const std::string& record, const std::string& schema = kPacts) {
  return {{"site/site.yaml", "title: 見本\nbase_url: https://example.jp/\nlanguages: [ja]\ntheme: plain\n"},
          {"site/schema/pacts.yaml", schema},
          {"site/pacts/a.yaml", record}};
}

std::string Kinds(const std::string& record) {
  const auto loaded = LoadFiles(PactSite(record), "2026-04-01", true);
  std::string out = loaded.Problems();
  for (const Item& item : FindAttention(*loaded.site, {})) out += std::string(WordsOf(item.kind).name) + " ";
  return out;
}

TEST_CASE("FindAttention: a month or a year holds to its last day, and begins with its first", "[status]") {
  const std::string checked = "title: a\nc: {start: 2020-01-01, end: 2025-10-01}\n";
  CHECK(Kinds(checked).empty());
  CHECK(Kinds("title: a\nc: {start: 2020-01-01, end: 2025-09-30}\n") == "unchecked ");
  CHECK(Kinds("title: a\n") == "unchecked ");
  CHECK(Kinds(checked + "e: 2026-03\n") == "expired ");
  CHECK(Kinds(checked + "e: 2026-04\n") == "expiring ");
  CHECK(Kinds(checked + "e: 2026\n").empty());
  CHECK(Kinds(checked + "r: 2026-04\n") == "review ");
  CHECK(Kinds(checked + "r: 2026-05\n").empty());
  CHECK(Kinds("title: a\ndraft: true\ne: 2020\n") == "draft ");
}

TEST_CASE("schema: upkeep names dates of the schema", "[status]") {
  const auto problems = [](const std::string& upkeep) {
    std::string schema = kPacts;
    schema.replace(schema.find("{review"), schema.find("}\n") + 1 - schema.find("{review"), upkeep);
    return LoadFiles(PactSite("title: a\n", schema)).Problems();
  };
  CHECK(problems("{review: r}").empty());
  CHECK(problems("{review: x}").find("schema.field ") == 0);
  CHECK(problems("{checked: s}").find("schema.field-type ") == 0);
  CHECK(problems("{reviw: r}").find("key.unknown ") == 0);
}

}  // namespace
}  // namespace kyodo::status
