// Where in the HTML a value of a template is printed, and so how it is made safe.
//
// The literal text of a template is read as a browser's tokeniser would read it
// (HTML Living Standard, 13.2.5), far enough to tell text, tags, attributes,
// comments, scripts and JSON-LD apart. Where nothing makes a value safe (an
// unquoted attribute, a script, a style, an event handler, the name of a tag)
// printing one is an error when the templates are linked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/diagnostic.h"
#include "template/ast.h"

namespace kyodo::tmpl {

struct Context {
  enum State : uint8_t {
    kText,
    kTagName,   // after < or </ and a letter
    kInTag,     // after white space in a tag
    kTagBreak,  // in a tag, where white space, / or > must follow
    kAttributeName,
    kAfterName,    // after an attribute's name and white space
    kBeforeValue,  // after =
    kValue,        // between quotes
    kUnquotedValue,
    kComment,
    kDeclaration,  // <!doctype …, <?xml …
    kRcdata,       // title, textarea: text without tags
    kRawText,      // script, style
    kJson,         // script with a JSON type
  };
  enum Attribute : uint8_t { kPlain, kUrl, kUrlList, kEvent, kStyle, kMarkup };
  enum Url : uint8_t { kStart, kMaybeScheme, kSafe, kForbidden };

  State state = kText;
  Attribute attribute_kind = kPlain;
  Url url = kStart;
  char quote = '"';
  bool closing = false;  // of the tag: </a
  bool in_json_string = false;
  bool after_backslash = false;
  bool scheme_is_literal = true;
  std::string tag;        // lower case; of the element while inside kRcdata, kRawText, kJson
  std::string attribute;  // lower case
  std::string type;       // value of `type` in this tag
  std::string scheme;     // literal start of an address
  std::string pending;    // from a < that could become a tag

  bool operator==(const Context&) const = default;
};

/// A mistake in literal text: where in it, and what.
struct TextError {
  size_t offset = 0;
  Message message;
  Message hint;
};

/// Moves `context` over literal text.
std::optional<TextError> Advance(Context& context, std::string_view text);

/// How a value that is printed here is escaped, and moves `context` over it;
/// nothing when it cannot be made safe: `why` says so.
std::optional<Escape> Print(Context& context, Message& why, Message& hint);

/// The context after either of two branches; nothing when they differ.
std::optional<Context> Join(const Context& a, const Context& b);

/// The context after a part that another template may replace, such as a block.
Context AfterUnknown(const Context& start);

/// May a part that begins at `start` end at `end`, when what follows it goes on
/// from AfterUnknown(start)?
bool EndsAsBegun(const Context& start, const Context& end);

/// "inside the attribute href of <a>"
Message Describe(const Context& context);
/// A description's Japanese text, for behind Japanese: with a space before a <.
std::string AfterJapanese(const std::string& described);

/// The schemes that an address may have: http, https, mailto, tel.
bool IsAllowedScheme(std::string_view lower_case);

}  // namespace kyodo::tmpl
