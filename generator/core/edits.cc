#include "core/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/compose.h"
#include "core/text.h"

namespace kyodo {

namespace {

constexpr std::string_view kBlanks = " \t";

/// A line of YAML whose text stands on the lines below it: `body: |`.
bool OpensBlock(std::string_view line) {
  const size_t mark = line.find_last_of("|>");
  return mark != line.npos && line.find_first_not_of("+-123456789", mark + 1) == line.npos &&
         (mark == 0 || line[mark - 1] == ' ');
}

/// Whether spaces at the end of a line may be a line break of Markdown.
class Breaks {
 public:
  explicit Breaks(bool document) : document_(document) {}

  /// To be asked of one line after the other.
  bool MayBe(std::string_view line) {
    const size_t indent = line.find_first_not_of(' ');
    if (document_ && fences_ < 2) {
      fences_ += Trim(line) == "---";
    } else if (document_) {
      return true;
    }
    if (indent == line.npos || (in_block_ && indent > parent_)) return in_block_;
    in_block_ = OpensBlock(Trim(line));
    parent_ = indent;
    return false;
  }

 private:
  const bool document_;
  int fences_ = 0;  // lines of --- so far
  bool in_block_ = false;
  size_t parent_ = 0;  // indentation of the key of the block
};

std::string_view WithoutEnd(std::string_view line) {
  return EndsWith(line, "\r") ? line.substr(0, line.size() - 1) : line;
}

std::string_view WithoutBlanks(std::string_view line, bool may_break) {
  const size_t last = line.find_last_not_of(kBlanks);
  const size_t end = last == line.npos ? 0 : last + 1;
  const bool breaks = may_break && end > 0 && EndsWith(line, "  ");
  return breaks ? line : line.substr(0, end);
}

/// One part of a diff: lines `first` to `last` of the old text in place of which others stand, from 0.
struct Change {
  size_t old_first, old_count, new_first, new_count;
};

/// Old and new lines side by side. Where they differ, the old line has become as many new ones as it takes until the
/// next lines are the same again.
std::vector<Change> Compare(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after) {
  std::vector<Change> changes;
  size_t at = 0, now = 0;
  while (at < before.size() || now < after.size()) {
    if (at < before.size() && now < after.size() && before[at] == after[now]) {
      ++at, ++now;
      continue;
    }
    const size_t left = before.size() - at;
    const bool added = after.size() - now > left;
    Change change{at, std::min<size_t>(left, 1), now, std::min<size_t>(after.size() - now, 1)};
    // As many more lines as the texts differ by may stem from this one.
    const size_t most = added ? after.size() - now - left : 0;
    if (left > 1 && most > 0 && before[at + 1] != after[now + 1]) {
      for (size_t more = 1; more <= most; ++more) {
        if (before[at + 1] != after[now + 1 + more]) continue;
        change.new_count += more;
        break;
      }
    } else if (left == 1) {
      change.new_count += most;
    }
    at += change.old_count, now += change.new_count;
    const bool joins = !changes.empty() && changes.back().old_first + changes.back().old_count == change.old_first;
    if (joins) {
      changes.back().old_count += change.old_count;
      changes.back().new_count += change.new_count;
    } else {
      changes.push_back(change);
    }
  }
  return changes;
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines = Split(text, '\n');
  for (std::string_view& line : lines) line = WithoutEnd(line);
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string AsRead(std::string_view bytes) {
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (FindInvalidUtf8(bytes) != std::string_view::npos) return std::string(bytes);
  return HasMarks(bytes) ? ComposeMarks(bytes) : std::string(bytes);
}

std::string WithEdits(std::string_view text, std::vector<Diagnostic::Edit> edits) {
  const auto place = [](const Diagnostic::Edit& one) { return std::tie(one.line, one.column); };
  std::stable_sort(edits.begin(), edits.end(),
                   [&](const Diagnostic::Edit& a, const Diagnostic::Edit& b) { return place(a) < place(b); });
  std::string out;
  size_t done = 0, start = 0;  // of the line
  uint32_t line = 1;
  for (const Diagnostic::Edit& edit : edits) {
    for (; line < edit.line && start != text.npos; ++line) {
      const size_t end = text.find('\n', start);
      start = end == text.npos ? end : end + 1;
    }
    if (start == text.npos) break;
    size_t at = start;
    for (uint32_t column = 1; column < edit.column && at < text.size() && text[at] != '\n'; ++column)
      DecodeUtf8(text, at);
    if (at < done || !StartsWith(text.substr(at), edit.was)) continue;
    out += text.substr(done, at - done);
    out += edit.text;
    done = at + edit.was.size();
  }
  out += text.substr(done);
  return out;
}

std::string WithCleanLines(std::string_view text, bool document) {
  std::string out;
  out.reserve(text.size());
  Breaks breaks(document);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = WithoutEnd(text.substr(at, end - at));
    out += WithoutBlanks(line, breaks.MayBe(line));
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after) {
  const std::vector<std::string_view> old_lines = LinesOf(before), new_lines = LinesOf(after);
  std::string out;
  for (const Change& change : Compare(old_lines, new_lines)) {
    if (out.empty()) out = fmt::format("--- {0}\n+++ {0}\n", path);
    out += fmt::format("@@ -{},{} +{},{} @@ {}:{}\n", change.old_first + 1, change.old_count, change.new_first + 1,
                       change.new_count, path, change.old_first + 1);
    for (size_t i = 0; i < change.old_count; ++i) out += fmt::format("-{}\n", old_lines[change.old_first + i]);
    for (size_t i = 0; i < change.new_count; ++i) out += fmt::format("+{}\n", new_lines[change.new_first + i]);
  }
  return out;
}

}  // namespace kyodo
