// Values of records as people write them in the cells of a table, and back.
//
//   ○, ×                      true, false
//   2026-04-01                a day; read as people write it (令和8年4月1日, R8.4.1, 2026/4/1, 46113)
//   防災、環境                a list on one line, terms by their labels, references by titles; or an item on each line
//   [{"date": "2026-04-01"}]  in JSON, what no single line can say
#pragma once

#include <optional>
#include <string>

#include "import/table_columns.h"
#include "yaml/writer.h"
#include "yaml/yaml.h"

namespace kyodo {

/// The tree that such a node is written from.
yaml::Value ValueOfNode(const yaml::Node& node);

/// The value at `path`, or null.
const yaml::Value* FindValue(const yaml::Value& root, const std::vector<std::string>& path);

/// Puts it there, or takes away what is there, and mappings that become empty. Between mappings and other values the
/// new one wins.
void SetValue(yaml::Value& root, const std::vector<std::string>& path, std::optional<yaml::Value> value);

/// What a cell means; nothing: it is empty. What cannot be understood stays as it is written, for the loader to tell.
std::optional<yaml::Value> ValueOfCell(const std::string& cell, const TableColumn& column, const Site& site);

/// What a spreadsheet has made of the value that once stood in the cell: #REF!, 9.01235E+10, 312345678 for a telephone
/// number. Nothing: it is as it was written.
std::optional<Message> DamageOf(const std::string& cell, const TableColumn& column);

/// What the cell may have been meant for, though it is taken as it is: 軍手・帽子 as one thing.
std::optional<Message> DoubtOf(const std::string& cell, const TableColumn& column);

/// The cell that ValueOfCell gives this value for: as people write it where it can be, else in JSON.
std::string CellOfValue(const yaml::Value& value, const TableColumn& column, const Site& site);

/// Without the parts that are private.
yaml::Value WithoutPrivate(const yaml::Value& value, const FieldType& type);

}  // namespace kyodo
