// Stars, lines and tildes that were to make bold or strike out and are shown as
// they stand, and line breaks that are none.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

struct Pair {
  std::string_view written, right;
};
constexpr std::array kPairs = {Pair{"＊＊", "**"}, Pair{"__", "**"}, Pair{"～～", "~~"}, Pair{"〜〜", "~~"},
                               Pair{"**", "**"},   Pair{"~~", "~~"}, Pair{"＿＿", "**"}};

/// Runs longer than the sign itself are lines to write on, or rules.
size_t FindRun(std::string_view text, std::string_view sign, size_t from) {
  for (size_t at = text.find(sign, from); at != std::string_view::npos; at = text.find(sign, at)) {
    size_t end = at + sign.size();
    const std::string_view unit = sign.substr(0, sign.size() / 2);
    while (StartsWith(text.substr(end), unit)) end += unit.size();
    const bool exact =
        end == at + sign.size() && !(at >= unit.size() && text.substr(at - unit.size(), unit.size()) == unit);
    if (exact) return at;
    at = end;
  }
  return std::string_view::npos;
}

std::string_view TrimSpaces(std::string_view text) {
  text.remove_prefix(LeadingSpaces(text));
  text = Trim(text);
  while (EndsWith(text, "\u3000")) text.remove_suffix(std::string_view("\u3000").size());
  return text;
}

bool IsBesideDigits(std::string_view line, size_t at, size_t length) {
  return at > 0 && IsDigit(line[at - 1]) && at + length < line.size() && IsDigit(line[at + length]);
}

/// **注意* and *注意**: the run of stars at `open` and one beside it of another length. False: there is none.
bool Unequal(Text& text, size_t index, const std::string& seen, size_t open) {
  const std::string_view line = text.lines[index].text;
  const size_t end = std::min(seen.find_first_not_of('*', open), seen.size());
  size_t first = open, inside = end, close = seen.find('*', end);
  if (close == seen.npos && open > text.lines[index].begin) {
    close = open;
    const size_t last = seen.rfind('*', open - 1);
    first = last == seen.npos || last < text.lines[index].begin ? seen.npos : last;
    while (first != seen.npos && first > text.lines[index].begin && seen[first - 1] == '*') --first;
    inside = last == seen.npos ? open : last + 1;
  }
  if (first == seen.npos || close == seen.npos || inside >= close) return false;
  const size_t behind = std::min(seen.find_first_not_of('*', close), seen.size());
  const std::string_view words = line.substr(inside, close - inside);
  if (inside - first == behind - close || LeadingSpaces(words) > 0 || EndsWith(words, " ")) return false;
  text.Warn("emphasis.form", index, first, behind,
            {fmt::format("「{}」で始まり、「{}」で終わっています。", line.substr(first, inside - first),
                         line.substr(close, behind - close)),
             fmt::format("It begins with {} and ends with {}.", line.substr(first, inside - first),
                         line.substr(close, behind - close))},
            Write(Replaced(line, first, behind, fmt::format("**{}**", words))));
  return true;
}

/// Looks at the first run behind byte `from` of the line.
void LookFor(Text& text, size_t index, const Pair& pair, size_t from) {
  const std::string_view line = text.lines[index].text;
  const std::string seen = Blotted(line);
  const size_t open = FindRun(seen, pair.written, from);
  if (open == std::string_view::npos || IsBesideDigits(line, open, pair.written.size())) return;
  const size_t inside = open + pair.written.size();
  const size_t close = FindRun(seen, pair.written, inside);
  const Message found = {fmt::format("「{}」が効かず、文字のまま表示されます。", pair.written),
                         fmt::format("{} does not act here and is shown as it stands.", pair.written)};
  if (close != std::string_view::npos) {
    const std::string_view words = TrimSpaces(line.substr(inside, close - inside));
    const size_t end = close + pair.written.size();
    if (words.empty() || (pair.written != pair.right && !HasJapanese(words))) return;
    return text.Warn("emphasis.form", index, open, end, found,
                     Write(Replaced(line, open, end, fmt::format("{}{}{}", pair.right, words, pair.right))));
  }
  if (pair.written != pair.right) return;
  if (pair.written == "**" && Unequal(text, index, seen, open)) return;
  const std::string_view words = TrimSpaces(line.substr(inside));
  if (words.empty() || LeadingSpaces(line.substr(inside)) > 0) return;
  text.Warn("emphasis.form", index, open, inside, found,
            Write({fmt::format("終わりの {} を、強めたい言葉の後に置きます。", pair.right),
                   fmt::format("Put the second {} behind the words that are meant.", pair.right)},
                  fmt::format("{}{}{}{}", line.substr(0, open), pair.right, words, pair.right)));
}

/// Where the parser left signs as text; only there the author's pairs did not act.
void LeftSigns(Text& text, cmark_node* node) {
  const std::string_view literal = Literal(node);
  const auto is_emphasis = [](cmark_node* one) { return one && IsType(one, CMARK_NODE_EMPH); };
  // Of **注意* one star stays as text.
  const bool star_left = (EndsWith(literal, "*") && is_emphasis(cmark_node_next(node))) ||
                         (StartsWith(literal, "*") && is_emphasis(cmark_node_previous(node)));
  for (const Pair& pair : kPairs) {
    if (pair.written == "＊＊" || pair.written == "～～" || pair.written == "〜〜" || pair.written == "＿＿") continue;
    if (FindRun(literal, pair.written, 0) == std::string_view::npos && !(star_left && pair.written == "**")) continue;
    // Texts beside readings and the like have no place of their own.
    cmark_node* placed = node;
    while (placed && cmark_node_get_start_line(placed) <= 0)
      placed = cmark_node_previous(placed) ? cmark_node_previous(placed) : cmark_node_parent(placed);
    if (!placed || static_cast<size_t>(cmark_node_get_start_line(placed)) > text.lines.size()) return;
    const size_t index = static_cast<size_t>(cmark_node_get_start_line(placed)) - 1;
    size_t from = text.lines[index].text.find(literal, text.lines[index].begin);
    if (star_left) {
      if (from == std::string_view::npos) return;
      // Of the run the parser took a star, behind this one or before it.
      if (is_emphasis(cmark_node_next(node)) && EndsWith(literal, "*"))
        from += literal.size() - 1;
      else
        from = std::max(from, text.lines[index].begin + 1) - 1;
    }
    if (text.lines[index].IsReadable())
      LookFor(text, index, pair, from == std::string_view::npos ? text.lines[index].begin : from);
    return;
  }
}

/// A line that ends with \ as people type it on Japanese keyboards, or at the end of its paragraph.
void Breaks(Text& text, const Block& block) {
  for (size_t index = block.first; index <= block.last; ++index) {
    const std::string_view line = text.lines[index].text;
    const std::string_view trimmed = TrimSpaces(line);
    for (const std::string_view sign : {"＼", "￥", "¥", "\\"}) {
      if (!EndsWith(trimmed, sign)) continue;
      const std::string_view words = TrimSpaces(trimmed.substr(0, trimmed.size() - sign.size()));
      const bool plain = sign == "\\";
      const bool last = index == block.last;
      if (EndsWith(words, "\\") || words.empty()) break;
      const size_t from = static_cast<size_t>(trimmed.data() - line.data()) + trimmed.size() - sign.size();
      if (plain && !last && from + 1 == line.size()) break;  // it acts
      if (!plain && last) break;
      const std::string_view start = line.substr(0, static_cast<size_t>(trimmed.data() - line.data()));
      text.Warn("break.form", index, from, from + sign.size(),
                plain && last ? Message{"段落の終わりの \\ は、文字のまま表示されます。",
                                        "At the end of a paragraph, \\ is shown as it stands."}
                : plain       ? Message{"\\ の後に空白があるため、行が改まりません。",
                                  "A space follows the \\, so the line does not break."}
                              : Message{fmt::format("{} では行が改まりません。", sign),
                                  fmt::format("{} does not break the line.", sign)},
                Write(fmt::format("{}{}{}", start, words, plain && last ? "" : "\\")));
      return;
    }
  }
}

}  // namespace

void FindEmphasis(Text& text) {
  for (const Block& block : text.blocks) {
    if (text.lines[block.first].kind == Line::kParagraph) Breaks(text, block);
    for (size_t line = block.first; line <= block.last; ++line) {
      if (!text.lines[line].IsReadable()) continue;
      for (const Pair& pair : kPairs) {
        const bool wide = static_cast<unsigned char>(pair.written[0]) >= 0x80;
        if (wide && text.lines[line].content().find(pair.written) != std::string_view::npos)
          LookFor(text, line, pair, text.lines[line].begin);
      }
    }
  }
  if (text.author.find("**") == std::string_view::npos && text.author.find("__") == std::string_view::npos &&
      text.author.find("~~") == std::string_view::npos)
    return;
  ForEachNode(text.parsed.root.get(), [&](cmark_node* node) {
    if (IsType(node, CMARK_NODE_TEXT)) LeftSigns(text, node);
  });
}

}  // namespace kyodo::slips
