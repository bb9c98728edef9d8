#include <catch2/catch.hpp>

#include "formats/csv_reader.h"
#include "formats/web_vtt.h"

namespace kyodo {
namespace {

/// Cells with bars between them, a row a line with its place; or the rule and line of the error.
std::string Rows(std::string_view bytes) {
  const auto rows = ReadCsv(bytes);
  if (!rows.ok()) return rows.error().rule + ":" + std::to_string(rows.error().line);
  std::string out;
  for (const CsvRow& row : *rows) {
    out += std::to_string(row.line) + ":";
    for (const std::string& cell : row.cells) out += "|" + cell;
    out += "\n";
  }
  return out;
}

TEST_CASE("ReadCsv: what spreadsheets write", "[csv]") {
  CHECK(Rows("a,b\r\n1,2\r\n") == "1:|a|b\n2:|1|2\n");
  CHECK(Rows("a,b\n\"1,200\",\"says \"\"yes\"\"\"") == "1:|a|b\n2:|1,200|says \"yes\"\n");
  CHECK(Rows("a\n\"two\nlines\"\nb\n") == "1:|a\n2:|two\nlines\n4:|b\n");
  CHECK(Rows("a\tb,c\td\n") == "1:|a|b,c|d\n");
  CHECK(Rows("a;b;c\n") == "1:|a|b|c\n");
  CHECK(Rows("\"a;b;c\",d\n") == "1:|a;b;c|d\n");
  CHECK(Rows("a,b\n,\n\n , \n1\n") == "1:|a|b\n5:|1\n");
  CHECK(Rows("a,\"\"\n") == "1:|a|\n");
  CHECK(Rows("").empty());
}

TEST_CASE("ReadCsv: the encodings of offices", "[csv]") {
  CHECK(Rows("\xEF\xBB\xBF会,員\n") == "1:|会|員\n");
  CHECK(Rows("\x89\xEF,\x88\xF5\r\n") == "1:|会|員\n");  // code page 932
  CHECK(Rows("\x87\x40,\x87\x8A\r\n") == "1:|①|㈱\n");   // NEC's signs, which Shift_JIS has not
  CHECK(Rows(std::string("\xFF\xFE\x1A\x4F,\0\xE1\x54\n\0", 10)) == "1:|会|員\n");  // UTF-16
  CHECK(Rows("\x80\xFF\xFF") == "csv.text:1");
}

TEST_CASE("ReadCsv: a quote that is not closed is told where it begins", "[csv]") {
  CHECK(Rows("a\n\"b\nc\n") == "csv.quote:2");
}

TEST_CASE("ReadWebVtt: what is said, and by whom", "[captions]") {
  const auto lines = ReadWebVtt(
      "\xEF\xBB\xBFWEBVTT 題\n\nNOTE 書き手の覚え\n\n1\n00:00.000 --> 00:04.000 align:start\n<v "
      "青木>はい</v>\n<i>A</i> &amp; "
      "B\n\n00:05.000 --> 00:06.000\n終わり\n");
  REQUIRE(lines.ok());
  CHECK(*lines == std::vector<std::string>{"青木: はい", "A & B", "終わり"});
  for (const char* bad :
       {"", "1\n00:00:00,000 --> 00:00:04,000\nsrt\n", "WEBVTT\n", "WEBVTT\n\n00:00.000 --> 00:01.000\n\xFF"})
    CHECK_FALSE(ReadWebVtt(bad).ok());
}

}  // namespace
}  // namespace kyodo
