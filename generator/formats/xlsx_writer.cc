#include "formats/xlsx_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>

#include "core/date.h"
#include "core/text.h"
#include "system/library.h"

namespace kyodo {

namespace {

/// The functions of libxlsxwriter that are used.
struct XlsxWriter {
  decltype(&::workbook_new) workbook_new;
  decltype(&::workbook_add_worksheet) workbook_add_worksheet;
  decltype(&::workbook_add_format) workbook_add_format;
  decltype(&::workbook_close) workbook_close;
  decltype(&::format_set_bold) format_set_bold;
  decltype(&::format_set_num_format) format_set_num_format;
  decltype(&::worksheet_set_column) worksheet_set_column;
  decltype(&::worksheet_write_string) worksheet_write_string;
  decltype(&::worksheet_write_number) worksheet_write_number;
  decltype(&::worksheet_write_blank) worksheet_write_blank;
  decltype(&::worksheet_write_datetime) worksheet_write_datetime;
  decltype(&::worksheet_freeze_panes) worksheet_freeze_panes;
  decltype(&::worksheet_autofilter) worksheet_autofilter;
  decltype(&::lxw_strerror) lxw_strerror;
};

/// Null when it is not installed.
const XlsxWriter* Writer() {
  static const XlsxWriter* const kWriter = []() -> const XlsxWriter* {
    static XlsxWriter writer;
    Library library(KYODO_XLSXWRITER);  // its name on the Debian that the program is compiled on
    library.Find("workbook_new", writer.workbook_new)
        .Find("workbook_add_worksheet", writer.workbook_add_worksheet)
        .Find("workbook_add_format", writer.workbook_add_format)
        .Find("workbook_close", writer.workbook_close)
        .Find("format_set_bold", writer.format_set_bold)
        .Find("format_set_num_format", writer.format_set_num_format)
        .Find("worksheet_set_column", writer.worksheet_set_column)
        .Find("worksheet_write_string", writer.worksheet_write_string)
        .Find("worksheet_write_number", writer.worksheet_write_number)
        .Find("worksheet_write_blank", writer.worksheet_write_blank)
        .Find("worksheet_write_datetime", writer.worksheet_write_datetime)
        .Find("worksheet_freeze_panes", writer.worksheet_freeze_panes)
        .Find("worksheet_autofilter", writer.worksheet_autofilter)
        .Find("lxw_strerror", writer.lxw_strerror);
    return library.ok() ? &writer : nullptr;
  }();
  return kWriter;
}

Diagnostic NotWritten(std::string_view rule, std::string path, Message message, Message hint = {}) {
  Diagnostics one;
  return one.FileError(rule, std::move(path), std::move(message), std::move(hint));
}

/// Excel's own: at most 31 characters and none of []:*?/\ in the name of a sheet.
std::string SheetName(const std::string& name) {
  std::u32string out;
  for (const char32_t c : Decode(name)) {
    if (std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos && out.size() < 31) out += c;
  }
  return out.empty() ? "kyodo" : Encode(out);
}

/// A text that looks like the escape of a character would be read as that character.
std::string WithEscapes(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool shaped = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_';
    out += shaped ? "_x005F_" : text.substr(i, 1);
  }
  return out;
}

lxw_datetime DayOf(const Date& date) {
  lxw_datetime day{};
  day.year = date.year;
  day.month = date.month;
  day.day = date.day;
  return day;
}

struct Formats {
  lxw_format *head, *text, *date;
};

void WriteCell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const XlsxCell& cell, const Formats& formats) {
  if (cell.text.empty()) {
    Writer()->worksheet_write_blank(sheet, row, column, formats.text);
    return;
  }
  const auto date = cell.kind == XlsxCell::kDate ? ParseDate(cell.text, {}) : Result<Date>(Date());
  if (cell.kind == XlsxCell::kNumber) {
    Writer()->worksheet_write_number(sheet, row, column, std::strtod(cell.text.c_str(), nullptr), nullptr);
  } else if (cell.kind == XlsxCell::kDate && date.ok() && date->year >= 1901) {
    lxw_datetime day = DayOf(*date);
    Writer()->worksheet_write_datetime(sheet, row, column, &day, formats.date);
  } else {
    Writer()->worksheet_write_string(sheet, row, column, WithEscapes(cell.text).c_str(), formats.text);
  }
}

}  // namespace

Status WriteXlsx(const std::string& path, const std::string& sheet_name, const std::vector<std::string>& head,
                 const std::vector<std::vector<XlsxCell>>& rows) {
  if (!Writer())
    return NotWritten(
        "xlsx.library", path,
        {"Excel のファイルを書くライブラリーがありません", "The library that writes Excel files is missing"},
        {fmt::format("{} の入った Debian のパッケージを入れるか、--csv で書き出します。", KYODO_XLSXWRITER),
         fmt::format("Install Debian's package with {}, or write with --csv.", KYODO_XLSXWRITER)});
  if (rows.size() > 1048575)
    return NotWritten("xlsx.size", path, {"Excel の 1 シートには多すぎる行です", "Too many rows for a sheet of Excel"});
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < rows[row].size(); ++column) {
      if (CountCharacters(rows[row][column].text) <= 32767) continue;
      Diagnostic problem = NotWritten("xlsx.cell", path,
                                      {fmt::format("Excel の 1 セルには長すぎる文章です: {}", head[column]),
                                       fmt::format("Too long a text for a cell of Excel: {}", head[column])},
                                      {"--csv か --json で書き出します。", "Write it with --csv or --json."});
      problem.line = static_cast<uint32_t>(row + 2);
      problem.column = static_cast<uint32_t>(column + 1);
      return problem;
    }
  }
  lxw_workbook* const workbook = Writer()->workbook_new(path.c_str());
  lxw_worksheet* const sheet = Writer()->workbook_add_worksheet(workbook, SheetName(sheet_name).c_str());
  Formats formats{Writer()->workbook_add_format(workbook), Writer()->workbook_add_format(workbook),
                  Writer()->workbook_add_format(workbook)};
  Writer()->format_set_bold(formats.head);
  Writer()->format_set_num_format(formats.text, "@");
  Writer()->format_set_num_format(formats.date, "yyyy-mm-dd");
  for (size_t column = 0; column < head.size(); ++column) {
    const auto at = static_cast<lxw_col_t>(column);
    const double width = std::clamp(DisplayWidth(head[column]) + 2, 12, 40);
    Writer()->worksheet_set_column(sheet, at, at, width, formats.text);
    Writer()->worksheet_write_string(sheet, 0, at, head[column].c_str(), formats.head);
  }
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < rows[row].size(); ++column)
      WriteCell(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(column), rows[row][column], formats);
  }
  Writer()->worksheet_freeze_panes(sheet, 1, 0);
  if (!head.empty())
    Writer()->worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows.size()),
                                   static_cast<lxw_col_t>(head.size() - 1));
  const lxw_error error = Writer()->workbook_close(workbook);
  if (error == LXW_NO_ERROR) return Done{};
  return NotWritten("file.failed", path,
                    {fmt::format("書き込めません: {}", Writer()->lxw_strerror(error)),
                     fmt::format("Cannot be written: {}", Writer()->lxw_strerror(error))});
}

}  // namespace kyodo
