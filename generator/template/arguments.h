// Brings the arguments of a call into the order of the parameters.
#pragma once

#include <string_view>
#include <vector>

#include "template/ast.h"
#include "template/builtins.h"
#include "template/cursor.h"

namespace kyodo::tmpl {

struct Argument {
  const Expr* value = nullptr;
  std::string_view name;  // empty: by position
  Span at;
};

/// Fills `call.items` (and `call.keys` of a `**`) from `arguments`.
/// `shown` is how the call is named in messages: "where".
/// Error `template.argument`: too many, one missing, one unknown, one twice.
/// Throws SyntaxError after the report.
void BindArguments(const ParameterList& parameters, const std::vector<Argument>& arguments, std::string_view shown,
                   Expr& call, Cursor& cursor);

/// The same for a macro, after parsing. False after a report.
bool BindMacroArguments(const Macro& macro, const Names& names, const Template& caller, const PendingCall& pending,
                        Diagnostics& diagnostics);

}  // namespace kyodo::tmpl
