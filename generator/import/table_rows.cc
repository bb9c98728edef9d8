#include "import/table_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "formats/xlsx_cells.h"
#include "import/cell_text.h"

namespace kyodo {

namespace {

using Cells = std::vector<std::string>;

bool IsFilled(const std::string& cell) { return !TrimCell(cell).empty(); }

size_t FilledIn(const Cells& cells) { return static_cast<size_t>(std::count_if(cells.begin(), cells.end(), IsFilled)); }

/// The first that is more than a number of the row.
std::string_view FirstOf(const Cells& cells) {
  for (const std::string& cell : cells) {
    const std::string_view word = TrimCell(cell);
    if (!std::all_of(word.begin(), word.end(), IsDigit)) return word;
  }
  return {};
}

/// 合計, 小 計：, 計 12団体, Total.
bool IsSum(std::string_view cell) {
  std::string word = Fold(cell);
  std::erase_if(word, [](char c) { return c == ' ' || c == ':' || c == '.'; });
  const size_t digit = word.find_first_of("0123456789");
  const std::string_view before = std::string_view(word).substr(0, digit);
  constexpr std::string_view kSums[] = {"合計", "計",    "小計",     "総計",       "総合計",  "累計",
                                        "平均", "total", "subtotal", "grandtotal", "average", "sum"};
  return std::find(std::begin(kSums), std::end(kSums), before) != std::end(kSums);
}

/// What stands alone in its row and is no name.
bool IsRemark(std::string_view cell) {
  const std::string word = Fold(cell);
  const bool mark = Leading(word, {"※", "*", "注)", "注:", "注1", "注2", "(注", "〔注", "備考", "出典",
                                   "資料:", "作成:", "作成日", "更新日", "note:", "notes:", "source:"}) > 0;
  const bool part = (StartsWith(word, "【") && EndsWith(word, "】")) ||
                    (StartsWith(word, "<") && EndsWith(word, ">")) ||
                    (StartsWith(word, "〈") && EndsWith(word, "〉")) || Leading(word, {"■", "◆", "▼", "●"}) > 0;
  return mark || part || word == "以上" || word == "以下余白" || word == "end";
}

bool IsDitto(std::string_view cell) {
  constexpr std::string_view kDittos[] = {"〃", "″", "”", "\"", "々", "仝", "同上", "上に同じ", "ditto"};
  return std::find(std::begin(kDittos), std::end(kDittos), cell) != std::end(kDittos);
}

class RowFinder {
 public:
  RowFinder(const Table& table, const TableColumns& columns, const TableMapping& mapping, Diagnostics& diagnostics)
      : table_(table), columns_(columns), mapping_(mapping), diagnostics_(diagnostics) {}

  TableRows Run() {
    FindHead();
    if (out_.head.cells.empty()) return std::move(out_);
    for (size_t i = first_; i < table_.rows.size(); ++i) TakeRow(table_.rows[i]);
    TellColumnsWithoutHeadings();
    TellHidden();
    return std::move(out_);
  }

 private:
  Cells Headings(const Cells& cells) const {
    Cells headings;
    for (const std::string& cell : cells) {
      const auto mapped = mapping_.find(HeadingOf(cell));
      headings.push_back(mapped == mapping_.end() ? HeadingOf(cell) : mapped->second);
    }
    return headings;
  }

  size_t Known(const Cells& cells) const {
    std::vector<size_t> twice;
    const std::vector<int> match = columns_.Match(Headings(cells), twice);
    return static_cast<size_t>(std::count_if(match.begin(), match.end(), [](int one) { return one >= 0; }));
  }

  /// 連絡先 over 電話 and メール: each with what stands over it where that is a column, else alone.
  Cells Together(const Cells& upper, const Cells& lower) const {
    Cells out;
    std::string group;
    for (size_t i = 0; i < std::max(upper.size(), lower.size()); ++i) {
      const std::string over = i < upper.size() ? HeadingOf(upper[i]) : "";
      const std::string own = i < lower.size() ? HeadingOf(lower[i]) : "";
      if (!over.empty()) group = over;
      const std::string whole = group + "：" + own;
      out.push_back(own.empty() ? over : Known({whole}) > 0 ? whole : own);
    }
    return out;
  }

  void FindHead() {
    constexpr size_t kMostTitles = 20;
    size_t most = 0;
    for (size_t i = 0; i < std::min(table_.rows.size(), kMostTitles); ++i) {
      const CsvRow& row = table_.rows[i];
      const size_t known = Known(row.cells);
      if (known > most) Choose(row, row.cells, i + 1);
      most = std::max(most, known);
      if (i + 1 == table_.rows.size() || table_.form == Table::kJson || known == 0) continue;
      const CsvRow& next = table_.rows[i + 1];
      const Cells both = Together(row.cells, next.cells);
      const size_t below = Known(next.cells), together = Known(both);
      // A row of a record may hold the name of a column; it does not hold two.
      const bool is_head = together > most && together >= known + 2 - std::min<size_t>(below, 1) && together > below;
      if (!is_head || RecordLike(row.cells, next.cells)) continue;
      Choose(next, both, i + 2);
      most = together;
    }
    out_.headings = Headings(out_.head.cells);
    if (out_.head.cells.empty()) TellNoHead();
  }

  /// Where the row above has a known heading, the lower row of a head is empty, or has a heading too.
  bool RecordLike(const Cells& upper, const Cells& lower) const {
    for (size_t i = 0; i < std::min(upper.size(), lower.size()); ++i) {
      if (IsFilled(lower[i]) && Known({upper[i]}) > 0 && Known({lower[i]}) == 0 &&
          Known({HeadingOf(upper[i]) + "：" + HeadingOf(lower[i])}) == 0)
        return true;
    }
    return false;
  }

  void Choose(const CsvRow& row, const Cells& cells, size_t first) {
    out_.head = {row.line, cells, row.number};
    first_ = first;
  }

  void TellNoHead() {
    std::string names;
    for (const TableColumn& column : columns_.list()) {
      if (!column.is_whole && names.size() < 200) names += (names.empty() ? "" : ", ") + column.header;
    }
    diagnostics_.FileError("table.head", table_.path,
                           {"項目の名前が並ぶ行が見つかりません", "No row holds the names of fields"},
                           {fmt::format("はじめの行に項目の名前を書きます。例: {}", names),
                            fmt::format("Write the names of fields in the first row. Examples: {}", names)});
  }

  void Remark(const Message& place, std::string_view ja, std::string_view en) {
    out_.remarks.push_back({fmt::format("{}: {}", place.ja, ja), fmt::format("{}: {}", place.en, en)});
  }

  bool IsHeadAgain(const Cells& cells) const {
    if (FilledIn(cells) < 2) return false;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (!IsFilled(cells[i])) continue;
      if (i >= out_.head.cells.size() || HeadingOf(cells[i]) != HeadingOf(out_.head.cells[i])) return false;
    }
    return true;
  }

  void TakeRow(const CsvRow& row) {
    const std::string_view first = FirstOf(row.cells);
    const size_t filled = FilledIn(row.cells);
    if (filled == 0) return;
    if (table_.form != Table::kJson) {
      const bool sum = IsSum(first), remark = filled == 1 && IsRemark(first);
      if (sum || remark || IsHeadAgain(row.cells))
        return Remark(PlaceIn(table_, row.line), fmt::format("記録ではない行とみなしました（{}）", first),
                      fmt::format("taken for no record (“{}”)", first));
      if (TellSurplus(row)) return;
    }
    if (filled == 1 && Known(out_.head.cells) > 2)
      Remark(PlaceIn(table_, row.line), "ほかのセルは空です。記録でなければ、行を消します",
             "all other cells are empty; delete the row if it is no record");
    out_.records.push_back(row);
    if (out_.records.size() > 1) FillDittos(out_.records[out_.records.size() - 2].cells, out_.records.back());
  }

  /// A comma too many shifts all that follows.
  bool TellSurplus(const CsvRow& row) {
    if (table_.form != Table::kCsv) return false;
    for (size_t i = out_.head.cells.size(); i < row.cells.size(); ++i) {
      if (!IsFilled(row.cells[i])) continue;
      TellAt(table_, row.line, i, "", "table.surplus",
             {fmt::format("この行は、見出しよりセルが多くあります: {}", TrimCell(row.cells[i])),
              fmt::format("The row has more cells than the head: {}", TrimCell(row.cells[i]))},
             {"コンマを含むセルは \" で囲みます。例: \"団体A, 団体B\"",
              "Put a cell that has a comma in it into quotes. Example: \"Club A, Club B\""},
             diagnostics_);
      return true;
    }
    return false;
  }

  void FillDittos(const Cells& above, CsvRow& row) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (!IsDitto(TrimCell(row.cells[i])) || i >= above.size() || !IsFilled(above[i])) continue;
      Remark(PlaceIn(table_, row.line, i), fmt::format("「{}」は、上の行と同じとみなしました", TrimCell(row.cells[i])),
             fmt::format("“{}” was taken for the value above", TrimCell(row.cells[i])));
      row.cells[i] = above[i];
    }
  }

  void TellColumnsWithoutHeadings() {
    std::vector<bool> told;
    for (const CsvRow& row : out_.records) {
      told.resize(std::max(told.size(), row.cells.size()));
      for (size_t i = 0; i < row.cells.size(); ++i) {
        const bool headed = i < out_.head.cells.size() && IsFilled(out_.head.cells[i]);
        if (headed || told[i] || !IsFilled(row.cells[i])) continue;
        told[i] = true;
        Remark(PlaceIn(table_, row.line, i), "見出しのない列なので、取り込みません",
               "the column has no heading and is left out");
      }
    }
  }

  void TellHidden() {
    std::string rows, columns;
    for (const size_t line : table_.hidden_rows)
      if (line > out_.head.line) rows += (rows.empty() ? "" : ", ") + std::to_string(line);
    for (const size_t column : table_.hidden_columns) columns += (columns.empty() ? "" : ", ") + NameOfColumn(column);
    if (!rows.empty())
      out_.remarks.push_back(
          {fmt::format("非表示の行も読みます: {}", rows), fmt::format("Hidden rows are read, too: {}", rows)});
    if (!columns.empty())
      out_.remarks.push_back(
          {fmt::format("非表示の列も読みます: {}", columns), fmt::format("Hidden columns are read, too: {}", columns)});
  }

  const Table& table_;
  const TableColumns& columns_;
  const TableMapping& mapping_;
  Diagnostics& diagnostics_;
  TableRows out_;
  size_t first_ = 0;  // the first row below the head
};

}  // namespace

std::string HeadingOf(const std::string& cell) {
  std::string out(TrimCell(cell));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

TableRows FindRows(const Table& table, const TableColumns& columns, const TableMapping& mapping,
                   Diagnostics& diagnostics) {
  return RowFinder(table, columns, mapping, diagnostics).Run();
}

}  // namespace kyodo
