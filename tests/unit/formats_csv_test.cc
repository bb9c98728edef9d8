#include <catch2/catch.hpp>

#include "formats/csv.h"

namespace kyodo {
namespace {

/// One cell, without the byte order mark.
std::string Cell(std::string_view text) {
  CsvWriter writer;
  writer.Text(text);
  return writer.Take().substr(3);
}

TEST_CASE("CsvWriter: begins with a byte order mark, ends rows with CR LF, and quotes texts", "[formats][csv]") {
  CsvWriter writer;
  writer.Text("市区町村コード");
  writer.Text("人口");
  writer.EndRow();
  writer.Text("012131");
  writer.Number("-170113");
  writer.EndRow();
  CHECK(writer.Take() == "\xEF\xBB\xBF\"市区町村コード\",\"人口\"\r\n\"012131\",-170113\r\n");
}

TEST_CASE("CsvWriter: an empty value is an empty cell", "[formats][csv]") {
  CsvWriter writer;
  writer.Text("");
  writer.Plain("");
  writer.Number("");
  writer.EndRow();
  CHECK(writer.Take().substr(3) == ",,\r\n");
}

TEST_CASE("CsvWriter: doubles quotes and keeps commas and line ends", "[formats][csv]") {
  CHECK(Cell("\"緑\", 水\n空") == "\"\"\"緑\"\", 水\n空\"");
  CHECK(Cell(std::string_view("a\0b", 3)) == "\"ab\"");
}

TEST_CASE("CsvWriter: what a spreadsheet would run gets an apostrophe", "[formats][csv]") {
  for (const char* text :
       {"=1+1", "+81", "-1", "@SUM(A1)", "＝1+1", "-cmd|' /C calc'!A0", "- cmd|' /C calc'!A0", "+ HYPERLINK(\"x\")",
        "＋SUM(A1)", "- 軍手\n- 帽子", "-軍手", "－1", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫A1", "　=1", "\u00A0＝1"}) {
    std::string quoted = Cell(text);
    CHECK(quoted.substr(0, 2) == "\"'");
  }
  CHECK(Cell("\t=1") == "\"'=1\"");
  CHECK(Cell("\r\n =1") == "\"'=1\"");
}

TEST_CASE("CsvWriter: a text that is no formula stays as it is, without the blanks before it", "[formats][csv]") {
  for (const char* text : {"a=1", "・軍手", "1 - 2", "'quoted'"}) CHECK(Cell(text) == "\"" + std::string(text) + "\"");
  CHECK(Cell("\n\n概要\n") == "\"概要\n\"");
  CHECK(Cell(" \n") == "");
}

TEST_CASE("CsvWriter: leaves values alone that are safe by their type", "[formats][csv]") {
  CsvWriter writer;
  writer.Plain("+81-3-0000-0000");
  CHECK(writer.Take().substr(3) == "\"+81-3-0000-0000\"");
}

}  // namespace
}  // namespace kyodo
