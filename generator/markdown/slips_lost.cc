// What the reader would never see: surplus cells, one side of a conflict, lines
// that were taken as definitions.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

bool IsMarker(std::string_view line, char sign) {
  constexpr size_t kLength = 7;
  return line.size() >= kLength && line.substr(0, kLength) == std::string(kLength, sign) &&
         (line.size() == kLength || line[kLength] == ' ');
}

/// The cells of a row, as the parser cuts them: at bars that no \ precedes, code or not.
std::vector<std::string_view> CellsOf(std::string_view row) {
  row = Trim(row);
  if (StartsWith(row, "|")) row.remove_prefix(1);
  std::vector<std::string_view> cells;
  size_t start = 0;
  for (size_t at = 0; at < row.size(); ++at) {
    if (row[at] == '\\') {
      ++at;
    } else if (row[at] == '|') {
      cells.push_back(row.substr(start, at - start));
      start = at + 1;
    }
  }
  if (!Trim(row.substr(std::min(start, row.size()))).empty()) cells.push_back(row.substr(start));
  return cells;
}

/// A row whose code holds bars, with those bars escaped; nothing when that is not the reason.
std::string EscapeBarsInCode(std::string_view row, size_t columns) {
  const std::string blotted = Blotted(row);
  std::string out;
  for (size_t at = 0; at < row.size(); ++at) {
    if (row[at] == '|' && blotted[at] == '\x01' && (at == 0 || row[at - 1] != '\\')) out.push_back('\\');
    out.push_back(row[at]);
  }
  return out.size() > row.size() && CellsOf(out).size() <= columns ? out : std::string();
}

std::string FirstCells(const std::vector<std::string_view>& cells, size_t columns) {
  std::string out = "|";
  for (size_t i = 0; i < columns; ++i) {
    std::string words(Trim(cells[i]));
    if (i + 1 == columns) {
      for (size_t more = columns; more < cells.size(); ++more) {
        if (!Trim(cells[more]).empty()) words.append("<br>").append(Trim(cells[more]));
      }
    }
    out.append(" ").append(words).append(" |");
  }
  return out;
}

void SurplusCells(Text& text, size_t line, size_t row, size_t columns, std::string_view mended) {
  const std::vector<std::string_view> cells = CellsOf(mended);
  if (cells.size() <= columns) return;
  const bool all_empty = std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns), cells.end(),
                                     [](std::string_view cell) { return Trim(cell).empty(); });
  if (all_empty) return;
  // The author's line has the same bars as the mended one but those of readings, which are no ends of cells.
  const std::vector<std::string_view> own = CellsOf(text.lines[line].content());
  const std::vector<std::string_view>& shown = own.size() == cells.size() ? own : cells;
  std::string lost;
  for (size_t i = columns; i < shown.size(); ++i)
    lost.append(lost.empty() ? "" : " | ").append(CleanMarkdownText(Trim(shown[i])));
  const std::string_view whole = text.lines[line].text;
  const size_t from = std::min(whole.rfind(Trim(shown[columns])), whole.size());
  const std::string code = EscapeBarsInCode(text.lines[line].content(), columns);
  const Message found = {
      fmt::format("表の {} 行目の {} 列目からは、見出しの行に列がないため公開されません: {}", row, columns + 1, lost),
      fmt::format("Row {} of the table has more cells than its head, so from cell {} on nothing is "
                  "published: {}",
                  row, columns + 1, lost)};
  const Message hint = code.empty()
                           ? Write({"見出しの行と --- の行に列を足すか、列をまとめます。",
                                    "Add a column to the head and to the line of ---, or put them in one cell."},
                                   FirstCells(shown, columns))
                           : Write({"表の中の | は \\| と書きます。", "Inside a table, a | is written \\|."}, code);
  text.Tell(Severity::kError, "table.cells", line, from, whole.size(), found, hint);
}

/// A row that is none of the table's, or not as its author sees it; true: told.
bool OddRow(Text& text, size_t line, std::string_view head) {
  const Line& own = text.lines[line];
  const std::string_view row = own.content();
  const auto tell = [&](std::string_view rule, Message found, Message hint) {
    text.Warn(rule, line, own.begin, own.text.size(), std::move(found), std::move(hint));
    return true;
  };
  const size_t spaces = StartsWith(row, "\u3000") ? LeadingSpaces(row) : 0;
  if (spaces && StartsWith(row.substr(spaces), "|"))
    return tell("table.form",
                {"行の初めの全角の空白が、一つのセルになります。", "The full-width space before it is a cell."},
                Write(row.substr(spaces)));
  if (EndsWith(Trim(row), "｜"))
    return tell("table.form", {"行の終わりの縦線が全角です。", "The bar at the end is full-width."},
                Write(fmt::format("{}|", Trim(row).substr(0, Trim(row).size() - std::string_view("｜").size()))));
  if (row.find("--") != std::string_view::npos && row.find_first_not_of("|-: \t") == std::string_view::npos)
    return tell("table.text",
                {"表の途中の --- の行は、そのまま文字で表示されます。",
                 "A line of --- within a table is shown as it is written."},
                {"この行を消します。ここから別の表なら、見出しの行の前に空の行を入れます。",
                 "Delete it. If another table begins here, leave an empty line before its head."});
  if (StartsWith(head, "|") && !StartsWith(row, "|") && EndsWith(Trim(row), "|") && CellsOf(row).size() == 1)
    return tell("table.text",
                {"セルの中で行を改めたため、別の行になります。",
                 "The line was broken within a cell, so this is a row of its own."},
                {"上の行とつなぎ、改める所に <br> を置きます。", "Join it to the line above, with <br> between them."});
  return false;
}

/// A column with values and no heading; the corner above the headings of rows needs none.
void EmptyHeads(Text& text, const Block& block) {
  const std::vector<std::string_view> head = CellsOf(text.lines[block.first].content());
  // A table that was meant to have no headings has none.
  if (std::all_of(head.begin(), head.end(), [](std::string_view cell) { return Trim(cell).empty(); })) return;
  for (size_t column = 1; column < head.size(); ++column) {
    if (!Trim(head[column]).empty()) continue;
    bool filled = false;
    for (size_t line = block.first + 2; line <= block.last && !filled; ++line) {
      const std::vector<std::string_view> cells = CellsOf(text.lines[line].content());
      filled = column < cells.size() && !Trim(cells[column]).empty();
    }
    if (!filled) continue;
    text.Warn("table.column", block.first, text.lines[block.first].begin, text.lines[block.first].text.size(),
              {fmt::format("表の {} 列目に見出しがありません。", column + 1),
               fmt::format("Column {} of the table has no heading.", column + 1)},
              {"何の列かを書きます。読み上げでは、列の見出しが値の前に読まれます。",
               "Say what it holds: screen readers read it before each value."});
    return;
  }
}

void LookAtTable(Text& text, const Block& block) {
  if (block.size() < 3) return;
  const MendedMarkdown& source = text.parsed.source;
  const auto mended = [&](size_t line) {
    const size_t start = source.LineStart(line + 1);
    const std::string_view rest = std::string_view(source.text()).substr(start);
    const std::string_view whole = rest.substr(0, rest.find_first_of("\r\n"));
    return whole.substr(std::min(text.lines[line].begin, whole.size()));
  };
  const size_t columns = CellsOf(mended(block.first + 1)).size();
  EmptyHeads(text, block);
  for (size_t line = block.first + 2; line <= block.last; ++line) {
    const std::string_view row = mended(line);
    if (OddRow(text, line, text.lines[block.first].content())) continue;
    SurplusCells(text, line, line - block.first - 1, columns, row);
    if (row.find('|') != std::string_view::npos || Trim(row).empty() || columns < 2) continue;
    text.Warn("table.text", line, text.lines[line].begin, text.lines[line].text.size(),
              {"表のすぐ下の文が、表の中に入ります。", "This line right below the table becomes a row of it."},
              {"この行の前に、空の行を入れてください。", "Leave an empty line before it."});
  }
}

/// They are shown as text (markdown/mend.h); those with an address were meant to be referred to.
void UnusedDefinitions(Text& text) {
  size_t line = 0;
  for (const size_t offset : text.parsed.source.unused_definitions()) {
    const char* const at = text.author.data() + offset;
    while (line + 1 < text.lines.size() && text.lines[line + 1].text.data() <= at) ++line;
    const std::string_view whole = text.lines[line].text;
    const size_t from = static_cast<size_t>(at - whole.data());
    const size_t close = whole.find("]:", from);
    if (!text.lines[line].IsText() || close == std::string_view::npos) continue;
    const std::string_view address = Trim(whole.substr(close + 2));
    if (!LooksLikeAddress(address.substr(0, address.find(' ')))) continue;
    const std::string_view words = whole.substr(from + 1, close - from - 1);
    text.Warn("definition.unused", line, from, whole.size(),
              {"リンク先を決める形の行ですが、この名前を使うところがないため、文字のまま表示されます。",
               "This line says where a link leads, but nothing uses its name, so it is shown as text."},
              Write({"リンクは、文の中にそのまま書けます。", "A link can be written where it stands in the text."},
                    fmt::format("[{}]({})", words, address)));
  }
}

}  // namespace

bool FindConflicts(Text& text) {
  if (text.author.find("<<<<<<<") == std::string_view::npos) return false;
  bool found = false;
  for (size_t line = 0; line < text.lines.size(); ++line) {
    if (!IsMarker(text.lines[line].text, '<')) continue;
    found = true;
    text.Tell(Severity::kError, "markdown.conflict", line, 0, text.lines[line].text.size(),
              {"二人の直した内容がぶつかったまま残っています（Git の競合の印）。両方が公開されます。",
               "Two people's changes were left unmerged here (Git's conflict markers). Both would be published."},
              {"======= の前と後のどちらを残すかを決め、要らない方と <<<<<<<、=======、>>>>>>> の行を消します。",
               "Decide which side of ======= stays; delete the other, and the lines of <<<<<<<, ======= and >>>>>>>."});
  }
  return found;
}

void FindLost(Text& text) {
  for (const Block& block : text.blocks) {
    if (text.lines[block.first].kind == Line::kTable) LookAtTable(text, block);
  }
  UnusedDefinitions(text);
}

}  // namespace kyodo::slips
