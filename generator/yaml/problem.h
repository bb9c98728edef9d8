// What can be wrong with a YAML text, in the words that an author reads.
// Each function is one rule; its name in `rule` is stable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::yaml {

/// Characters of one line of the text. Both count from 1; the line is the
/// text's own, whatever line of the file the text starts on.
struct Span {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t length = 1;
};

struct Problem {
  std::string rule;
  Message message;
  Message hint;
  Span at;
  uint32_t first_line = 0;  // of the lines it speaks of; 0: the line of `at`
  uint32_t last_line = 0;
  std::vector<Diagnostic::Edit> edits;
};

/// No author mends more at a time; a hostile file could have 100,000.
constexpr size_t kEnoughProblems = 100;

/// Puts a problem at the bytes `from` to `to` of a line.
Problem Place(Problem problem, uint32_t line_number, std::string_view line, size_t from, size_t to);
/// The same, and those bytes can only have been meant to be `instead`.
Problem Mend(Problem problem, uint32_t line_number, std::string_view line, size_t from, size_t to,
             std::string_view instead);

/// The file as a whole and its characters.
Problem TooLarge(size_t size_bytes);
Problem NotUtf8(unsigned char byte);
Problem ControlCharacter(char32_t character);
Problem EscapedControlCharacter(char32_t character);
Problem OddLineBreak(char32_t character);

/// YAML that the strict subset leaves out.
Problem SecondDocument();
Problem Directive();
Problem Anchor(std::string_view text);
Problem Alias(std::string_view text);
Problem Tag(std::string_view text);
Problem MergeKey();
Problem TooDeep(int limit);
Problem ComplexKey();
Problem EmptyKey();
/// `first_line` is the file's line of the first entry of that name.
Problem DuplicateKey(std::string_view key, uint32_t first_line);
Problem MultilinePlain(bool between_brackets = false);
Problem MultilineQuote(char quote);

/// Slips of the pen.
Problem UnclosedQuote(char quote);
/// `value`: all of it, from the first quote on.
Problem TextAfterQuote(char quote, std::string_view value);
Problem UnknownEscape(std::string_view escape);
Problem SmartQuote(std::string_view quote, std::string_view content);
Problem FullWidthColon(std::string_view key, std::string_view value);
Problem NoSpaceAfterColon(std::string_view key, std::string_view value);
Problem NoSpaceAfterDash(std::string_view item);
Problem OddDash(std::string_view dash, std::string_view item);
Problem ColonInValue(std::string_view value);
Problem NoColon(std::string_view text);
Problem OddSpaceBeforeValue(char32_t space);
/// `other_lines`: how many more lines of the text do the same.
Problem OddIndentation(char32_t space, size_t other_lines);
Problem Tab(size_t other_lines);
Problem BadIndentation();
Problem TooDeepIndentation();
Problem BlockTextIndentation();
Problem BlockTextNotIndented();
Problem MixedListAndKeys();
Problem ListInValue(std::string_view value);
Problem ReservedCharacter(std::string_view character, std::string_view value);
Problem UnclosedBracket(char bracket);
Problem TextAfterBracket(std::string_view value);
Problem WrongBracket(char bracket);
Problem MissingComma(bool full_width);
/// `item`: of a list in [ ], with the full-width commas in it.
Problem FullWidthCommas(std::string_view item);
Problem BlockHeader(char indicator);
Problem NoSpaceBeforeComment();
/// `value`: from its full-width bracket on, as far as it goes.
Problem WideBracket(std::string_view value);
/// `value`: all of one value between brackets, with the comma in it.
Problem CommaInValue(std::string_view value);
/// `value`: all of it, with the # that hides the rest.
Problem HashInValue(std::string_view value);
/// `mark`: what stands in the place of #.
Problem OddComment(std::string_view mark, std::string_view remark);

/// libyaml's own words, for what none of the rules above explains.
Problem Syntax(std::string_view libyaml_problem);

}  // namespace kyodo::yaml
