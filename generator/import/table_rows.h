// Which rows of a table are records: people put titles above the head of a table, sums and notes below it, and heads of
// two rows on it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "import/table.h"

namespace kyodo {

/// Headings and the ids of columns, "" to leave one out: `名前（漢字）: name.ja`.
using TableMapping = std::map<std::string, std::string>;

struct TableRows {
  CsvRow head;  // as its cells read; of a head of two rows the two together, `line` is the lower one's
  std::vector<std::string> headings;  // what `mapping` makes of them, for TableColumns::Match; "" is left out
  std::vector<CsvRow> records;        // below the head; 〃 and 同上 are what they stand for
  std::vector<Message> remarks;       // what was passed over or taken for something else, with its place
};

/// A heading in one line.
std::string HeadingOf(const std::string& cell);

/// The head is the first row with most of the known headings, among the first twenty, or two rows one below the other
/// which have more together: 連絡先 over 電話 and メール. Below it sums (合計, 計, Total), notes (※ …), headings of
/// parts (【…】) and the head itself are no records. Errors `table.head`: no heading is known; `table.surplus`: a row
/// of a CSV file has more cells than the head.
TableRows FindRows(const Table& table, const TableColumns& columns, const TableMapping& mapping,
                   Diagnostics& diagnostics);

}  // namespace kyodo
