// Cuts a template into text and the tokens of its tags, with the whitespace
// control of Jinja2 (trim_blocks and lstrip_blocks on, trailing newline kept):
// a line that holds nothing but a {% tag %} or a {# comment #} leaves no trace.
#pragma once

#include <cstdint>
#include <vector>

#include "core/diagnostic.h"

namespace kyodo::tmpl {

struct Token {
  enum Kind : uint8_t {
    kText,        // printed as it is; never empty
    kPrintBegin,  // {{
    kPrintEnd,    // }}
    kTagBegin,    // {%
    kTagEnd,      // %}
    kName,
    kInteger,
    kFloat,
    kString,  // with its quotes
    kOperator,
    kBad,  // the rest of a tag that was reported as wrong
    kEnd,  // of the file; its length: what was left unread after a comment or raw block without an end
  };
  Kind kind = kEnd;
  uint32_t offset = 0;  // into the file's text, in bytes
  uint32_t length = 0;
};

/// Always ends with kEnd; every tag that begins also ends.
/// Error `template.unclosed`: a tag, comment, raw block or string without an end.
/// Such a tag is taken to end with its line, or where another one opens.
/// Error `template.character`: a character that no expression may have.
std::vector<Token> Lex(const SourceFile& file, Diagnostics& diagnostics);

}  // namespace kyodo::tmpl
