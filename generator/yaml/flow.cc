#include "yaml/flow.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::yaml {

namespace {

constexpr std::string_view kPunctuation = ",[]{}";

bool EndsPlain(std::string_view line, size_t at) {
  if (kPunctuation.find(line[at]) != kNone) return true;
  return line[at] == ':' && (BlankOrEnd(line, at + 1) || kPunctuation.find(line[at + 1]) != kNone);
}

/// A letter, then letters, digits, - and _: the length of the word at `at`.
size_t WordLength(std::string_view line, size_t at) {
  size_t end = at;
  while (end < line.size() && (IsLetter(line[end]) || (end > at && (line[end] == '-' || line[end] == '_' ||
                                                                    (line[end] >= '0' && line[end] <= '9')))))
    ++end;
  return end - at;
}

/// Where a value that goes on past commas ends: before the bracket that closes, or before `, key:`.
size_t ValueEnd(std::string_view line, size_t at) {
  for (; at < line.size() && line[at] != '}' && line[at] != ']'; ++at) {
    if (line[at] != ',') continue;
    const size_t next = SkipBlanks(line, at + 1);
    const size_t colon = next + WordLength(line, next);
    if (colon > next && colon < line.size() && line[colon] == ':' && BlankOrEnd(line, colon + 1)) break;
  }
  return at;
}

/// `東京 en`, as far as the next colon: a value and the next key, with no comma between them. Not `Minato`, `The city`.
bool LacksComma(std::string_view text) {
  const size_t blank = text.rfind(' ');
  if (blank == kNone || WordLength(text, blank + 1) != text.size() - blank - 1) return false;
  const std::string_view before = text.substr(0, blank);
  const bool words = IsAscii(before) && std::any_of(before.begin(), before.end(), IsLetter);
  return !words || text.size() - blank - 1 <= 2;
}

}  // namespace

size_t FlowCheck::Read(std::string_view line, uint32_t number, size_t at) {
  line_ = line;
  number_ = number;
  open_quote_ = kNone;
  for (;;) {
    if (problems_.size() >= kEnoughProblems) {
      Abandon();
      return kNone;
    }
    at = SkipBlanks(line, at);
    if (at >= line.size()) return kNone;
    if (line[at] == '#') {
      if (at > 0 && !IsBlank(line[at - 1])) Report(NoSpaceBeforeComment(), at, at + 1);
      NoteHash(at);
      return kNone;
    }
    const char c = line[at];
    if (c == '[' || c == '{') {
      if (IsOpen() && has_value_) Report(MissingComma(false), at, at + 1);
      if (open_.empty()) hash_ = {};
      value_ = {};
      open_.push_back({c, false, line, number, at});
      entry_starts_ = true;
      has_value_ = false;
      ++at;
    } else if (c == ']' || c == '}') {
      at = Close(at);
      if (at == kNone || open_.empty()) return at;
      entry_starts_ = false;
      has_value_ = true;
    } else if (c == ',') {
      open_.back().after_colon = false;
      entry_starts_ = true;
      has_value_ = false;
      ++at;
    } else if (c == ':' && EndsPlain(line, at)) {
      CheckColon(at);
      ++at;
    } else {
      at = c == '"' || c == '\'' ? ReadQuote(at) : ReadPlain(at);
      if (at == kNone) return kNone;
      entry_starts_ = false;
      continue;
    }
    plain_may_go_on_ = false;
  }
}

void FlowCheck::ReportUnclosed() {
  const Bracket& first = open_.front();
  if (ReportCause(first)) return Abandon();
  Problem unclosed = Place(UnclosedBracket(first.opening), first.number, first.line, first.at, first.at + 1);
  // What was odd about the lines that it has swallowed is no mistake of theirs.
  std::erase_if(problems_, [&](const Problem& problem) { return problem.at.line > unclosed.at.line; });
  problems_.push_back(std::move(unclosed));
  Abandon();
}

/// Why the bracket is not closed, where that shows: a # hides the rest, or the one that closes is full-width.
bool FlowCheck::ReportCause(const Bracket& first) {
  Problem cause;
  const size_t wide = std::min(first.line.find("］", first.at), first.line.find("｝", first.at));
  if (hash_.at != kNone) {
    const size_t end = ValueEnd(hash_.line, hash_.at);
    const std::string_view value = hash_.line.substr(hash_.value_at, end - hash_.value_at);
    cause = Place(HashInValue(value), hash_.number, hash_.line, hash_.at, hash_.at + 1);
  } else if (wide != kNone) {
    const std::string_view value = first.line.substr(first.at, wide + 3 - first.at);
    cause = Place(WideBracket(value), first.number, first.line, wide, wide + 3);
  } else {
    return false;
  }
  std::erase_if(problems_, [&](const Problem& problem) { return problem.at.line > cause.at.line; });
  problems_.push_back(std::move(cause));
  return true;
}

void FlowCheck::NoteHash(size_t at) {
  const bool hides = line_.find_first_of("]}", at) != kNone && SkipBlanks(line_, 0) != at;
  if (hash_.at != kNone || !hides) return;
  const bool goes_on = has_value_ && value_.number == number_ && value_.at != kNone;
  hash_ = {at, goes_on ? value_.at : at, line_, number_};
}

/// A scalar begins at `at`: the value of a key, unless it goes on from before.
void FlowCheck::StartValue(size_t at) {
  if (has_value_) return;
  value_ = {at, number_, false};
  has_value_ = true;
}

size_t FlowCheck::Close(size_t at) {
  const char opening = line_[at] == ']' ? '[' : '{';
  if (open_.back().opening != opening) {
    Report(WrongBracket(line_[at]), at, at + 1);
    Abandon();
    return kNone;
  }
  open_.pop_back();
  value_ = {};
  return at + 1;
}

/// A colon that has its blank: whether there is a key before it, on its line.
void FlowCheck::CheckColon(size_t at) {
  if (entry_starts_) {
    Report(EmptyKey(), at, at + 1);
  } else if (SkipBlanks(line_, 0) == at) {
    Report(ComplexKey(), at, at + 1);
  }
  open_.back().after_colon = true;
  entry_starts_ = false;
  has_value_ = false;
}

size_t FlowCheck::ReadQuote(size_t at) {
  plain_may_go_on_ = false;
  StartValue(at);
  const Quote quote = ScanQuote(line_, at);
  if (quote.bad_escape != kNone)
    Report(UnknownEscape(line_.substr(quote.bad_escape, 2)), quote.bad_escape, quote.bad_escape + 2);
  if (quote.end == kNone) {
    open_quote_ = at;
    return kNone;
  }
  const size_t next = SkipBlanks(line_, quote.end);
  const bool comment = next == quote.end && next < line_.size() && line_[next] == '#';  // told by Read
  const bool goes_on = !comment && next < line_.size() && line_[next] != ':' &&
                       kPunctuation.find(line_[next]) == kNone && !OnlyComment(line_, quote.end);
  if (goes_on) {
    const size_t end = std::min(line_.find_first_of(kPunctuation, next), line_.size());
    ReportAfterQuote(at, next, end);
    return end;
  }
  // `"ja":東京` is read as it was meant.
  if (next < line_.size() && line_[next] == ':') {
    open_.back().after_colon = true;
    has_value_ = false;
    return next + 1;
  }
  return quote.end;
}

/// Text between a closing quote and the next punctuation: `"a" "b"`, `"a"、b`, `"a"b`.
void FlowCheck::ReportAfterQuote(size_t at, size_t next, size_t end) {
  const std::string_view rest = line_.substr(next, end - next);
  const std::string_view first = rest.substr(0, 3);
  if (first == "、" || first == "，") {
    Report(MissingComma(true), next, next + 3);
  } else if (rest[0] == '"' || rest[0] == '\'' || KeyColon(line_.substr(0, end), next) != kNone) {
    Report(MissingComma(false), next, end);
  } else {
    Report(TextAfterQuote(line_[at], line_.substr(at, end - at)), next, end);
  }
}

/// An anchor or a tag.
size_t FlowCheck::ReadProperty(size_t at) {
  const size_t end = std::min(line_.find_first_of(" \t,[]{}", at), line_.size());
  const std::string_view word = line_.substr(at, end - at);
  Report(word[0] == '&' ? Anchor(word.substr(1)) : Tag(word), at, end);
  return end;
}

size_t FlowCheck::ReadPlain(size_t at) {
  if (line_[at] == '&' || line_[at] == '!') return ReadProperty(at);
  if (open_.back().after_colon || open_.back().opening == '[') StartValue(at);
  has_value_ = true;
  size_t stop = at;  // at punctuation, a comment or the end of the line
  size_t end = at;
  for (; stop < line_.size() && !EndsPlain(line_, stop); ++stop) {
    if (line_[stop] == '#' && stop > at && IsBlank(line_[stop - 1])) break;
    if (!IsBlank(line_[stop])) end = stop + 1;
  }
  const bool is_key = stop < line_.size() && line_[stop] == ':';
  if (plain_may_go_on_) {
    Report(MultilinePlain(true), at, end);
  } else {
    CheckPlain(at, end, is_key);
  }
  plain_may_go_on_ = stop >= line_.size() || line_[stop] == '#';
  return std::max(stop, at + 1);
}

void FlowCheck::CheckPlain(size_t at, size_t end, bool is_key) {
  const std::string_view text = line_.substr(0, end);
  const bool in_map = open_.back().opening == '{';
  if (const char32_t space = OddSpaceAt(text, at)) {
    const size_t next = SkipAllSpaces(text, at);
    problems_.push_back(Mend(OddSpaceBeforeValue(space), number_, line_, at, next, " "));
    problems_.back().at.length = 1;
    at = next;
  }
  if (at >= end) return;
  const std::string_view whole = text.substr(at);
  if (text[at] == '?') {
    Report(ComplexKey(), at, at + 1);
  } else if (text[at] == '*') {
    Report(Alias(whole.substr(1)), at, end);
  } else if (std::string_view("@`%|>:").find(text[at]) != kNone || (text[at] == '-' && BlankOrEnd(text, at + 1))) {
    Report(ReservedCharacter(text.substr(at, 1), whole), at, end);
  } else if (IsSmartQuoted(whole)) {
    Report(SmartQuote(SmartQuoteAt(whole, 0), WithoutSmartQuotes(whole)), at, end);
  } else if (!in_map && whole.find("，") != kNone) {
    Report(FullWidthCommas(whole), at + whole.find("，"), at + whole.find("，") + 3);
  } else if (in_map && is_key && open_.back().after_colon) {
    ReportColonOrComma(at, end);
  } else if (in_map && !is_key && !open_.back().after_colon) {
    const Slip slip = FindSlip(text, at, KeyShape::kIdentifier);
    if (slip.kind == Slip::kNo) return ReportCommaInValue(at, end);
    problems_.push_back(Explain(slip, slip.value < end ? text : line_, number_, at));
    open_.back().after_colon = true;
    has_value_ = slip.value < end;
  }
}

/// `ja: 東京 en:`, `ja: 東京、en:`, `en: Minato: a guide`: what stands at `at` ends at a second colon.
void FlowCheck::ReportColonOrComma(size_t at, size_t end) {
  const std::string_view whole = line_.substr(at, end - at);
  const size_t comma = std::min(whole.find("、"), whole.find("，"));
  if (comma != kNone && WordLength(whole, SkipAllSpaces(whole, comma + 3)) > 0)
    return Report(MissingComma(true), at + comma, at + comma + 3);
  if (LacksComma(whole)) return Report(MissingComma(false), at, end);
  Report(ColonInValue(line_.substr(at, ValueEnd(line_, end) - at)), end, end + 1);
  value_.told = true;
}

/// An entry without a colon: it belongs to the value before it.
void FlowCheck::ReportCommaInValue(size_t at, size_t end) {
  if (value_.at == kNone || value_.number != number_ || value_.at >= at || value_.told) return;
  value_.told = true;
  if (line_.find_first_of("]}", end) == kNone) return;  // not closed
  const size_t comma = line_.rfind(',', at);
  Report(CommaInValue(line_.substr(value_.at, ValueEnd(line_, end) - value_.at)), comma, comma + 1);
}

}  // namespace kyodo::yaml
