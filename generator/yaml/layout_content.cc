#include <algorithm>

#include "yaml/layout.h"

namespace kyodo::yaml {

void Layout::Content(size_t at) {
  if (before_ == Before::kPlain && ColumnOf(at) > parent_) return ContinuePlain(at);
  const size_t after = Indicators(at);
  if (after != kNone) KeyOrValue(after, after != at);
}

/// Past `- - `, and past the ? and : of explicit keys; kNone when nothing follows.
size_t Layout::Indicators(size_t at) {
  for (;;) {
    if (problems_.size() >= kEnoughProblems || levels_.size() >= kEnoughProblems) return kNone;
    const char c = line_[at];
    const bool is_indicator = c == '-' || c == '?' || (c == ':' && explicit_keys_);
    if (!is_indicator || !(BlankOrEnd(line_, at + 1) || (c == '-' && OddSpaceAt(line_, at + 1)))) return at;
    if (c == '?') Report(ComplexKey(), at, at + 1);
    explicit_keys_ |= c == '?';
    const int column = ColumnOf(at);
    Enter(column, c == '-', at);
    Leave(Before::kKey, column);
    const size_t next = SkipAllSpaces(line_, at + 1);
    if (const size_t odd = SkipBlanks(line_, at + 1); odd != next)
      ReportMended(OddSpaceBeforeValue(OddSpaceAt(line_, odd)), odd, next, " ");
    if (const size_t tab = line_.substr(0, next).find('\t', at); tab != kNone) Repeat(tabs_, 0, tab);
    if (OnlyComment(line_, next)) {
      if (next < line_.size() && !HasTextBelow(column)) HashHidesValue(next, next);
      return kNone;
    }
    at = next;
  }
}

void Layout::KeyOrValue(size_t start, bool after_indicator) {
  const size_t at = Properties(start);
  if (at >= line_.size()) return Leave(Before::kKey, parent_);
  const int column = ColumnOf(start);
  const char c = line_[at];
  if (c == '"' || c == '\'') {
    if (QuotedKey(at, column)) return;
  } else if (std::string_view("[{|>").find(c) == kNone) {
    const size_t colon = KeyColon(line_, at);
    if (colon != kNone && SlipHidesIn(line_.substr(at, colon - at))) {
      SlippedKey(at, KeyShape::kIdentifier);
      return;
    }
    if (colon != kNone && c == '-' && colon > at + 1 && !IsMapping(column)) return DashWithoutSpace(at);
    if (colon != kNone) return Key(at, colon, column);
  }
  if (!AwaitsValueAt(column)) return MustBeKey(at);
  if (!after_indicator && SlippedKey(at, KeyShape::kLowerCase)) return;
  const bool item =
      c == '-' && at + 1 < line_.size() && line_[at + 1] != '-' && !(line_[at + 1] >= '0' && line_[at + 1] <= '9');
  if (!after_indicator && item) return DashWithoutSpace(at);
  Value(at, before_ == Before::kKey ? parent_ : -1);
}

/// Entries of an open mapping start at `column`.
bool Layout::IsMapping(int column) const {
  return std::any_of(levels_.begin(), levels_.end(),
                     [&](const Level& level) { return level.column == column && !level.list; }) &&
         std::none_of(levels_.begin(), levels_.end(),
                      [&](const Level& level) { return level.column == column && level.list; });
}

/// `-東京`, `-name: 東京`: goes on as if the space were there.
void Layout::DashWithoutSpace(size_t at) {
  ReportMended(NoSpaceAfterDash(line_.substr(at + 1)), at, at + 1, "- ");
  Enter(ColumnOf(at), true, at);
  Leave(Before::kKey, ColumnOf(at));
  indent_known_ = false;  // what stands below the item may be aligned as if the space were there
  KeyOrValue(at + 1, true);
}

/// `key: value`; anchors and tags may make the entry start before its key.
void Layout::Key(size_t at, size_t colon, int column) {
  Enter(column, false, at);
  const std::string_view key = line_.substr(at, colon - at);
  if (const std::string_view mark = OddCommentAt(line_, at); !mark.empty())
    Report(OddComment(mark, line_.substr(at + mark.size())), at, PlainEnd(line_, at));
  if (key.empty() && ColumnOf(at) == column) Report(EmptyKey(), at, at + 1);
  if (key.find_first_of("@`%,]}") == 0) Report(ReservedCharacter(key.substr(0, 1), key), at, colon);
  if (StartsWith(key, "*")) Report(Alias(Trim(key.substr(1))), at, colon);
  if (!SmartQuoteAt(key, 0).empty()) Report(SmartQuote(SmartQuoteAt(key, 0), WithoutSmartQuotes(key)), at, colon);
  Value(colon + 1, column);
}

/// `"key": value`, and the same with a colon that slipped. False: not a key.
bool Layout::QuotedKey(size_t at, int column) {
  const Quote quote = ScanQuote(line_, at);
  if (quote.end == kNone) return false;
  const size_t after = SkipBlanks(line_, quote.end);
  const bool plain = after < line_.size() && line_[after] == ':';
  const bool wide = StartsWith(line_.substr(after), "：");
  if (!plain && !wide) return false;
  const size_t value = SkipAllSpaces(line_, after + (wide ? 3 : 1));
  const std::string_view key = line_.substr(at, quote.end - at);
  if (wide) {
    ReportMended(FullWidthColon(key, line_.substr(value)), after, after + 3, ": ");
  } else if (!BlankOrEnd(line_, after + 1)) {
    ReportMended(NoSpaceAfterColon(key, line_.substr(value)), after, after + 1, ": ");
  }
  Enter(column, false, at);
  Value(value, column);
  return true;
}

bool Layout::SlippedKey(size_t at, KeyShape shape) {
  const Slip slip = FindSlip(line_, at, shape);
  if (slip.kind == Slip::kNo) return false;
  problems_.push_back(Explain(slip, line_, static_cast<uint32_t>(number_) + 1, at));
  Enter(ColumnOf(at), false, at);
  Value(slip.value, ColumnOf(at));
  return true;
}

/// Text where only an entry can stand.
void Layout::MustBeKey(size_t at) {
  const int column = ColumnOf(at);
  const bool again = told_ && before_ == Before::kPlain;
  const bool in_list = !levels_.empty() && levels_.back().list;
  const bool quoted = line_[at] == '"' || line_[at] == '\'';
  if (quoted && ScanQuote(line_, at).end == kNone) {
    OpenQuote(at, column);
    return;
  }
  if (!quoted && !text_missing_ && SlippedKey(at, KeyShape::kAny)) return;
  if (text_missing_) {
    Report(BlockTextNotIndented(), at, PlainEnd(line_, at));
    text_missing_ = false;
  } else if (in_list && line_[at] == '-' && at + 1 < line_.size()) {
    return DashWithoutSpace(at);
  } else if (!OddDashAt(line_, at).empty()) {
    ReportOddDash(number_, at);
  } else if (const std::string_view mark = OddCommentAt(line_, at); !mark.empty()) {
    Report(OddComment(mark, line_.substr(at + mark.size())), at, PlainEnd(line_, at));
    return;
  } else if (!again && !ClosesReportedBracket(at)) {
    Report(NoColon(line_.substr(at)), at, PlainEnd(line_, at));
  }
  Leave(Before::kPlain, column - 1);
  told_ = true;
}

bool Layout::ClosesReportedBracket(size_t at) const {
  const auto unclosed = [](const Problem& problem) { return problem.rule == UnclosedBracket('[').rule; };
  return (line_[at] == ']' || line_[at] == '}') && std::any_of(problems_.begin(), problems_.end(), unclosed);
}

void Layout::ReportOddDash(size_t number, size_t at) {
  const std::string_view line = lines_[number];
  const std::string_view dash = OddDashAt(line, at);
  const size_t item = SkipAllSpaces(line, at + dash.size());
  Problem problem = Mend(OddDash(dash, line.substr(item)), static_cast<uint32_t>(number) + 1, line, at, item, "- ");
  problem.at.length = 1;
  problems_.push_back(std::move(problem));
}

/// A line below a plain scalar and deeper than its key: YAML would append it.
void Layout::ContinuePlain(size_t at) {
  const bool item = line_[at] == '-' && BlankOrEnd(line_, at + 1);
  if (item || KeyColon(line_, at) != kNone) return ContinueWithEntry(at, item);
  if (FindSlip(line_, at, KeyShape::kIdentifier).kind != Slip::kNo) {
    Leave(Before::kKey, parent_);
    SlippedKey(at, KeyShape::kIdentifier);
    return;
  }
  if (!OddDashAt(line_, at).empty()) {
    if (!told_ && !OddDashAt(lines_[plain_line_], plain_at_).empty()) ReportOddDash(plain_line_, plain_at_);
    ReportOddDash(number_, at);
  } else if (!told_ && line_[at] == '-') {
    ReportMended(NoSpaceAfterDash(line_.substr(at + 1)), at, at + 1, "- ");
  } else if (!told_) {
    Report(MultilinePlain(), at, PlainEnd(line_, at));
  }
  told_ = true;
}

/// The line is an entry or an item, so the plain text above it is what is wrong,
/// or this line's indentation.
void Layout::ContinueWithEntry(size_t at, bool item) {
  const std::string_view above = lines_[plain_line_];
  const auto above_number = static_cast<uint32_t>(plain_line_) + 1;
  const Slip slip = FindSlip(above, plain_at_, KeyShape::kIdentifier);
  const bool at_top = levels_.empty() && !item;
  if (!told_ && slip.kind != Slip::kNo) {
    problems_.push_back(Explain(slip, above, above_number, plain_at_));
  } else if (!told_ && at_top) {
    problems_.push_back(
        Place(NoColon(above.substr(plain_at_)), above_number, above, plain_at_, PlainEnd(above, plain_at_)));
  } else if (!told_ && indent_known_) {
    ReportIndentation(TooDeepIndentation(), at);
  }
  Leave(Before::kKey, parent_);
  Content(at);
}

/// What follows `key:` or a dash. `parent` is the column of that key or dash.
void Layout::Value(size_t at, int parent) {
  if (const char32_t space = OddSpaceAt(line_, SkipBlanks(line_, at))) {
    ReportMended(OddSpaceBeforeValue(space), SkipBlanks(line_, at), SkipAllSpaces(line_, at), " ");
  }
  at = Properties(SkipAllSpaces(line_, at));
  if (at >= line_.size() || OnlyComment(line_, at)) {
    if (at < line_.size() && !HasTextBelow(parent)) HashHidesValue(at, at);
    return Leave(Before::kKey, parent);
  }
  const char c = line_[at];
  if (c == '"' || c == '\'') return QuotedValue(at, parent);
  if (c == '[' || c == '{') return FlowValue(at, parent);
  if (c == '|' || c == '>') return BlockText(at, parent);
  PlainValue(at, parent);
}

/// `#花植え`, `第1会場 #2 ホール`: a # that no blank follows, as it does in a remark, but the text that was meant.
bool Layout::HashHidesValue(size_t value, size_t hash) {
  const bool sign = hash + 1 < line_.size() && line_[hash] == '#' && !IsBlank(line_[hash + 1]) &&
                    line_[hash + 1] != '#' && line_[hash + 1] != '-' && OddSpaceAt(line_, hash + 1) == 0;
  if (sign) Report(HashInValue(line_.substr(value)), hash, hash + 1);
  return sign;
}

/// Does the entry at the column `parent` have its value on the lines below?
bool Layout::HasTextBelow(int parent) const {
  for (size_t next = number_ + 1; next < lines_.size(); ++next) {
    const std::string_view line = lines_[next];
    const size_t at = SkipAllSpaces(line, 0);
    if (at >= line.size() || line[at] == '#') continue;
    const auto column = static_cast<int>(CountCharacters(line.substr(0, at)));
    return column > parent || (column == parent && line[at] == '-' && BlankOrEnd(line, at + 1));
  }
  return false;
}

/// Past anchors and tags, which are reported.
size_t Layout::Properties(size_t at) {
  while (at < line_.size() && (line_[at] == '&' || line_[at] == '!')) {
    const size_t end = std::min(line_.find_first_of(" \t", at), line_.size());
    const std::string_view whole = line_.substr(at, PlainEnd(line_, at) - at);
    Report(line_[at] == '&' ? Anchor(whole.substr(1)) : Tag(whole), at, end);
    at = SkipBlanks(line_, end);
  }
  return at;
}

void Layout::QuotedValue(size_t at, int parent) {
  const Quote quote = ScanQuote(line_, at);
  if (quote.bad_escape != kNone)
    Report(UnknownEscape(line_.substr(quote.bad_escape, 2)), quote.bad_escape, quote.bad_escape + 2);
  if (quote.end == kNone) {
    OpenQuote(at, parent);
    return;
  }
  Leave(Before::kComplete, parent);
  if (OnlyComment(line_, quote.end) || CommentLacksSpace(quote.end)) return;
  const size_t next = SkipBlanks(line_, quote.end);
  const size_t end = std::max(PlainEnd(line_, at), next + 1);
  Report(TextAfterQuote(line_[at], line_.substr(at, end - at)), next, end);
}

/// A quote that the line does not close. It runs on when a later line closes it
/// and nothing before that line looks like an entry; else it was forgotten.
/// Returns where its end is, on the line that is then the present one, or kNone.
size_t Layout::OpenQuote(size_t at, int parent) {
  const char quote = line_[at];
  Leave(Before::kComplete, parent);
  for (size_t next = number_ + 1; next < lines_.size() && !LooksLikeEntry(lines_[next]); ++next) {
    const Quote rest = ScanInsideQuote(lines_[next], 0, quote);
    if (rest.end == kNone) continue;
    Report(MultilineQuote(quote), at, line_.size());
    number_ = next;
    line_ = lines_[next];
    return rest.end;
  }
  indent_known_ = false;
  const size_t smart = SmartQuoteAtEnd(line_);
  if (smart != kNone && smart > at) {
    Report(SmartQuote(line_.substr(smart, 3), line_.substr(at + 1, smart - at - 1)), smart, line_.size());
  } else {
    Report(UnclosedQuote(quote), at, line_.size());
  }
  return kNone;
}

void Layout::FlowValue(size_t at, int parent) {
  Leave(Before::kComplete, parent);
  const size_t end = ReadFlow(at);
  if (end == kNone || OnlyComment(line_, end) || CommentLacksSpace(end)) return;
  const size_t next = SkipBlanks(line_, end);
  if (line_[next] == ':' && BlankOrEnd(line_, next + 1)) {
    Report(ComplexKey(), at, end);
    Leave(Before::kKey, ColumnOf(at) - 1);
    return Key(at, next, ColumnOf(at));
  }
  Report(TextAfterBracket(line_.substr(at, PlainEnd(line_, at) - at)), next, line_.size());
}

/// The offset past the closing bracket, or kNone when it is not on the line.
size_t Layout::ReadFlow(size_t at) {
  for (;;) {
    const size_t end = flow_.Read(line_, static_cast<uint32_t>(number_) + 1, at);
    if (flow_.open_quote() == kNone) return end;
    at = OpenQuote(flow_.open_quote(), parent_);
    if (at == kNone) {
      flow_.Abandon();
      return kNone;
    }
  }
}

/// `"…"#…`: reports it.
bool Layout::CommentLacksSpace(size_t at) {
  if (line_[at] != '#') return false;
  Report(NoSpaceBeforeComment(), at, at + 1);
  return true;
}

void Layout::BlockText(size_t at, int parent) {
  Leave(Before::kComplete, parent);
  in_block_ = true;
  block_parent_ = parent;
  block_column_ = -1;
  blank_width_ = 0;
  size_t end = at + 1;
  has_indicator_ = false;
  for (bool has_chomping = false; end < line_.size(); ++end) {
    const bool digit = line_[end] >= '1' && line_[end] <= '9';
    const bool chomping = line_[end] == '+' || line_[end] == '-';
    if (!(digit && !has_indicator_) && !(chomping && !has_chomping)) break;
    has_indicator_ |= digit;
    has_chomping |= chomping;
  }
  if (!OnlyComment(line_, end) && !CommentLacksSpace(end))
    Report(BlockHeader(line_[at]), SkipBlanks(line_, end), line_.size());
}

void Layout::PlainValue(size_t at, int parent) {
  const size_t end = PlainEnd(line_, at);
  const std::string_view text = line_.substr(at, end - at);
  Leave(Before::kPlain, parent);
  plain_line_ = number_;
  plain_at_ = at;
  told_ = true;
  if (text[0] == '*') return Report(Alias(text.substr(1)), at, end);
  if (std::string_view("@`%,]}").find(text[0]) != kNone)
    return Report(ReservedCharacter(text.substr(0, 1), text), at, end);
  if (text[0] == '-' && BlankOrEnd(text, 1)) return Report(ListInValue(text), at, end);
  if (text[0] == '?' && BlankOrEnd(text, 1)) return Report(ComplexKey(), at, end);
  if (IsSmartQuoted(text)) return Report(SmartQuote(SmartQuoteAt(text, 0), WithoutSmartQuotes(text)), at, end);
  if (StartsWith(text, "｛")) return Report(WideBracket(text), at, at + 3);
  if (const size_t colon = KeyColon(line_, at); colon != kNone) return Report(ColonInValue(text), colon, colon + 1);
  if (HashHidesValue(at, SkipBlanks(line_, end))) return;
  told_ = false;
}

}  // namespace kyodo::yaml
