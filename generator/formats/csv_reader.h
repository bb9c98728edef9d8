// Reads tables as spreadsheets write them: CSV (RFC 4180), with commas, tabs or semicolons between the cells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kyodo {

struct CsvRow {
  size_t line = 0;  // where it begins in the file, from 1
  std::vector<std::string> cells;
  size_t number = 0;  // of the row, from 1, as a spreadsheet counts: rows may take several lines, and be empty
};

/// All rows that hold anything, the head among them, with as many cells as each has. The text is UTF-8 or UTF-16 with
/// their marks, UTF-8 without, what Excel writes in Japan (code page 932), or what older systems do (EUC, JIS). What
/// stands between the cells is taken from the first line. Errors, with a line: `csv.quote`: a quote that is not closed;
/// `csv.text`: none of these encodings.
Result<std::vector<CsvRow>> ReadCsv(std::string_view bytes);

}  // namespace kyodo
