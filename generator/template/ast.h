// A parsed template. Made by one thread and then read by all: nothing in it
// changes once Engine::Link is done, and evaluating walks it as it is.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "template/value.h"

namespace kyodo::tmpl {

struct Builtin;
struct HostFilter;
struct Template;
struct Context;
struct Macro;
struct Node;
using Body = std::vector<Node*>;

/// A stretch of the template's text, in bytes: where something stands.
struct Span {
  uint32_t offset = 0;
  uint32_t length = 0;
};

enum class Op : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kPower,
  kConcat,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kNotIn,
};

/// What follows `loop.`
enum class LoopField : uint8_t { kIndex, kIndex0, kFirst, kLast, kLength, kRevindex, kRevindex0, kPrevItem, kNextItem };

struct Expr {
  enum Kind : uint8_t {
    kBad,          // was reported when parsed
    kLiteral,      // literal
    kName,         // name
    kAttribute,    // a . name
    kSubscript,    // a [ b ]
    kSlice,        // a [ b : c ]; either may be null
    kList,         // items
    kDict,         // items: key, value, key, value …
    kNot,          // not a
    kNegate,       // - a
    kBinary,       // a op b
    kAnd,          // a and b
    kOr,           // a or b
    kConditional,  // a if b else c; c may be null
    kFilter,       // a | builtin or host (items)
    kTest,         // a is builtin (items); negated
    kMacro,        // macro(items)
    kSuper,        // super()
    kCaller,       // caller()
    kRange,        // range(items)
    kLoop,         // loop.field
    kCycle,        // loop.cycle(items)
  };
  Kind kind = kBad;
  Op op = Op::kAdd;
  LoopField field = LoopField::kIndex;
  bool negated = false;
  bool pure = false;  // about `site` and constants alone
  int32_t memo = -1;  // where the engine keeps the value of a pure filter
  Name name = 0;
  Span at;
  Value literal;
  const Expr* a = nullptr;
  const Expr* b = nullptr;
  const Expr* c = nullptr;
  /// Arguments are in the order of the parameters; null: not given. Those of
  /// a rest parameter follow.
  std::vector<const Expr*> items;
  std::vector<std::string_view> keys;  // names of the rest arguments of `fill`
  const Builtin* builtin = nullptr;
  const Builtin* inner = nullptr;  // the test of select…, the filter of map
  const HostFilter* host = nullptr;
  const Macro* macro = nullptr;  // after Link; null after an error
  bool with_context = false;     // of a macro: it sees what the page sees
};

/// How a value is made safe where it is printed. See context.h.
enum class Escape : uint8_t {
  kText,        // HTML text: trusted HTML stays HTML
  kPlain,       // attribute, title, textarea: trusted HTML loses its tags
  kUrlStart,    // the value decides the address's scheme
  kUrlMiddle,   // a colon in the value could still make a scheme
  kJsonValue,   // a whole value of JSON
  kJsonString,  // inside the quotes of a JSON string
};

struct Branch {
  const Expr* condition = nullptr;  // null: else
  Body body;
  Span at;
};

struct Node {
  enum Kind : uint8_t {
    kText,      // text
    kPrint,     // expr, escape
    kIf,        // branches
    kFor,       // targets, expr, condition, body, otherwise
    kSet,       // name, expr
    kSetBlock,  // name, body
    kBlock,     // name, body
    kInclude,   // target, included
    kCall,      // expr is a kMacro, body is what its caller() prints
  };
  Kind kind = kText;
  Escape escape = Escape::kText;
  bool top_level = false;  // not inside for, block, macro, call or set
  bool ignore_missing = false;
  Name name = 0;
  Span at;  // the tag's first word, or the expression
  std::string_view text;
  const Expr* expr = nullptr;
  const Expr* condition = nullptr;
  std::vector<Name> targets;
  std::vector<Branch> branches;
  Body body;
  Body otherwise;
  std::string target;
  const Template* included = nullptr;  // after Link; null when missing and ignored
};

struct Parameter {
  Name name = 0;
  const Expr* fallback = nullptr;  // null: undefined when not given
};

struct Macro {
  Name name = 0;
  Span at;
  std::vector<Parameter> parameters;
  Body body;
  const Template* home = nullptr;
  bool uses_caller = false;
};

/// `{% import "x.html" as alias %}`, or one name of `{% from … import … %}`.
struct Import {
  std::string target;
  Span at;  // the target
  Name alias = 0;
  Name macro = UINT32_MAX;  // of from … import
  Span macro_at;
  bool with_context = false;
  const Template* module = nullptr;  // after Link
};

/// A call that Link must find the macro of.
struct PendingCall {
  Expr* call = nullptr;
  Name module = UINT32_MAX;  // alias of an import, or none
  Name macro = 0;
  Span at;
  struct Argument {
    const Expr* value;
    Name name;  // UINT32_MAX: by position
    Span at;
  };
  std::vector<Argument> arguments;
};

/// A block's versions, the one that is printed first, then those that super()
/// reaches.
struct BlockChain {
  Name name = 0;
  std::vector<std::pair<const Template*, const Node*>> versions;
};

struct Template {
  std::string name;
  const SourceFile* file = nullptr;
  Body body;
  std::string extends;
  Span extends_at;
  std::deque<Macro> macros;
  std::vector<Import> imports;
  std::vector<Node*> blocks;  // all that the file defines, in order
  std::vector<PendingCall> calls;
  bool broken = false;          // it, or one it needs, has errors: it is not rendered
  bool unreadable = false;      // its own syntax has errors
  bool cyclic = false;          // it comes back to itself: it is not walked
  bool contexts_known = false;  // the escapes of its prints were found

  // Made by Link:
  const Template* parent = nullptr;
  Body prologue;  // set and if: what runs before a parent, or for macros
  std::vector<BlockChain> chains;
  std::vector<std::pair<const Node*, std::shared_ptr<const Context>>> block_contexts;  // where each begins

  // Storage of the above.
  std::deque<Expr> exprs;
  std::deque<Node> nodes;
  std::deque<std::string> strings;

  SourcePos Pos(Span span) const { return PosAt(*file, span.offset, span.length); }
};

}  // namespace kyodo::tmpl
