#include "import/table_export.h"

#include <algorithm>

#include "core/text.h"
#include "formats/csv.h"
#include "formats/xlsx_writer.h"
#include "import/json_values.h"
#include "import/table_cells.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

using yaml::Value;

/// A record as its file has it; an empty mapping: it has none.
Value ValueOfRecord(const Record& record) {
  const SourceFile* file = record.files.empty() ? nullptr : record.files.front();
  const auto parsed = file ? ParseFile(file->path, file->text, FileForm::kYaml) : nullptr;
  return parsed && parsed->root ? ValueOfNode(*parsed->root) : Value::Map();
}

bool IsMadeOfParts(const Value& value, const FieldType& type) {
  return value.kind == Value::kMap && std::all_of(value.keys.begin(), value.keys.end(), [&](const std::string& key) {
           return std::any_of(type.fields.begin(), type.fields.end(), [&](const Field& one) { return one.key == key; });
         });
}

bool StartsWithPath(const std::vector<std::string>& path, const std::vector<std::string>& start) {
  return path.size() > start.size() && std::equal(start.begin(), start.end(), path.begin());
}

std::vector<const TableColumn*> ChooseColumns(const TableColumns& columns, const std::vector<Value>& records,
                                              bool with_private) {
  std::vector<const TableColumn*> chosen, whole;
  for (const TableColumn& column : columns.list()) {
    if (column.is_private && !with_private) continue;
    const auto below = [&](const TableColumn* one) { return StartsWithPath(column.path, one->path); };
    if (std::any_of(whole.begin(), whole.end(), below)) continue;
    const auto has = [&](const Value& record) { return FindValue(record, column.path) != nullptr; };
    const auto odd = [&](const Value& record) {
      const Value* value = FindValue(record, column.path);
      return value && !IsMadeOfParts(*value, *column.type);
    };
    const bool is_slug = &column == &columns.list().front();
    if (column.is_whole && std::none_of(records.begin(), records.end(), odd)) continue;
    if (column.is_whole) whole.push_back(&column);
    if (is_slug || column.field || std::any_of(records.begin(), records.end(), has)) chosen.push_back(&column);
  }
  return chosen;
}

/// Texts with an apostrophe before a sign have one more, since the first is taken off.
std::string WithApostrophe(const std::string& cell) {
  const size_t first = cell.find_first_not_of('\'');
  if (first == 0 || first == cell.npos) return cell;
  return IsFormula(std::string_view(cell).substr(first)) ? "'" + cell : cell;
}

bool IsNumber(FieldKind kind) {
  return kind == FieldKind::kInteger || kind == FieldKind::kDecimal || kind == FieldKind::kMoney;
}

}  // namespace

ExportedTable ExportTable(const Site& site, const Collection& collection, const TableColumns& columns,
                          bool with_private) {
  std::vector<Value> records;
  for (const Record& record : collection.records) records.push_back(ValueOfRecord(record));
  ExportedTable table;
  table.columns = ChooseColumns(columns, records, with_private);
  for (size_t i = 0; i < records.size(); ++i) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row.push_back(collection.records[i].slug);
    for (size_t at = 1; at < table.columns.size(); ++at) {
      const TableColumn& column = *table.columns[at];
      const Value* value = FindValue(records[i], column.path);
      const bool strip = value && !with_private;
      row.push_back(value ? CellOfValue(strip ? WithoutPrivate(*value, *column.type) : *value, column, site) : "");
    }
  }
  return table;
}

std::string CsvOf(const ExportedTable& table) {
  CsvWriter out;
  for (const TableColumn* column : table.columns) out.Text(column->header);
  out.EndRow();
  for (const std::vector<std::string>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      const FieldKind kind = table.columns[i]->type->kind;
      const bool plain = IsNumber(kind) || kind == FieldKind::kTel || kind == FieldKind::kDate;
      plain ? out.Plain(row[i]) : out.Text(WithApostrophe(row[i]));
    }
    out.EndRow();
  }
  return out.Take();
}

Status MakeXlsx(const std::string& path, const std::string& sheet, const ExportedTable& table) {
  std::vector<std::string> head;
  for (const TableColumn* column : table.columns) head.push_back(column->header);
  std::vector<std::vector<XlsxCell>> rows;
  for (const std::vector<std::string>& row : table.rows) {
    std::vector<XlsxCell>& cells = rows.emplace_back();
    for (size_t i = 0; i < row.size(); ++i) {
      const FieldKind kind = table.columns[i]->type->kind;
      // Excel keeps 15 digits, and no zeros at the end.
      const bool number = IsNumber(kind) && row[i].size() <= 15 &&
                          row[i].find_first_not_of("0123456789") == row[i].npos &&
                          (row[i].size() == 1 || row[i].front() != '0');
      const bool day = kind == FieldKind::kDate && row[i].size() == 10;
      cells.push_back({number && !row[i].empty() ? XlsxCell::kNumber
                       : day                     ? XlsxCell::kDate
                                                 : XlsxCell::kText,
                       row[i]});
    }
  }
  return WriteXlsx(path, sheet, head, rows);
}

std::string ExportJson(const Collection& collection, bool with_private) {
  FieldType type;
  type.kind = FieldKind::kObject;
  type.fields = collection.schema.fields;
  std::string out = "[";
  for (const Record& record : collection.records) {
    Value object = Value::Map();
    object.Add("slug", Value::Text(record.slug));
    const Value whole = ValueOfRecord(record);
    const Value shown = with_private ? whole : WithoutPrivate(whole, type);
    for (size_t i = 0; i < shown.items.size(); ++i) object.Add(shown.keys[i], shown.items[i]);
    out += (out.size() > 1 ? ",\n " : "\n ") + JsonOf(object, &type);
  }
  return out + "\n]\n";
}

}  // namespace kyodo
