#include "markdown/slips_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "markdown/plain.h"

namespace kyodo::slips {

namespace {

size_t FirstLine(cmark_node* node) { return static_cast<size_t>(std::max(cmark_node_get_start_line(node), 1)) - 1; }

size_t LastLine(cmark_node* node) {
  const int end = cmark_node_get_end_line(node);
  const int last = cmark_node_get_end_column(node) == 0 ? end - 1 : end;
  return static_cast<size_t>(std::max(last, cmark_node_get_start_line(node))) - 1;
}

/// Spaces and marks of quotations, which may stand before every line of a block.
size_t SkipMargin(std::string_view line) { return std::min(line.find_first_not_of(" \t>"), line.size()); }

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(text.substr(end, 2) == "\r\n" ? end + 2 : end + 1);
  }
}

}  // namespace

Text::Text(std::string_view author_text, std::string_view language, const ParsedMarkdown& parsed_text,
           std::vector<Problem>& problems)
    : parsed(parsed_text), japanese(IsWrittenWithoutSpaces(language)), author(author_text), problems_(problems) {
  for (const std::string_view line : SplitLines(author_text))
    lines.push_back({line, SkipMargin(line), Line::kNone, nullptr});
  FindKinds();
  FindBlocks();
}

void Text::FindKinds() {
  ForEachNode(parsed.root.get(), [&](cmark_node* node) {
    if (cmark_node_get_start_line(node) <= 0) return;
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH: Cover(node, Line::kParagraph, FirstLine(node), LastLine(node)); break;
      case CMARK_NODE_HEADING: Cover(node, Line::kHeading, FirstLine(node), LastLine(node)); break;
      case CMARK_NODE_CODE_BLOCK: Cover(node, Line::kCode, FirstLine(node), LastLine(node)); break;
      case CMARK_NODE_HTML_BLOCK: Cover(node, Line::kHtml, FirstLine(node), LastLine(node)); break;
      default:
        if (IsNamed(node, "table")) CoverTable(node);
        break;
    }
  });
}

void Text::Cover(cmark_node* block, Line::Kind kind, size_t first, size_t last) {
  for (size_t i = first; i <= last && i < lines.size(); ++i) {
    lines[i].kind = kind;
    lines[i].block = block;
  }
  // Marks of lists stand before the first line only, as far as the parser says.
  const int column = cmark_node_get_start_column(block);
  if (first < lines.size() && kind != Line::kCode && column > 0)
    lines[first].begin =
        std::min(std::max(lines[first].begin, static_cast<size_t>(column) - 1), lines[first].text.size());
}

/// A paragraph right above a table has no place of its own: the table's begins there.
void Text::CoverTable(cmark_node* table) {
  size_t head = FirstLine(table);
  const size_t last = LastLine(table);
  const auto is_delimiter = [&](size_t i) {
    return i < lines.size() && lines[i].content().find('-') != std::string_view::npos &&
           lines[i].content().find_first_not_of("|-: \t>") == std::string_view::npos;
  };
  while (head < last && !is_delimiter(head + 1)) ++head;
  Cover(table, Line::kTable, head, last);
  cmark_node* before = cmark_node_previous(table);
  if (head > FirstLine(table) && IsType(before, CMARK_NODE_PARAGRAPH))
    Cover(before, Line::kParagraph, FirstLine(table), head - 1);
}

void Text::FindBlocks() {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].IsText()) continue;
    if (!blocks.empty() && blocks.back().last + 1 == i && lines[i].block == lines[i - 1].block) {
      blocks.back().last = i;
    } else {
      blocks.push_back({i, i, false});
    }
  }
}

uint32_t Text::ColumnOf(size_t line, size_t at) const {
  const auto start = static_cast<size_t>(lines[line].text.data() - author.data());
  return static_cast<uint32_t>(characters_.Find(author, start + at).characters -
                               characters_.Find(author, start).characters + 1);
}

void Text::Tell(Severity severity, std::string_view rule, size_t line, size_t from, size_t to, Message message,
                Message hint) {
  const std::string_view whole = lines[line].text;
  from = std::min(from, whole.size());
  to = std::clamp(to, from, whole.size());
  Problem& problem = problems_.emplace_back();
  problem.severity = severity;
  problem.rule = rule;
  problem.line = static_cast<uint32_t>(line) + 1;
  problem.column = ColumnOf(line, from);
  problem.length = static_cast<uint32_t>(std::max<size_t>(CountCharacters(whole.substr(from, to - from)), 1));
  problem.message = std::move(message);
  problem.hint = std::move(hint);
}

void Text::Mend(size_t problem, size_t line, size_t from, size_t to, std::string_view with) {
  const std::string_view whole = lines[line].text;
  problems_[problem].edits.push_back({static_cast<uint32_t>(line) + 1, ColumnOf(line, from),
                                      std::string(whole.substr(from, to - from)), std::string(with)});
}

Message Write(std::string_view line) { return {fmt::format("書き方: {}", line), fmt::format("Write: {}", line)}; }

Message Write(Message before, std::string_view line) {
  return {fmt::format("{}書き方: {}", before.ja, line), fmt::format("{} Write: {}", before.en, line)};
}

std::string Blotted(std::string_view line) {
  std::string out(line);
  if (out.find_first_of("`\\") == std::string::npos) return out;
  for (size_t at = 0; at < out.size();) {
    if (out[at] == '\\' && at + 1 < out.size()) {
      out[at] = out[at + 1] = '\x01';
      at += 2;
      continue;
    }
    if (out[at] != '`') {
      ++at;
      continue;
    }
    const size_t open_end = std::min(out.find_first_not_of('`', at), out.size());
    const std::string ticks(open_end - at, '`');
    size_t close = out.find(ticks, open_end);
    while (close != std::string::npos && close + ticks.size() < out.size() && out[close + ticks.size()] == '`')
      close = out.find(ticks, std::min(out.find_first_not_of('`', close), out.size()));
    if (close == std::string::npos) {
      at = open_end;
      continue;
    }
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
              out.begin() + static_cast<std::ptrdiff_t>(close + ticks.size()), '\x01');
    at = close + ticks.size();
  }
  return out;
}

size_t LeadingSpaces(std::string_view text) {
  size_t at = 0;
  while (const size_t one = Leading(text.substr(at), {" ", "\t", "\u3000", "\u00A0", "\u2003", "\u2002"})) at += one;
  return at;
}

bool HasJapanese(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
    } else if (IsCjk(DecodeUtf8(text, at))) {
      return true;
    }
  }
  return false;
}

std::string Narrow(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    if (c >= 0xFF01 && c <= 0xFF5E) {
      out.push_back(static_cast<char>(c - 0xFEE0));
    } else if (c == 0x3000 || c == 0xA0) {
      out.push_back(' ');
    } else {
      out.append(text, start, at - start);
    }
  }
  return out;
}

std::string PlainDashes(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t dash = Leading(text.substr(at), {"－", "ー", "―", "–", "—", "−", "─", "━", "‐"});
    out.push_back(dash ? '-' : text[at]);
    at += std::max<size_t>(dash, 1);
  }
  return out;
}

bool EndsSentence(std::string_view text) {
  text = Trim(text);
  for (const std::string_view end : {"。", "！", "？", "．", ".", "!", "?", "。）", "。」"}) {
    if (EndsWith(text, end)) return true;
  }
  return false;
}

bool LooksLikeAddress(std::string_view text) {
  text = Trim(text);
  if (text.empty() || text.find_first_of("\"") == 0) return false;
  for (const std::string_view start : {"http:", "https:", "mailto:", "tel:", "term:", "../", "./", "#", "www."}) {
    if (StartsWith(text, start)) return true;
  }
  if (LooksLikeTelephone(text)) return true;
  // A name with an ending: letters and digits behind the last full stop.
  const std::string_view path = text.substr(0, text.find('#'));
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || path.size() - dot > 6 || path.size() - dot < 3) return false;
  return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(dot) + 1, path.end(),
                     [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }) &&
         !IsDigit(path[dot + 1]);
}

bool LooksLikeTelephone(std::string_view text) {
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsDigit(c)) {
      ++digits;
    } else if (c != '-' && c != ' ' && c != '(' && c != ')' && !(c == '+' && i == 0)) {
      return false;
    }
  }
  return digits >= 9 && digits <= 15;
}

std::string Replaced(std::string_view text, size_t from, size_t to, std::string_view with) {
  constexpr size_t kLong = 1000, kAround = 200;
  const auto is_inside = [&](size_t at) { return at < text.size() && IsContinuation(text[at]); };
  size_t begin = 0, end = text.size();
  if (text.size() > kLong) {  // many may be on one line
    begin = from > kAround ? from - kAround : 0;
    end = std::min(text.size(), to + kAround);
    while (is_inside(begin)) --begin;
    while (is_inside(end)) ++end;
  }
  std::string out = begin > 0 ? "…" : "";
  out.append(text.substr(begin, from - begin)).append(with).append(text.substr(to, end - to));
  return end < text.size() ? out + "…" : out;
}

}  // namespace kyodo::slips
