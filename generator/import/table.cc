#include "import/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "formats/csv.h"
#include "formats/xlsx_cells.h"
#include "formats/xlsx_reader.h"
#include "import/json_values.h"

namespace kyodo {

namespace {

using yaml::Value;

Diagnostic Problem(std::string_view rule, const std::string& path, Message message, Message hint) {
  Diagnostics one;
  return one.FileError(rule, path, std::move(message), std::move(hint));
}

/// The cells of an object: texts as they are, what has no columns for its parts in JSON.
void AddCells(const Value& value, const std::string& name, const TableColumns& columns, std::vector<std::string>& head,
              std::vector<std::string>& cells) {
  std::vector<size_t> ignored;
  const int column = columns.Match({name}, ignored).front();
  const bool whole = column >= 0 && !columns.list()[static_cast<size_t>(column)].is_whole &&
                     columns.list()[static_cast<size_t>(column)].Id() == name;
  if (value.kind == Value::kMap && !whole) {
    for (size_t i = 0; i < value.items.size(); ++i)
      AddCells(value.items[i], name + "." + value.keys[i], columns, head, cells);
    return;
  }
  const auto found = std::find(head.begin(), head.end(), name);
  const auto at = static_cast<size_t>(found - head.begin());
  if (found == head.end()) head.push_back(name);
  cells.resize(std::max(cells.size(), head.size()));
  cells[at] = value.kind == Value::kList || value.kind == Value::kMap ? JsonOf(value) : std::string(Trim(value.text));
}

Result<Table> ReadJsonTable(Table table, std::string_view bytes, const TableColumns& columns) {
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::optional<Value> root = ReadJsonValue(bytes);
  const Value* list = root ? &*root : nullptr;
  if (list && list->kind == Value::kMap) {
    const auto key = std::find(root->keys.begin(), root->keys.end(), "records");
    list = key == root->keys.end() ? nullptr : &root->items[static_cast<size_t>(key - root->keys.begin())];
  }
  const auto object = [](const Value& one) { return one.kind == Value::kMap; };
  if (!list || list->kind != Value::kList || !std::all_of(list->items.begin(), list->items.end(), object))
    return Problem("table.json", table.path,
                   {"JSON のレコードの一覧ではありません", "This is no list of records in JSON"},
                   {"例: [{\"slug\": \"group-a\", \"name\": {\"ja\": \"団体A\"}}]",
                    "Example: [{\"slug\": \"group-a\", \"name\": {\"ja\": \"団体A\"}}]"});
  table.form = Table::kJson;
  CsvRow head;
  std::vector<CsvRow> rows;
  for (const Value& one : list->items) {
    CsvRow& row = rows.emplace_back();
    row.line = rows.size();
    for (size_t i = 0; i < one.items.size(); ++i) AddCells(one.items[i], one.keys[i], columns, head.cells, row.cells);
  }
  table.rows = std::move(rows);
  table.rows.insert(table.rows.begin(), std::move(head));
  return table;
}

Result<Table> ReadWorkbook(Table table, std::string_view bytes, const std::string& wanted, const std::string& program) {
  Result<std::vector<Sheet>> sheets = ReadXlsxApart(bytes, program);
  if (!sheets.ok()) {
    Diagnostic error = sheets.error();
    error.path = table.path;
    return error;
  }
  const auto chosen = std::find_if(sheets->begin(), sheets->end(), [&](const Sheet& one) {
    return wanted.empty() ? !one.hidden && !one.rows.empty() : one.name == wanted;
  });
  std::vector<std::string_view> names;
  for (const Sheet& one : *sheets) names.push_back(one.name);
  if (chosen == sheets->end()) {
    return Problem("table.sheet", table.path,
                   wanted.empty() ? Message{"どのシートにも何も書かれていません", "No sheet holds anything"}
                                  : Message{fmt::format("このシートはありません: {}", wanted),
                                            fmt::format("No such sheet: {}", wanted)},
                   Suggest(Nearest(wanted, names), {fmt::format("シート: {}", fmt::join(names, "、")),
                                                    fmt::format("The sheets: {}", fmt::join(names, ", "))}));
  }
  for (const Sheet& one : *sheets) {
    if (&one != &*chosen && !one.hidden && !one.rows.empty()) table.other_sheets.push_back(one.name);
  }
  table.form = Table::kXlsx;
  table.sheet = chosen->name;
  table.rows = std::move(chosen->rows);
  table.formulas = chosen->formulas;
  table.hidden_rows = std::move(chosen->hidden_rows);
  table.hidden_columns = std::move(chosen->hidden_columns);
  return table;
}

/// CsvWriter puts an apostrophe before what a spreadsheet would work out.
void TakeApostrophe(std::string& cell) {
  if (cell.empty() || cell[0] != '\'') return;
  const size_t first = cell.find_first_not_of('\'');
  if (first == cell.npos) return;
  if (IsFormula(std::string_view(cell).substr(first))) cell.erase(0, 1);
}

}  // namespace

Result<Table> ReadTable(const std::string& path, std::string_view bytes, const std::string& sheet,
                        const TableColumns& columns, const std::string& program) {
  Table table;
  table.path = path;
  if (StartsWith(bytes, "PK\x03\x04") || StartsWith(bytes, "\xD0\xCF\x11\xE0"))
    return ReadWorkbook(std::move(table), bytes, sheet, program);
  std::string_view start = Trim(bytes.substr(StartsWith(bytes, "\xEF\xBB\xBF") ? 3 : 0));
  if (StartsWith(start, "[") || StartsWith(start, "{")) return ReadJsonTable(std::move(table), bytes, columns);
  Result<std::vector<CsvRow>> rows = ReadCsv(bytes);
  if (!rows.ok()) {
    Diagnostic error = rows.error();
    error.path = path;
    return error;
  }
  table.rows = std::move(*rows);
  for (CsvRow& row : table.rows) {
    row.line = row.number;
    for (std::string& cell : row.cells) TakeApostrophe(cell);
  }
  return table;
}

Message PlaceIn(const Table& table, size_t line) {
  if (table.form == Table::kJson) return {fmt::format("{} 件目", line), fmt::format("record {}", line)};
  if (table.sheet.empty()) return {fmt::format("{} 行目", line), fmt::format("row {}", line)};
  return {fmt::format("シート「{}」の {} 行目", table.sheet, line),
          fmt::format("row {} of sheet “{}”", line, table.sheet)};
}

Message PlaceIn(const Table& table, size_t line, size_t column) {
  if (table.form == Table::kJson) return PlaceIn(table, line);
  const std::string cell = NameOfColumn(column) + std::to_string(line);
  if (table.sheet.empty()) return {fmt::format("{}（{} 行目）", cell, line), fmt::format("{} (row {})", cell, line)};
  return {fmt::format("シート「{}」の {}", table.sheet, cell), fmt::format("{} of sheet “{}”", cell, table.sheet)};
}

void TellAt(const Table& table, size_t line, size_t column, std::string_view heading, std::string_view rule,
            const Message& message, Message hint, Diagnostics& diagnostics) {
  const bool whole_row = column == std::string::npos;
  const Message place = whole_row ? PlaceIn(table, line) : PlaceIn(table, line, column);
  const std::string ja = heading.empty() ? "" : fmt::format("「{}」", heading);
  const std::string en = heading.empty() ? "" : fmt::format(", “{}”", heading);
  Diagnostic& error = diagnostics.FileError(
      rule, table.path,
      {fmt::format("{}{}: {}", place.ja, ja, message.ja), fmt::format("{}{}: {}", place.en, en, message.en)},
      std::move(hint));
  error.line = static_cast<uint32_t>(line);
  error.column = static_cast<uint32_t>(whole_row ? 1 : column + 1);
}

}  // namespace kyodo
