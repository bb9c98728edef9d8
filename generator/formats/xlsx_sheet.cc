#include "formats/xlsx_sheet.h"

#include <algorithm>

#include "core/text.h"
#include "formats/xml_reader.h"

namespace kyodo {

namespace {

/// A worksheet.
class SheetVisitor : public XmlVisitor {
 public:
  SheetVisitor(Sheet& sheet, const SheetParts& parts, size_t& cells_left)
      : sheet_(sheet), parts_(parts), cells_left_(cells_left) {}

  bool too_large() const { return too_large_; }

  void Start(std::string_view name, const char** attributes) override {
    if (name == "row") {
      const std::string_view number = Attribute(attributes, "r");
      row_.line = number.empty() ? row_.line + 1 : NumberIn(number);
      row_.cells.clear();
      if (IsHidden(attributes)) sheet_.hidden_rows.push_back(row_.line);
    } else if (name == "col" && IsHidden(attributes)) {
      const size_t last = std::min(kLastColumn, size_t{NumberIn(Attribute(attributes, "max"))});
      for (size_t one = NumberIn(Attribute(attributes, "min")); one > 0 && one <= last; ++one)
        sheet_.hidden_columns.push_back(one - 1);
    } else if (name == "mergeCell") {
      merged_.emplace_back(Attribute(attributes, "ref"));
    } else if (name == "c") {
      const std::string_view place = Attribute(attributes, "r");
      column_ = place.empty() ? static_cast<int>(row_.cells.size()) : ColumnOf(place);
      type_ = Attribute(attributes, "t");
      style_ = NumberIn(Attribute(attributes, "s"));
      value_.clear();
      is_formula_ = false;
    } else if (name == "f") {
      ++sheet_.formulas;
      is_formula_ = true;
    } else if (name == "rPh") {
      in_reading_ = true;
    }
    in_value_ = name == "v" || (name == "t" && !in_reading_);
  }
  void End(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") in_reading_ = false;
    if (name == "c") EndCell();
    if (name != "row") return;
    const bool any = std::any_of(row_.cells.begin(), row_.cells.end(), [](const auto& cell) { return !cell.empty(); });
    if (any) sheet_.rows.push_back(row_);
  }
  void Text(std::string_view text) override {
    if (in_value_) value_ += text;
  }

  /// When all rows are there.
  void Finish() {
    for (const std::string& ref : merged_) FillMerged(ref);
    const auto holds_any = [&](size_t column) {
      return std::any_of(sheet_.rows.begin(), sheet_.rows.end(),
                         [&](const CsvRow& row) { return column < row.cells.size() && !row.cells[column].empty(); });
    };
    std::erase_if(sheet_.hidden_columns, [&](size_t column) { return !holds_any(column); });
    std::erase_if(sheet_.hidden_rows, [&](size_t line) { return !RowAt(line); });
  }

 private:
  static constexpr size_t kLastColumn = 16384;

  static bool IsHidden(const char** attributes) {
    const std::string_view hidden = Attribute(attributes, "hidden");
    return hidden == "1" || hidden == "true";
  }

  CsvRow* RowAt(size_t line) {
    const auto found = std::lower_bound(sheet_.rows.begin(), sheet_.rows.end(), line,
                                        [](const CsvRow& row, size_t wanted) { return row.line < wanted; });
    return found != sheet_.rows.end() && found->line == line ? &*found : nullptr;
  }

  /// "B2:B4": the value of B2 holds for B3 and B4, too. Cells beside it stay empty: of a title over all columns.
  void FillMerged(std::string_view ref) {
    const size_t colon = std::min(ref.find(':'), ref.size());
    const auto line_of = [](std::string_view place) {
      return size_t{NumberIn(place.substr(std::min(place.find_first_of("0123456789"), place.size())))};
    };
    const int place = ColumnOf(ref);
    const size_t first = line_of(ref.substr(0, colon)), last = line_of(ref.substr(colon));
    const CsvRow* const top = place < 0 ? nullptr : RowAt(first);
    const auto column = static_cast<size_t>(place);
    if (!top || column >= top->cells.size() || top->cells[column].empty()) return;
    const std::string value = top->cells[column];
    for (CsvRow& row : sheet_.rows) {
      if (row.line <= first || row.line > last) continue;
      std::string* const cell = CellOf(row, column);
      if (!cell) return;
      if (cell->empty()) *cell = value;
    }
  }

  /// Null: the workbook may have no more.
  std::string* CellOf(CsvRow& row, size_t column) {
    const size_t added = column < row.cells.size() ? 0 : column + 1 - row.cells.size();
    too_large_ = too_large_ || added > cells_left_;
    if (too_large_) return nullptr;
    cells_left_ -= added;
    row.cells.resize(row.cells.size() + added);
    return &row.cells[column];
  }

  void EndCell() {
    if (is_formula_ && value_.empty() && type_ != "str") {
      type_ = "str";
      value_ = kNotWorkedOut;
    }
    if (column_ < 0 || value_.empty()) return;
    if (std::string* const cell = CellOf(row_, static_cast<size_t>(column_))) *cell = Trim(Value());
  }

  std::string Value() const {
    if (type_ == "s") {
      const uint32_t at = NumberIn(value_);
      return at < parts_.strings.size() ? parts_.strings[at] : std::string();
    }
    if (type_ == "inlineStr" || type_ == "str") return WithoutEscapes(value_);
    if (type_ == "b") return value_ == "0" ? "false" : "true";
    if (type_ == "d" || type_ == "e") return value_;
    return TextOfNumber(value_, style_ < parts_.formats.size() ? parts_.formats[style_] : NumberFormat(),
                        parts_.from_1904);
  }

  Sheet& sheet_;
  const SheetParts& parts_;
  size_t& cells_left_;
  CsvRow row_;
  int column_ = -1;
  std::string type_, value_;
  uint32_t style_ = 0;
  bool in_value_ = false, in_reading_ = false, too_large_ = false, is_formula_ = false;
  std::vector<std::string> merged_;
};

}  // namespace

SheetOutcome ReadSheet(std::string_view xml, const SheetParts& parts, size_t& cells_left, Sheet& sheet) {
  SheetVisitor visitor(sheet, parts, cells_left);
  if (!ReadXml(xml, visitor)) return SheetOutcome::kDamaged;
  visitor.Finish();
  return visitor.too_large() ? SheetOutcome::kTooLarge : SheetOutcome::kFine;
}

}  // namespace kyodo
