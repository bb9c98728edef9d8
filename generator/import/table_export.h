// The records of a collection as a table that can be imported again.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "import/table_columns.h"

namespace kyodo {

struct ExportedTable {
  std::vector<const TableColumn*> columns;
  std::vector<std::vector<std::string>> rows;  // a cell for each column
};

/// Every record, drafts and what is not published among them, by the names of their files; the values as their files
/// have them. A field has a column for each of its parts, or one alone where some record's value is not made of them.
/// Fields that every record may have, such as `draft`, are there when some record has them.
ExportedTable ExportTable(const Site& site, const Collection& collection, const TableColumns& columns,
                          bool with_private);

/// UTF-8 with its mark and CR LF, as Excel opens it.
std::string CsvOf(const ExportedTable& table);
/// Makes the file. Errors of WriteXlsx.
Status MakeXlsx(const std::string& path, const std::string& sheet, const ExportedTable& table);
/// A list of objects with the keys of the records' files and `slug`.
std::string ExportJson(const Collection& collection, bool with_private);

}  // namespace kyodo
