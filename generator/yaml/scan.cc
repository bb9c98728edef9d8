#include "yaml/scan.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace kyodo::yaml {

namespace {

constexpr std::string_view kWideColon = "：";

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsKeyLetter(char c) { return IsLetter(c) || c == '_'; }

bool HasShape(std::string_view key, KeyShape shape) {
  if (key.empty()) return false;
  if (shape == KeyShape::kAny) {
    return std::none_of(key.begin(), key.end(), IsBlank) && key.find("　") == kNone;
  }
  if (!IsKeyLetter(key[0])) return false;
  return std::all_of(key.begin(), key.end(), [&](char c) {
    return IsDigit(c) || c == '-' || c == '_' || (shape == KeyShape::kLowerCase ? IsLower(c) : IsKeyLetter(c));
  });
}

/// `https://…`, `mailto:…`: a colon without a space is right there.
bool IsUrl(std::string_view scheme, std::string_view rest) {
  constexpr std::array<std::string_view, 5> kSchemes = {"mailto", "tel", "urn", "data", "sms"};
  return StartsWith(rest, "//") || std::find(kSchemes.begin(), kSchemes.end(), scheme) != kSchemes.end();
}

}  // namespace

bool BlankOrEnd(std::string_view line, size_t at) { return at >= line.size() || IsBlank(line[at]); }

size_t SkipBlanks(std::string_view line, size_t at) {
  while (at < line.size() && IsBlank(line[at])) ++at;
  return at;
}

bool OnlyComment(std::string_view line, size_t at) {
  const size_t next = SkipBlanks(line, at);
  return next >= line.size() || (line[next] == '#' && (next > at || at == 0 || IsBlank(line[at - 1])));
}

char32_t OddSpaceAt(std::string_view line, size_t at) {
  if (at >= line.size() || static_cast<unsigned char>(line[at]) < 0x80) return 0;
  const char32_t c = DecodeUtf8(line, at);
  const bool odd =
      c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x2060;
  return odd ? c : 0;
}

size_t SkipAllSpaces(std::string_view line, size_t at) {
  for (;;) {
    at = SkipBlanks(line, at);
    if (!OddSpaceAt(line, at)) return at;
    DecodeUtf8(line, at);
  }
}

Quote ScanQuote(std::string_view line, size_t at) { return ScanInsideQuote(line, at + 1, line[at]); }

Quote ScanInsideQuote(std::string_view line, size_t at, char quote) {
  constexpr std::string_view kEscapes = "0abt\tnvfre \"/\\N_LPxuU";
  Quote found;
  for (; at < line.size(); ++at) {
    if (quote == '"' && line[at] == '\\') {
      const bool known = at + 1 >= line.size() || kEscapes.find(line[at + 1]) != kNone;
      if (!known && found.bad_escape == kNone) found.bad_escape = at;
      ++at;
    } else if (line[at] == quote) {
      if (quote == '"' || at + 1 >= line.size() || line[at + 1] != quote) {
        found.end = at + 1;
        return found;
      }
      ++at;
    }
  }
  return found;
}

std::string_view SmartQuoteAt(std::string_view line, size_t at) {
  for (const std::string_view quote : {"“", "”", "„", "‟", "‘", "’", "‚", "‛", "＂", "＇", "〝", "〟"}) {
    if (line.substr(at, quote.size()) == quote) return quote;
  }
  return {};
}

bool IsSmartQuoted(std::string_view text) {
  text = Trim(text);
  const std::string_view open = SmartQuoteAt(text, 0);
  if (open.empty()) return false;
  size_t next = open.size();
  while (next < text.size() && text[next] != '"' && text[next] != '\'' && SmartQuoteAt(text, next).empty())
    DecodeUtf8(text, next);
  if (next >= text.size()) return open != "’";  // ’90s is an apostrophe
  const size_t length = std::max<size_t>(1, SmartQuoteAt(text, next).size());
  return next + length == text.size();
}

std::string_view WithoutSmartQuotes(std::string_view text) {
  text = Trim(text);
  text.remove_prefix(SmartQuoteAt(text, 0).size());
  const size_t end = SmartQuoteAtEnd(text);
  if (end != kNone) return text.substr(0, end);
  return EndsWith(text, "\"") || EndsWith(text, "'") ? text.substr(0, text.size() - 1) : text;
}

size_t SmartQuoteAtEnd(std::string_view text) {
  size_t end = text.size();
  while (end > 0 && IsBlank(text[end - 1])) --end;
  if (end < 3 || SmartQuoteAt(text, end - 3).empty()) return kNone;
  return end - 3;
}

std::string_view OddDashAt(std::string_view line, size_t at) {
  for (const std::string_view dash : {"－", "−", "‐", "–", "—", "ー", "・", "•"}) {
    if (line.substr(at, dash.size()) == dash) return dash;
  }
  return {};
}

std::string_view OddCommentAt(std::string_view line, size_t at) {
  for (const std::string_view mark : {"＃", "//", "※", "<!--"}) {
    if (line.substr(at, mark.size()) == mark) return mark;
  }
  return {};
}

size_t PlainEnd(std::string_view line, size_t at) {
  size_t end = at;
  for (; at < line.size(); ++at) {
    if (line[at] == '#' && at > 0 && IsBlank(line[at - 1])) break;
    if (!IsBlank(line[at])) end = at + 1;
  }
  return end;
}

size_t KeyColon(std::string_view line, size_t at) {
  const size_t end = PlainEnd(line, at);
  for (; at < end; ++at) {
    if (line[at] == ':' && BlankOrEnd(line, at + 1)) return at;
  }
  return kNone;
}

bool LooksLikeEntry(std::string_view line) {
  size_t at = SkipAllSpaces(line, 0);
  if (at < line.size() && line[at] == '-' && BlankOrEnd(line, at + 1)) return true;
  if (at < line.size() && (line[at] == '"' || line[at] == '\'')) {
    const Quote quote = ScanQuote(line, at);
    const size_t after = quote.end == kNone ? line.size() : SkipBlanks(line, quote.end);
    return after < line.size() && line[after] == ':' && BlankOrEnd(line, after + 1);
  }
  const size_t colon = KeyColon(line, at);
  return colon != kNone && HasShape(line.substr(at, colon - at), KeyShape::kIdentifier);
}

Slip FindSlip(std::string_view line, size_t at, KeyShape shape) {
  const std::string_view text = line.substr(0, PlainEnd(line, at));
  const size_t wide = text.find(kWideColon, at);
  const size_t plain = text.find(':', at);
  const size_t colon = std::min(wide, plain);
  if (colon == kNone || !HasShape(text.substr(at, colon - at), shape)) return {};
  if (wide < plain) return {Slip::kFullWidthColon, colon, SkipAllSpaces(line, colon + kWideColon.size())};
  if (IsUrl(text.substr(at, colon - at), text.substr(colon + 1))) return {};
  return {OddSpaceAt(text, colon + 1) ? Slip::kOddSpace : Slip::kNoSpace, colon, SkipAllSpaces(line, colon + 1)};
}

bool SlipHidesIn(std::string_view key) {
  const Slip slip = FindSlip(key, 0, KeyShape::kIdentifier);
  if (slip.kind == Slip::kNo || slip.kind == Slip::kOddSpace) return slip.kind != Slip::kNo;
  const bool bracket = slip.value < key.size() && (key[slip.value] == '{' || key[slip.value] == '[');
  return slip.kind == Slip::kFullWidthColon || bracket;
}

/// At the colon, which ends at `end`; mended with the spaces behind it.
static Problem MendColon(Problem problem, const Slip& slip, uint32_t line_number, std::string_view line, size_t end) {
  Problem mended = Mend(std::move(problem), line_number, line, slip.colon, std::max(slip.value, end), ": ");
  mended.at.length = 1;
  return mended;
}

Problem Explain(const Slip& slip, std::string_view line, uint32_t line_number, size_t at) {
  const std::string_view key = line.substr(at, slip.colon - at);
  const std::string_view value = line.substr(slip.value, PlainEnd(line, slip.value) - slip.value);
  switch (slip.kind) {
    case Slip::kFullWidthColon:
      return MendColon(FullWidthColon(key, value), slip, line_number, line, slip.colon + kWideColon.size());
    case Slip::kOddSpace:
      return Mend(OddSpaceBeforeValue(OddSpaceAt(line, slip.colon + 1)), line_number, line, slip.colon + 1, slip.value,
                  " ");
    default: return MendColon(NoSpaceAfterColon(key, value), slip, line_number, line, slip.colon + 1);
  }
}

}  // namespace kyodo::yaml
