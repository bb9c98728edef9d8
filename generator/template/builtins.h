// The filters and tests of the template language, in one table that the parser,
// the checker, the evaluator and the documentation share.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "template/value.h"

namespace kyodo::tmpl {

class Evaluator;
struct Expr;

/// What a filter or test is given.
struct Call {
  Evaluator& run;
  const Expr& at;  // for errors
  Value input;
  std::span<const Value> arguments;  // by parameter, then the rest; kUndefined: not given
};

/// What a filter takes.
enum class Takes : uint8_t { kMaybeUndefined, kAnything, kText, kNumber, kList, kDict, kLengthy };
/// What the checker knows of a filter's result.
enum class Gives : uint8_t {
  kAny,
  kBool,
  kNumber,
  kString,
  kHtml,
  kInput,  // the same as the input
  kList,
  kElement,    // one of the list, or none
  kLists,      // lists of the same
  kGroups,     // of the list: grouper, list
  kPairs,      // key, value
  kMapped,     // list of the field, or of what the inner filter gives
  kOrDefault,  // the input or the first argument
};

/// One filter or test.
struct Builtin {
  std::string_view name;
  /// By position and by name. `x?` may be left out; `*` takes any number, and
  /// what follows it goes by name only; `**` takes any names. The parameters `field`, `attribute` and `by` name a field
  /// of the list's elements and are checked as such.
  std::string_view parameters;
  Takes takes;
  Gives gives;
  Value (*call)(Call&);  // a test gives a boolean
  std::string_view ja;   // one line for the documentation
  std::string_view en;
};

std::span<const Builtin> Filters();
std::span<const Builtin> Tests();
const Builtin* FindFilter(std::string_view name);
const Builtin* FindTest(std::string_view name);
/// What to use in place of a filter, test, tag or function of Jinja2 that is
/// left out; null when the name is not one of Jinja2's.
struct LeftOut {
  std::string_view name;
  std::string_view ja;
  std::string_view en;
};
const LeftOut* FindLeftOut(std::string_view name);

/// The parameters of the table as a list.
struct ParameterList {
  std::vector<std::string_view> names;
  size_t required = 0;
  size_t positional = 0;  // the others are given by name only
  bool rest = false;
  bool named_rest = false;
};
ParameterList ParametersOf(std::string_view parameters);

}  // namespace kyodo::tmpl
