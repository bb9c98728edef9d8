// Tables of records, of whatever form: CSV, an Excel workbook, JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "formats/csv_reader.h"
#include "import/table_columns.h"

namespace kyodo {

struct Table {
  enum Form { kCsv, kXlsx, kJson };
  Form form = kCsv;
  std::string path;          // of the file
  std::string sheet;         // of a workbook; empty: there are none
  std::vector<CsvRow> rows;  // `line` is the row of the spreadsheet; of JSON: the keys, then the objects by number
  size_t formulas = 0;       // cells whose values Excel worked out
  std::vector<std::string> other_sheets;            // that hold something, and are not read
  std::vector<size_t> hidden_rows, hidden_columns;  // of Sheet
};

/// The table in `bytes`, by what they are and not by the file's name. `sheet`: of a workbook with several; empty: the
/// first that is not hidden. Objects in JSON are taken apart as far as `columns` has their parts. Errors of ReadCsv and
/// ReadXlsxApart, with the path; `table.sheet`: there is none of that name; `table.json`: no list of objects.
Result<Table> ReadTable(const std::string& path, std::string_view bytes, const std::string& sheet,
                        const TableColumns& columns, const std::string& program);

/// "シート「団体」の B3" and "B3 of sheet “団体”"; `column` from 0. Of JSON "3 件目" and "record 3".
Message PlaceIn(const Table& table, size_t line, size_t column);
/// The same for a whole row.
Message PlaceIn(const Table& table, size_t line);

/// An error at a cell, or at a row where `column` is npos.
void TellAt(const Table& table, size_t line, size_t column, std::string_view heading, std::string_view rule,
            const Message& message, Message hint, Diagnostics& diagnostics);

}  // namespace kyodo
