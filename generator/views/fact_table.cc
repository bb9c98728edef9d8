#include "views/fact_table.h"

#include <algorithm>
#include <optional>

#include "core/text.h"

namespace kyodo::render {

using tmpl::Value;

namespace {

struct Cell {
  std::vector<Value> values;
  std::string text;  // of a number, or of a text
  std::optional<double> number;
  std::optional<int64_t> year;
};

struct Column {
  const Field* part;
  std::vector<Cell> cells;  // by row

  template <typename Test>
  bool Every(Test test) const {
    return std::all_of(cells.begin(), cells.end(), test);
  }
  bool Filled() const {
    return Every([](const Cell& cell) { return !cell.values.empty(); });
  }
  bool IsNumber() const {
    const FieldKind kind = part->type.kind;
    return !is_year && (kind == FieldKind::kInteger || kind == FieldKind::kDecimal || kind == FieldKind::kMoney);
  }

  bool is_year = false;
};

bool IsYearByType(const Field& part) {
  const FieldType& type = part.type;
  const bool limited = type.minimum && type.maximum && *type.minimum >= 1000 && *type.maximum <= 3000;
  return type.kind == FieldKind::kDate || (type.kind == FieldKind::kInteger && (part.fiscal_year || limited));
}

Cell MakeCell(const Field& part, const Datum& datum, LanguageId id, FactValues& values) {
  Cell cell;
  cell.values = values.OfPart(part, datum);
  const Datum& value = datum.In(id);
  cell.text = value.kind == Datum::kText ? std::string(value.text()) : values.NumberText(part, value);
  if (value.kind == Datum::kInteger) cell.number = static_cast<double>(value.integer);
  if (value.kind == Datum::kDecimal) cell.number = value.decimal;
  if (value.kind == Datum::kInteger) cell.year = value.integer;
  if (value.kind == Datum::kDate) cell.year = value.date.year;
  return cell;
}

/// The public parts that have a value in any row.
std::vector<Column> ColumnsOf(const FieldType& row, std::span<const Datum> rows, LanguageId id, FactValues& values) {
  std::vector<Column> columns;
  for (size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].is_private) continue;
    Column column{&row.fields[i], {}};
    column.is_year = IsYearByType(row.fields[i]);
    for (const Datum& one : rows) column.cells.push_back(MakeCell(row.fields[i], one.items()[i], id, values));
    if (!column.Every([](const Cell& cell) { return cell.values.empty(); })) columns.push_back(std::move(column));
  }
  return columns;
}

bool IsHead(const Column& column) { return !column.IsNumber(); }

/// The first of several whole numbers, when each row has one that may be a year and no other part names the rows.
void FindBareYears(std::vector<Column>& columns) {
  if (columns.size() < 2 || std::any_of(columns.begin(), columns.end(), IsHead)) return;
  Column& first = columns.front();
  std::vector<int64_t> years;
  for (const Cell& cell : first.cells) {
    if (!cell.year || *cell.year < 1868 || *cell.year > 2200) return;
    years.push_back(*cell.year);
  }
  std::sort(years.begin(), years.end());
  first.is_year = std::adjacent_find(years.begin(), years.end()) == years.end();
}

bool OnlyCountsRows(const Column& column) {
  double number = 0;
  return column.cells.size() > 1 && column.Every([&](const Cell& cell) { return cell.number == ++number; });
}

constexpr int kLongestUnit = 12;  // half-width characters: participants

/// What stands in brackets at the end of a name: 人 of 参加者（人）. Empty: nothing that may be a unit.
std::string_view UnitInName(std::string_view name) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
    const size_t at = name.rfind(open);
    if (at == name.npos || !EndsWith(name, close)) continue;
    const std::string_view unit = name.substr(at + open.size(), name.size() - at - open.size() - close.size());
    const bool counts = std::any_of(unit.begin(), unit.end(), [](char c) { return c >= '0' && c <= '9'; });
    return counts || DisplayWidth(unit) > kLongestUnit ? std::string_view() : unit;
  }
  return {};
}

bool UnitsInNamesDiffer(const Column& names) {
  std::string_view unit;
  for (const Cell& cell : names.cells) {
    const std::string_view own = UnitInName(cell.text);
    if (!own.empty() && !unit.empty() && own != unit) return true;
    if (!own.empty()) unit = own;
  }
  return false;
}

/// A short text beside the number in every row, not the same in all, says that their units differ; so do brackets at
/// the end of the names.
bool UnitsDiffer(const std::vector<Column>& columns, const Column& number) {
  if (UnitsInNamesDiffer(columns.front())) return true;
  const auto head = std::find_if(columns.begin(), columns.end(), IsHead);
  return std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
    const auto distance = &column - &number;
    const bool beside = distance == 1 || distance == -1;
    if (!beside || &column == &*head || column.part->type.kind != FieldKind::kString || !column.Filled()) return false;
    const bool is_short = column.Every([](const Cell& cell) { return DisplayWidth(cell.text) <= kLongestUnit; });
    return is_short && !column.Every([&](const Cell& cell) { return cell.text == column.cells.front().text; });
  });
}

/// Is there a year of its own for each row, and room for all numbers side by side on a phone?
bool FitOverYears(const Column& years, const Column& number) {
  constexpr int64_t kRoom = 36;  // half-width characters in the type of the chart
  std::vector<int64_t> all;
  int64_t widest = 4;
  for (size_t i = 0; i < number.cells.size(); ++i) {
    const Cell& cell = number.cells[i];
    if (!years.cells[i].year || !cell.number || *cell.number < 0) return false;
    all.push_back(*years.cells[i].year);
    widest = std::max(widest, int64_t{DisplayWidth(cell.text)});
  }
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) == all.end() &&
         (all.back() - all.front() + 1) * (widest + 1) <= kRoom;
}

class TableMaker {
 public:
  TableMaker(const Views& views, LanguageId id, tmpl::Arena& arena) : views_(views), id_(id), arena_(arena) {}

  Value Make(const std::vector<Column>& columns) {
    const auto number = std::find_if(columns.begin(), columns.end(), [](const Column& one) { return one.IsNumber(); });
    const auto years = std::find_if(columns.begin(), columns.end(), [](const Column& one) { return one.is_year; });
    double top = 0, bottom = 0;
    for (const Cell& cell : number->cells) {
      top = std::max(top, cell.number.value_or(0));
      bottom = std::min(bottom, cell.number.value_or(0));
    }
    const bool several =
        std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.IsNumber(); }) > 1;
    std::string_view chart = "bars";
    if (several || number->cells.size() < 2 || top == bottom || UnitsDiffer(columns, *number)) {
      chart = "";
    } else if (years != columns.end() && FitOverYears(*years, *number)) {
      chart = "columns";
    }
    std::vector<Value> heads, rows;
    for (const Column& column : columns) heads.push_back(Head(column));
    for (size_t i = 0; i < number->cells.size(); ++i) {
      rows.push_back(Row(columns, i, number->cells[i], years == columns.end() ? nullptr : &years->cells[i]));
    }
    Fields table(views_.types(), views_.types().fact_table, arena_);
    table.Set("columns", MakeList(heads, arena_)).Set("rows", MakeList(rows, arena_)).Set("chart", Value::Of(chart));
    return table.Set("top", Value::Of(top)).Set("bottom", Value::Of(bottom)).Done();
  }

 private:
  Value Head(const Column& column) {
    Fields head(views_.types(), views_.types().table_column, arena_);
    head.Set("label", views_.LabelValue(column.part->label, id_, arena_));
    return head.Set("numeric", Value::Of(column.IsNumber())).Done();
  }

  Value Row(const std::vector<Column>& columns, size_t at, const Cell& number, const Cell* year) {
    std::vector<Value> cells;
    for (const Column& column : columns) {
      Fields cell(views_.types(), views_.types().table_cell, arena_);
      cell.Set("values", MakeList(column.cells[at].values, arena_)).Set("numeric", Value::Of(column.IsNumber()));
      cells.push_back(cell.Done());
    }
    Fields row(views_.types(), views_.types().table_row, arena_);
    row.Set("cells", MakeList(cells, arena_)).Set("shown", Value::Of(arena_.Keep(number.text)));
    if (number.number) row.Set("value", Value::Of(*number.number));
    if (year && year->year) row.Set("year", Value::Of(*year->year));
    return row.Done();
  }

  const Views& views_;
  LanguageId id_;
  tmpl::Arena& arena_;
};

}  // namespace

Value TableOf(const Field& field, const Datum& datum, FactValues& values, const Views& views, LanguageId id,
              tmpl::Arena& arena) {
  const bool objects = field.type.kind == FieldKind::kList && field.type.of->kind == FieldKind::kObject;
  const Datum& list = datum.In(id);
  if (!objects || list.kind != Datum::kList || list.items().empty()) return Value::None();
  std::vector<Column> columns = ColumnsOf(*field.type.of, list.items(), id, values);
  FindBareYears(columns);
  const auto head = std::find_if(columns.begin(), columns.end(), IsHead);
  const auto number = std::find_if_not(columns.begin(), columns.end(), IsHead);
  if (head == columns.end() || number == columns.end()) return Value::None();
  if (number == columns.begin() && OnlyCountsRows(*number)) return Value::None();
  std::rotate(columns.begin(), head, head + 1);
  return TableMaker(views, id, arena).Make(columns);
}

}  // namespace kyodo::render
