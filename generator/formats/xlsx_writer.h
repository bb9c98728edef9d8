// Writes a table as an Excel workbook of one sheet.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace kyodo {

struct XlsxCell {
  enum Kind { kText, kNumber, kDate };
  Kind kind = kText;
  std::string text;  // kNumber: digits; kDate: 2026-04-01
};

/// Makes the file at `path`, with the head in bold and kept in sight, and a filter. Texts are cells of text, so that
/// zeros before them stay and none is a formula. Errors `file.failed`: it cannot be written; `xlsx.library`:
/// libxlsxwriter is not installed; `xlsx.cell`: a text is
/// over 32767 characters, with its row as `line` and `column`; `xlsx.size`: more than 1048575 rows.
Status WriteXlsx(const std::string& path, const std::string& sheet, const std::vector<std::string>& head,
                 const std::vector<std::vector<XlsxCell>>& rows);

}  // namespace kyodo
