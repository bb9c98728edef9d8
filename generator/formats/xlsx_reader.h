// Reads the sheets of an Excel workbook: Office Open XML, ECMA-376 parts 1 and 2, as .xlsx files have it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "formats/csv_reader.h"
#include "system/worker_main.h"
#include "system/worker_process.h"

namespace kyodo {

struct Sheet {
  std::string name;
  bool hidden = false;
  std::vector<CsvRow> rows;                         // those that hold anything; the cell at index 0 is that of column A
  size_t formulas = 0;                              // cells whose value Excel worked out when the file was saved
  std::vector<size_t> hidden_rows, hidden_columns;  // that hold anything; rows by `line`, columns from 0
};

/// The values that the file holds, as text: a day as 2026-04-01, a time as 09:30, a number with the zeros before it
/// that its format shows, true and false. Nothing is worked out and no macro, link or picture is looked at; readings
/// above words are left out. Where cells of a column are merged, each has the value. A formula without a value is
/// kNotWorkedOut. Errors, without a place: `xlsx.password`: the file is encrypted, or an .xls of before
/// 2007; `xlsx.format`: it is no workbook, or damaged; `xlsx.size`: over 20 MB, 128 MB unpacked, or a million cells;
/// `xlsx.library`: libarchive is not installed.
Result<std::vector<Sheet>> ReadXlsx(std::string_view bytes);

/// What a worker does with one workbook: files come from anywhere, and may eat time and memory.
std::string WorkOnXlsx(std::string_view bytes);
inline constexpr WorkerKind kXlsxWork{"xlsx", WorkOnXlsx};

/// ReadXlsx in a worker process, which is `program` run again: at most 20 seconds and 1 GiB, else `xlsx.size`.
Result<std::vector<Sheet>> ReadXlsxApart(std::string_view bytes, std::string program = kThisProgram);

}  // namespace kyodo
