#include "yaml/layout.h"

#include <algorithm>

namespace kyodo::yaml {

Layout::Layout(std::string_view text) : lines_(Split(text, '\n')) {
  for (std::string_view& line : lines_) {
    if (EndsWith(line, "\r")) line.remove_suffix(1);
  }
}

std::vector<Problem> Layout::Check() {
  for (number_ = 0; number_ < lines_.size() && problems_.size() < kEnoughProblems; ++number_) {
    line_ = lines_[number_];
    CheckLine();
  }
  if (flow_.IsOpen()) flow_.ReportUnclosed();
  const auto add = [&](const Repeated& repeated, Problem problem) {
    if (!repeated.first) return;
    problem.at = *repeated.first;
    problems_.push_back(std::move(problem));
  };
  add(tabs_, Tab(tabs_.more));
  add(odd_spaces_, OddIndentation(odd_spaces_.space, odd_spaces_.more));
  return std::move(problems_);
}

void Layout::CheckLine() {
  if (in_block_) {
    if (InBlockText()) return;
    text_missing_ = block_column_ < 0;
  }
  if (flow_.IsOpen() && InFlow()) return;
  const size_t start = SkipAllSpaces(line_, 0);
  const bool is_blank = start >= line_.size() || line_[start] == '#';
  if (is_blank && line_.substr(0, start).find_first_not_of(' ') == kNone) {
    if (start < line_.size() && before_ == Before::kPlain) Leave(Before::kComplete, parent_);
    return;
  }
  if (start == 0 && IsMarker()) return;
  const size_t at = CheckIndentation();
  if (ended_) Report(SecondDocument(), at, line_.size());
  ended_ = false;
  if (!is_blank) Content(at);
}

/// A line below | or >. False at the first line that is not its text.
bool Layout::InBlockText() {
  const size_t spaces = std::min(line_.find_first_not_of(' '), line_.size());
  if (spaces == line_.size()) {
    if (block_column_ < 0) blank_width_ = std::max(blank_width_, spaces);
    return true;
  }
  const size_t start = SkipAllSpaces(line_, spaces);
  int column = static_cast<int>(spaces);
  if (column <= block_parent_ && start > spaces) {  // indented, but not by spaces
    if (start == line_.size()) return true;
    if (ColumnOf(start) <= block_parent_) return in_block_ = false;
    CheckIndentation();
    return true;
  }
  if (column <= block_parent_) return in_block_ = false;
  if (!indent_known_) column = ColumnOf(start);
  if (block_column_ < 0) {
    block_column_ = std::max(column, static_cast<int>(blank_width_));
  } else if (column < block_column_ && line_[spaces] == '#') {
    return in_block_ = false;
  }
  if (column < block_column_ && indent_known_ && !has_indicator_) {
    Report(BlockTextIndentation(), spaces, line_.size());
    block_column_ = column;
  }
  return true;
}

/// A line inside brackets. False when the bracket should have been closed before it.
bool Layout::InFlow() {
  const size_t at = SkipBlanks(line_, 0);
  if (at >= line_.size() || line_[at] == '#') return true;
  const bool closing = line_[at] == ']' || line_[at] == '}';
  const bool item = line_[at] == '-' && BlankOrEnd(line_, at + 1);
  if (item || (ColumnOf(at) <= parent_ && LooksLikeEntry(line_))) {
    flow_.ReportUnclosed();
    indent_known_ = false;
    return false;
  }
  if (ColumnOf(at) <= parent_ && !closing) {
    if (!told_) Report(BadIndentation(), at, at + 1);
    told_ = true;
  }
  if (const size_t tab = line_.substr(0, at).find('\t'); tab != kNone) Repeat(tabs_, 0, tab);
  const size_t end = ReadFlow(at);
  if (end == kNone || OnlyComment(line_, end) || CommentLacksSpace(end)) return true;
  Report(TextAfterBracket(line_.substr(at)), SkipBlanks(line_, end), line_.size());
  return true;
}

/// `---`, `...` or a directive.
bool Layout::IsMarker() {
  if (line_[0] == '%' && before_ == Before::kNothing && levels_.empty()) {
    Report(Directive(), 0, line_.size());
    return true;
  }
  const std::string_view mark = line_.substr(0, 3);
  if ((mark != "---" && mark != "...") || !BlankOrEnd(line_, 3)) return false;
  const bool at_start = before_ == Before::kNothing;
  levels_.clear();
  Leave(Before::kNothing, -1);
  ended_ = mark == "..." && !at_start;
  if (mark == "---" && !OnlyComment(line_, 3)) Value(3, -1);
  return true;
}

/// Reports an indentation that is not made of spaces. Returns where the content starts.
size_t Layout::CheckIndentation() {
  const size_t spaces = std::min(line_.find_first_not_of(' '), line_.size());
  const size_t start = SkipAllSpaces(line_, 0);
  if (start == 0) indent_known_ = true;
  if (start == spaces) return start;
  indent_known_ = false;
  if (before_ == Before::kPlain && told_ && ColumnOf(start) > parent_) return start;  // stray text
  if (line_[spaces] == '\t') {
    Repeat(tabs_, 0, spaces);
  } else {
    Repeat(odd_spaces_, OddSpaceAt(line_, spaces), spaces);
  }
  return start;
}

void Layout::Repeat(Repeated& repeated, char32_t space, size_t at) {
  if (repeated.first) {
    ++repeated.more;
  } else {
    repeated.first = Place({}, static_cast<uint32_t>(number_) + 1, line_, at, SkipAllSpaces(line_, at)).at;
    repeated.space = space;
  }
}

void Layout::Leave(Before before, int parent) {
  before_ = before;
  parent_ = parent;
  told_ = false;
}

/// What follows is out of place too, up to the next line that is not indented.
void Layout::ReportIndentation(Problem problem, size_t at) {
  Report(std::move(problem), at, at + 1);
  indent_known_ = false;
}

/// An entry or a dash starts at `column`.
void Layout::Enter(int column, bool list, size_t at) {
  bool left_deeper = false;
  bool known = indent_known_;
  text_missing_ = false;
  while (!levels_.empty() && levels_.back().column > column) {
    known = known && levels_.back().known;
    levels_.pop_back();
    left_deeper = true;
  }
  if (levels_.empty() || levels_.back().column < column) {
    if (known && left_deeper) ReportIndentation(BadIndentation(), at);
    if (known && !left_deeper && !AwaitsValueAt(column)) ReportIndentation(TooDeepIndentation(), at);
    levels_.push_back({column, list, indent_known_});
    return;
  }
  if (levels_.back().list == list) return;
  if (levels_.size() >= 2 &&
      levels_[levels_.size() - 2].column == column) {  // back from a list below its key, or the reverse
    levels_.pop_back();
    return;
  }
  const bool list_below_key = list && before_ == Before::kKey && parent_ == column && !left_deeper;
  levels_.push_back({column, list, indent_known_});
  if (known && !list_below_key) ReportIndentation(MixedListAndKeys(), at);
}

}  // namespace kyodo::yaml
