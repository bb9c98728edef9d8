// Workbooks: what their numbers are, and what is written is read again.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/xlsx_cells.h"
#include "formats/xlsx_reader.h"
#include "formats/xlsx_writer.h"

namespace kyodo {
namespace {

std::string Shown(const char* number, const char* code, bool from_1904 = false) {
  return TextOfNumber(number, FormatOf(164, code), from_1904);
}

TEST_CASE("TextOfNumber: days and times, by their formats", "[xlsx]") {
  CHECK(TextOfNumber("46113", FormatOf(14, ""), false) == "2026-04-01");
  CHECK(TextOfNumber("46113", FormatOf(0, ""), false) == "46113");
  CHECK(TextOfNumber("46113", FormatOf(57, ""), false) == "2026-04-01");
  CHECK(Shown("46113", "[$-411]ge\"年\"m\"月\"d\"日\";@") == "2026-04-01");
  CHECK(Shown("46113.5", "yyyy/m/d h:mm") == "2026-04-01T12:00");
  CHECK(Shown("46113.999999", "yyyy/m/d h:mm") == "2026-04-02");
  CHECK(Shown("0.375", "h:mm") == "09:00");
}

TEST_CASE("TextOfNumber: numbers", "[xlsx]") {
  CHECK(Shown("0.10000000000000001", "General") == "0.1");
  CHECK(Shown("1E-3", "0.00E+00") == "0.001");
  CHECK(Shown("1.2E6", "#,##0\"人\"") == "1200000");
  CHECK(Shown("7", "00000") == "00007");
  CHECK(Shown("1234567890123", "0") == "1234567890123");
  CHECK(Shown("nonsense", "0") == "nonsense");
}

TEST_CASE("TextOfNumber: both calendars of Excel", "[xlsx]") {
  CHECK(Shown("61", "yyyy/m/d") == "1900-03-01");
  CHECK(Shown("1", "yyyy/m/d") == "1900-01-01");
  CHECK(Shown("44651", "yyyy/m/d", true) == "2026-04-01");
}

TEST_CASE("columns: names and places", "[xlsx]") {
  CHECK(NameOfColumn(0) == "A");
  CHECK(NameOfColumn(25) == "Z");
  CHECK(NameOfColumn(26) == "AA");
  CHECK(NameOfColumn(16383) == "XFD");
  CHECK(ColumnOf("B7") == 1);
  CHECK(ColumnOf("XFD1") == 16383);
  CHECK(ColumnOf("AAAA1") == -1);
  CHECK(WithoutEscapes("a_x000D_\n_x0041_ _x_") == "a\nA _x_");
}

TEST_CASE("WriteXlsx: is read again as it was written", "[xlsx]") {
  const std::string path = (std::filesystem::temp_directory_path() / "kyodo-xlsx-test.xlsx").string();
  const std::vector<std::vector<XlsxCell>> rows = {
      {{XlsxCell::kText, "=1+1"}, {XlsxCell::kNumber, "1200"}, {XlsxCell::kDate, "2026-04-01"}},
      {{XlsxCell::kText, "007\n_x0041_ <b>&"}, {XlsxCell::kText, ""}, {XlsxCell::kDate, "1868-10-23"}}};
  REQUIRE(WriteXlsx(path, "団体/[1]", {"名", "数", "日"}, rows).ok());
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  for (const auto& sheets : {ReadXlsx(bytes.str()), ReadXlsxApart(bytes.str())}) {
    REQUIRE(sheets.ok());
    REQUIRE(sheets->size() == 1);
    const Sheet& sheet = sheets->front();
    CHECK(sheet.name == "団体1");
    CHECK(sheet.formulas == 0);
    REQUIRE(sheet.rows.size() == 3);
    CHECK(sheet.rows[0].cells == std::vector<std::string>{"名", "数", "日"});
    CHECK(sheet.rows[1].cells == std::vector<std::string>{"=1+1", "1200", "2026-04-01"});
    CHECK(sheet.rows[2].cells == std::vector<std::string>{"007\n_x0041_ <b>&", "", "1868-10-23"});
    CHECK(sheet.rows[2].line == 3);
  }
}

TEST_CASE("ReadXlsx: what is none", "[xlsx]") {
  CHECK(ReadXlsx("").error().rule == "xlsx.format");
  CHECK(ReadXlsx("PK\x03\x04").error().rule == "xlsx.format");
  CHECK(ReadXlsxApart("PK\x03\x04 no archive").error().rule == "xlsx.format");
  CHECK(ReadXlsxApart(std::string("\xD0\xCF\x11\xE0", 4)).error().rule == "xlsx.password");
  CHECK(ReadXlsx(std::string(21 << 20, 'x')).error().rule == "xlsx.size");
}

}  // namespace
}  // namespace kyodo
