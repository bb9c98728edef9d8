// What a table would make of a collection: new records, changed ones, those that stay, and what is wrong.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "import/table_rows.h"
#include "load/load.h"

namespace kyodo {

struct PlannedChange {
  std::string header;  // of the column
  std::string was, now;
  bool is_private = false;
};

struct PlannedRecord {
  enum State { kNew, kChanged, kSame };
  State state = kNew;
  size_t line = 0;   // its row
  std::string path;  // of the file, beginning with the site's folder
  std::string title;
  std::string text;  // of the file as it will be; empty: it stays
  std::vector<PlannedChange> changes;
};

struct TablePlan {
  std::vector<PlannedRecord> records;  // in the order of the rows
  std::vector<std::string> left_out;   // headings that are no column of the collection
  std::vector<std::string> columns;    // what each column of the table is: an id, or empty
  std::vector<Message> remarks;        // those of TableRows, and cells that may mean something else
};

/// Records are known by the name of their file where a column has it, else by their title. A new one without gets its
/// name from the title in Latin letters or from its reading, else from the collection and a number. An empty cell takes
/// the value away; columns that the table does not have, remarks and the order of lines stay.
/// Errors, with row and column: those of FindRows, `table.heading`, `table.twice`, `table.private`, `table.cell`
/// (DamageOf), `field.required`, `slug.format`.
TablePlan PlanTable(const Table& table, const Site& site, const Collection& collection, const TableColumns& columns,
                    const TableMapping& mapping, Diagnostics& diagnostics);

/// Reads the site as it would be with the plan's files. What is wrong then is told where it stands in the table.
void TryPlan(const TablePlan& plan, const Table& table, const Site& site, const TableColumns& columns,
             FileReader& files, const LoadOptions& options, MarkdownPool& markdown, Diagnostics& diagnostics);

}  // namespace kyodo
