// Lists of objects with a number: which become a table, and how their numbers may be drawn.
#include <catch2/catch.hpp>

#include "testing.h"

namespace kyodo::testing {
namespace {

/// "chart bottom..top | columns, * before those of numbers | rows" of a list whose rows have these parts; `places` are
/// two districts. Empty: no table.
std::string TableOf(const std::string& parts, const std::string& rows, const std::string& page = "records/a.html") {
  Loaded loaded = LoadFiles(SmallSiteWith(
      {{"site/schema/records.yaml",
        "format: record\nlabel: 記録\nfields:\n  title: {type: string}\n  list:\n    type: list\n"
        "    of: {type: object, fields: {" +
            parts + "}}\n"},
       {"site/records/a.yaml", "title: 甲\nlist: " + rows + "\n"},
       {"site/themes/plain/templates/records.html",
        "{% for f in record | facts if f.table %}{{ f.table.chart }} {{ f.table.bottom }}..{{ f.table.top }} |"
        "{% for c in f.table.columns %} {{ '*' if c.numeric else '' }}{{ c.label | striptags }}{% endfor %} |"
        "{% for r in f.table.rows %}{% for c in r.cells %} {% for v in c['values'] %}{{ v.text }}{% endfor %}"
        "{% endfor %};{% endfor %}{% endfor %}"}}));
  const auto pages = RenderAll(loaded);
  CHECK(loaded.Problems() == "");
  return pages.at(page);
}

const std::string kYear = "y: {type: integer, display: fiscal_year}, n: {type: integer}";

TEST_CASE("TableOf: columns over the years, where each row has its own", "[render][table]") {
  CHECK(TableOf(kYear, "[{y: 2024, n: 8}, {y: 2025, n: 12}]", "en/records/a.html") ==
        "columns 0.0..12.0 | y *n | FY2024 8; FY2025 12;");
  CHECK(TableOf("y: {type: date, partial: true}, n: {type: decimal}", "[{y: 2024, n: 8.5}, {y: 2025, n: 1}]")
            .substr(0, 8) == "columns ");
  CHECK(TableOf("y: {type: integer, minimum: 1900, maximum: 2100}, n: {type: integer}", "[{y: 2024, n: 8}, {y: 2025}]")
            .substr(0, 5) == "bars ");
  CHECK(TableOf(kYear, "[{y: 2024, n: 8}, {y: 2024, n: 12}]").substr(0, 5) == "bars ");
  CHECK(TableOf(kYear, "[{y: 2024, n: -8}, {y: 2025, n: 12}]").substr(0, 16) == "bars -8.0..12.0 ");
}

TEST_CASE("TableOf: whole numbers that may be years name rows that nothing else names", "[render][table]") {
  const std::string bare = "y: {type: integer}, n: {type: integer}";
  CHECK(TableOf(bare, "[{y: 2024, n: 8}, {y: 2025, n: 12}]") == "columns 0.0..12.0 | y *n | 2024 8; 2025 12;");
  CHECK(TableOf(bare, "[{y: 3, n: 8}, {y: 4, n: 12}]").empty());
}

TEST_CASE("TableOf: many or wide numbers are bars", "[render][table]") {
  CHECK(TableOf(kYear, "[{y: 1990, n: 8}, {y: 2025, n: 12}]").substr(0, 5) == "bars ");
  CHECK(TableOf("y: {type: date, partial: true}, n: {type: money}",
                "[{y: 2023, n: 1200000}, {y: 2024, n: 1200000}, {y: 2025, n: 1200000}, {y: 2026, n: 1200000}]")
            .substr(0, 5) == "bars ");
}

TEST_CASE("TableOf: the part that names comes first, whatever its type", "[render][table]") {
  CHECK(TableOf("n: {type: money}, place: {type: term, vocabulary: districts}, m: {type: string, translate: true}",
                "[{n: 1200, place: north}, {n: -300, place: south, m: {ja: 減った}}]") ==
        "bars -300.0..1200.0 | place *n m | 北 1,200円 ; 南 -300円 減った;");
}

TEST_CASE("TableOf: one row and zeros are not drawn", "[render][table]") {
  CHECK(TableOf("what: {type: string}, n: {type: integer}", "[{what: 花, n: 3}]") == " 0.0..3.0 | what *n | 花 3;");
  CHECK(TableOf("what: {type: string}, n: {type: integer}", "[{what: 花, n: 0}, {what: 木, n: 0}]").front() == ' ');
  CHECK(TableOf("what: {type: string}, n: {type: integer}", "[]").empty());
}

TEST_CASE("TableOf: numbers of different units are not drawn", "[render][table]") {
  const std::string unit = "what: {type: string}, n: {type: decimal}, u: {type: string}";
  CHECK(TableOf(unit, "[{what: 花, n: 3, u: 本}, {what: 土, n: 2.5, u: kg}]").front() == ' ');
  CHECK(TableOf(unit, "[{what: 花, n: 3, u: 本}, {what: 木, n: 2, u: 本}]").substr(0, 5) == "bars ");
  CHECK(TableOf(unit, "[{what: 花, n: 3, u: 春に植えました}, {what: 木, n: 2}]").substr(0, 5) == "bars ");
  const std::string plain = "what: {type: string}, n: {type: integer}";
  CHECK(TableOf(plain, "[{what: 参加者（人）, n: 30}, {what: 費用（円）, n: 9000}]").front() == ' ');
  CHECK(TableOf(plain, "[{what: Visitors (people), n: 30}, {what: Cost (yen), n: 9000}]").front() == ' ');
  CHECK(TableOf(plain, "[{what: 平成19年度（2007年度）, n: 30}, {what: 平成20年度（2008年度）, n: 9}]").substr(0, 5) ==
        "bars ");
  CHECK(TableOf(plain, "[{what: 芝（人）, n: 30}, {what: 麻布（人）, n: 9}, {what: 台場, n: 2}]").substr(0, 5) ==
        "bars ");
  CHECK(TableOf("what: {type: string}, n: {type: integer}, m: {type: money}",
                "[{what: 花, n: 3, m: 300}, {what: 木, n: 2}]")
            .front() == ' ');
}

TEST_CASE("TableOf: none where a number only counts the rows, or none names them", "[render][table]") {
  CHECK(TableOf("n: {type: integer}, what: {type: string}", "[{n: 1, what: 集まる}, {n: 2, what: 植える}]").empty());
  CHECK(TableOf("what: {type: string}, n: {type: integer}", "[{what: 花, n: 1}, {what: 木, n: 2}]").substr(0, 5) ==
        "bars ");
  CHECK(TableOf("n: {type: integer}", "[{n: 5}, {n: 7}]").empty());
  CHECK(TableOf("a: {type: string}, b: {type: string}", "[{a: 花, b: 木}]").empty());
}

}  // namespace
}  // namespace kyodo::testing
