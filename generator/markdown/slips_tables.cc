// Tables that were meant and are none: without their line of ---, with full-width
// signs, pasted from a spreadsheet, as CSV, or aligned with spaces.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/problems.h"
#include "markdown/slips.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

bool IsDelimiter(std::string_view plain) {
  return plain.find("-") != std::string_view::npos && plain.find('|') != std::string_view::npos &&
         plain.find_first_not_of("|-:+ \t") == std::string_view::npos;
}

/// A row with its bars as Markdown has them; other full-width signs stay, they are words.
std::string WithBars(std::string_view row) {
  std::string out;
  for (size_t at = 0; at < row.size();) {
    const size_t bar = Leading(row.substr(at), {"｜", "│", "┃"});
    out.push_back(bar ? '|' : row[at]);
    at += std::max<size_t>(bar, 1);
  }
  return out;
}

/// A line of --- as it would be with plain signs.
std::string Plain(std::string_view row) {
  std::string plain = Narrow(PlainDashes(WithBars(row)));
  std::replace(plain.begin(), plain.end(), '=', '-');
  return plain;
}

size_t CountCells(std::string_view row) {
  row = Trim(row);
  if (StartsWith(row, "|")) row.remove_prefix(1);
  if (EndsWith(row, "|")) row.remove_suffix(1);
  return static_cast<size_t>(std::count(row.begin(), row.end(), '|')) + 1;
}

std::string Delimiters(size_t columns) {
  std::string out = "|";
  for (size_t i = 0; i < columns; ++i) out += " --- |";
  return out;
}

std::string Row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out.append(" ").append(cell).append(" |");
  return out;
}

bool HasBars(std::string_view content) {
  content = Trim(content);
  return Leading(content, {"|", "｜"}) > 0 || (EndsWith(content, "|") && content.find('|') + 1 < content.size());
}

/// Lines with bars, of which the second should be the line of ---.
bool Barred(Text& text, const Block& block) {
  size_t first = block.first;
  while (first <= block.last && !HasBars(text.lines[first].content())) ++first;
  if (first > block.last) return false;
  const Line& head = text.lines[first];
  if (first + 1 <= block.last && IsDelimiter(Plain(text.lines[first + 1].content()))) {
    const Line& line = text.lines[first + 1];
    const std::string_view content = line.content();
    const std::string plain = WithBars(head.content());
    const size_t columns = CountCells(plain), found = CountCells(Plain(content));
    const bool wide = HasJapanese(content) || content.find('=') != std::string_view::npos ||
                      content.find("−") != std::string_view::npos || content.find("─") != std::string_view::npos ||
                      content.find("—") != std::string_view::npos;
    const bool wide_head = plain != head.content();
    text.Warn("table.form", wide_head && !wide ? first : first + 1, wide_head && !wide ? head.begin : line.begin,
              text.lines[wide_head && !wide ? first : first + 1].text.size(),
              wide ? Message{"--- の行に全角などの別の記号があるため、表になりません。",
                             "The line of --- has full-width or other signs, so this is no table."}
              : wide_head
                  ? Message{"縦線が全角のため、表になりません。", "The bars are full-width, so this is no table."}
                  : Message{fmt::format("--- の行が {} 列、見出しの行が {} 列のため、表になりません。", found, columns),
                            fmt::format("The line of --- has {} columns and the head {}, so this is no table.", found,
                                        columns)},
              Write(wide_head && !wide ? plain : Delimiters(columns)));
    return true;
  }
  const std::string row = WithBars(head.content());
  const size_t columns = CountCells(row);
  // Under its head a line of --- without bars makes a heading of it.
  if (first >= 2 && first == block.first && StartsWith(Trim(text.lines[first - 2].text), "|") &&
      StartsWith(Trim(text.lines[first - 1].text), "--") &&
      Trim(text.lines[first - 1].text).find_first_not_of('-') == std::string_view::npos) {
    text.Warn("table.form", first - 1, 0, text.lines[first - 1].text.size(),
              {"--- の行に縦線がないため、表になりません。", "The line of --- has no bars, so this is no table."},
              Write(Delimiters(columns)));
    return true;
  }
  const bool closed = StartsWith(Trim(row), "|") && EndsWith(Trim(row), "|") && columns > 1;
  if (block.last == first && !closed) return false;
  if (row != head.content()) {
    text.Warn("table.form", first, head.begin, head.text.size(),
              {"縦線が全角（｜）のため、表になりません。", "The bars are full-width (｜), so this is no table."},
              Write({fmt::format("2 行目は {} です。", Delimiters(columns)),
                     fmt::format("The second line is {}.", Delimiters(columns))},
                    row));
    return true;
  }
  text.Warn("table.form", first, head.begin, head.text.size(),
            {"すぐ下に --- の行がないため、表になりません。", "Without a line of --- right below, this is no table."},
            Write({"見出しの行のすぐ下に足します。上の表の続きなら、間の空の行を消します。",
                   "Add it right below the head; if this goes on with a table above, delete the empty line."},
                  Delimiters(columns)));
  return true;
}

using Cells = std::vector<std::string>;

void Propose(Text& text, const Block& block, std::string_view rule, Message found, const Cells& cells) {
  text.Warn(rule, block.first, text.lines[block.first].begin, text.lines[block.first].text.size(), std::move(found),
            Write({fmt::format("表なら、この行の下に {} を置きます。", Delimiters(cells.size())),
                   fmt::format("For a table, put {} below this line.", Delimiters(cells.size()))},
                  Row(cells)));
}

/// Splits each line of the block the same way; all must have as many cells, two at least.
template <class Split>
bool AllAlike(const Text& text, const Block& block, size_t least_cells, size_t least_rows, Split split, Cells& head) {
  if (block.size() < least_rows) return false;
  for (size_t line = block.first; line <= block.last; ++line) {
    const Cells cells = split(text.lines[line].content());
    if (line == block.first) head = cells;
    if (cells.size() < least_cells || cells.size() != head.size()) return false;
  }
  return true;
}

Cells SplitTabs(std::string_view content) {
  Cells cells;
  for (const std::string_view cell : kyodo::Split(content, '\t')) cells.emplace_back(Trim(cell));
  return cells;
}

/// Commas as a CSV file has them: no space behind, no digits on both sides, each cell short and no sentence.
Cells SplitCommas(std::string_view content) {
  Cells cells;
  size_t start = 0;
  for (size_t at = 0; at <= content.size(); ++at) {
    if (at < content.size() && content[at] != ',') continue;
    const bool number = at > 0 && at + 1 < content.size() && IsDigit(content[at - 1]) && IsDigit(content[at + 1]) &&
                        at + 4 <= content.size() && IsDigit(content[at + 2]) && IsDigit(content[at + 3]);
    if (number) continue;
    if (at + 1 < content.size() && content[at + 1] == ' ') return {};
    std::string_view cell = content.substr(start, at - start);
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
    if (EndsSentence(cell) || CountCharacters(cell) > 30) return {};
    cells.emplace_back(Trim(cell));
    start = at + 1;
  }
  return cells;
}

/// Runs of spaces that only align: two full-width ones, or three plain ones.
Cells SplitSpaces(std::string_view content) {
  Cells cells;
  size_t start = 0;
  for (size_t at = 0; at < content.size();) {
    const size_t spaces = LeadingSpaces(content.substr(at));
    const bool gap =
        spaces >= 3 && at > 0 && at + spaces < content.size() &&
        (content[at] == ' ' || content[at] == '\t' || spaces >= 6 || LeadingSpaces(content.substr(at)) >= 4);
    if (gap) {
      cells.emplace_back(content.substr(start, at - start));
      start = at + spaces;
    }
    at += std::max<size_t>(spaces, 1);
  }
  cells.emplace_back(Trim(content.substr(start)));
  return cells;
}

/// A table drawn with the characters for lines, as in mails.
bool Drawn(Text& text, const Block& block) {
  if (block.size() < 2 || !Leading(text.lines[block.first].content(), {"┌", "┏", "╔", "+--", "+=="})) return false;
  const std::string row(Trim(WithBars(text.lines[block.first + 1].content())));
  if (!StartsWith(row, "|") || CountCells(row) < 2) return false;
  text.Warn("table.form", block.first, text.lines[block.first].begin, text.lines[block.first].text.size(),
            {"線を文字で引いた表は、表になりません。", "A table drawn with characters is no table."},
            Write({fmt::format("線の行を消し、見出しの行の下に {} を置きます。", Delimiters(CountCells(row))),
                   fmt::format("Delete the lines, and put {} below the head.", Delimiters(CountCells(row)))},
                  row));
  return true;
}

void LookAt(Text& text, Block& block) {
  if (Drawn(text, block)) {
    block.told = true;
    return;
  }
  if (Barred(text, block)) {
    block.told = true;
    return;
  }
  Cells head;
  if (block.size() < 2) return;
  const std::string_view first = text.lines[block.first].content();
  if (first.find('\t') != std::string_view::npos && AllAlike(text, block, 2, 2, SplitTabs, head)) {
    Propose(text, block, "table.form",
            {"タブで区切った行は表にならず、つながります。", "Lines with tabs make no table: they run together."},
            head);
    block.told = true;
  } else if (first.find(',') != std::string_view::npos && (AllAlike(text, block, 3, 2, SplitCommas, head) ||
                                                           (((text.japanese && block.size() > 2) || first[0] == '"') &&
                                                            AllAlike(text, block, 2, 2, SplitCommas, head)))) {
    Propose(text, block, "table.form",
            {"コンマで区切った行は表にならず、つながります。", "Lines with commas make no table: they run together."},
            head);
    block.told = true;
  } else if (AllAlike(text, block, 2, 2, SplitSpaces, head)) {
    Propose(text, block, "text.columns",
            {"空白で桁をそろえた行は、つながって表示されます。", "Lines aligned with spaces run together."}, head);
    block.told = true;
  }
}

}  // namespace

void FindTables(Text& text) {
  for (Block& block : text.blocks) {
    if (text.lines[block.first].kind == Line::kParagraph && !block.told) LookAt(text, block);
  }
}

}  // namespace kyodo::slips

namespace kyodo {

std::optional<MarkdownResult::Problem> FindLargeTable(std::string_view author_text) {
  uint32_t number = 0;
  size_t columns = 0, cells = 0;  // columns of the table at hand; 0: none
  for (const std::string_view line : Split(author_text, '\n')) {
    ++number;
    const size_t bars = static_cast<size_t>(std::count(line.begin(), line.end(), '|'));
    if (bars > kMostTableColumns) return TableSizeProblem({number, 1}, kMostTableColumns, kMostTableCells);
    const std::string_view content = Trim(line.substr(std::min(line.find_first_not_of(" \t>"), line.size())));
    if (content.empty()) {
      columns = 0;
    } else if (slips::IsDelimiter(content)) {
      columns = slips::CountCells(content);
    }
    cells += columns;
    if (cells > kMostTableCells) return TableSizeProblem({number, 1}, kMostTableColumns, kMostTableCells);
  }
  return std::nullopt;
}

}  // namespace kyodo
