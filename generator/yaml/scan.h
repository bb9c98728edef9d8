// Looking at one line of YAML by hand: quotes, keys, spaces, slips of the pen.
// Offsets are in bytes. The text must be valid UTF-8.
#pragma once

#include <string_view>

#include "yaml/problem.h"

namespace kyodo::yaml {

constexpr size_t kNone = std::string_view::npos;

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }
/// The line ends at `at`, or a blank stands there.
bool BlankOrEnd(std::string_view line, size_t at);
size_t SkipBlanks(std::string_view line, size_t at);
/// Nothing but blanks and a comment from `at` on. A comment needs a blank before it.
bool OnlyComment(std::string_view line, size_t at);

/// A space that is neither ' ' nor a tab (U+3000, U+00A0 …) at `at`, or 0.
char32_t OddSpaceAt(std::string_view line, size_t at);
/// Past all blanks and odd spaces.
size_t SkipAllSpaces(std::string_view line, size_t at);

/// A quoted scalar that opens at `at`.
struct Quote {
  size_t end = kNone;         // past the closing quote; kNone: not closed on this line
  size_t bad_escape = kNone;  // where \ is followed by a letter that means nothing
};
Quote ScanQuote(std::string_view line, size_t at);
/// The same, from inside a quoted scalar.
Quote ScanInsideQuote(std::string_view line, size_t at, char quote);

/// “ ” ‘ ’ ＂ and the like at `at`: its bytes, else empty.
std::string_view SmartQuoteAt(std::string_view line, size_t at);
/// `text`, trimmed, is put between smart quotes, or opens with one that is
/// never closed; text that merely begins with a quotation is not.
bool IsSmartQuoted(std::string_view text);
/// What is between the quotes.
std::string_view WithoutSmartQuotes(std::string_view text);
/// The last character of `text`, trimmed, when it is a smart quote; else kNone.
size_t SmartQuoteAtEnd(std::string_view text);

/// A mark of a list that YAML does not know (－ ・ – …) at `at`: its bytes, else empty.
std::string_view OddDashAt(std::string_view line, size_t at);

/// What others write remarks with (＃, //, ※) at `at`: its bytes, else empty.
std::string_view OddCommentAt(std::string_view line, size_t at);

/// The end of a plain scalar that starts at `at`, without trailing blanks and comment.
size_t PlainEnd(std::string_view line, size_t at);
/// The colon that ends a plain key which starts at `at`, or kNone.
size_t KeyColon(std::string_view line, size_t at);
/// The line starts with `key:` or `- `: it cannot be the middle of a text.
bool LooksLikeEntry(std::string_view line);

/// `title：東京`, `title:東京`: an entry whose colon is full-width or lacks its space.
struct Slip {
  enum Kind { kNo, kFullWidthColon, kNoSpace, kOddSpace };
  Kind kind = kNo;
  size_t colon = 0;  // where it stands
  size_t value = 0;  // past it and all spaces
};
enum class KeyShape {
  kLowerCase,   // as the schemas write keys: for text that might be meant
  kIdentifier,  // any ASCII identifier: for text that is an error in any case
  kAny,         // no spaces in it: where only a key can stand
};
Slip FindSlip(std::string_view line, size_t at, KeyShape shape);
/// `summary：{ja`, `summary:{ja`: a key whose own colon slipped, as far as a colon behind it.
bool SlipHidesIn(std::string_view key);
/// The problem, and its place, of a slip that FindSlip found at `at`.
Problem Explain(const Slip& slip, std::string_view line, uint32_t line_number, size_t at);

}  // namespace kyodo::yaml
