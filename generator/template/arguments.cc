#include "template/arguments.h"

#include <algorithm>

#include "template/messages.h"

namespace kyodo::tmpl {

namespace {

Message WhatItTakes(std::string_view shown, const ParameterList& parameters) {
  std::vector<std::string_view> names = parameters.names;
  if (parameters.named_rest) names.push_back("name=…");
  if (parameters.rest) names.push_back("…");
  if (names.empty()) return Say("{0} は引数をとりません。", "`{0}` takes no arguments.", shown);
  return Say("{0} の引数: {1}", "`{0}` takes: {1}", shown, Listed(names, ", "));
}

Message UnknownArgument(std::string_view shown, std::string_view name) {
  return Say("{0} に「{1}」という引数はありません。", "`{0}` has no argument `{1}`.", shown, name);
}

Message TooMany(std::string_view shown) {
  return Say("{0} の引数が多すぎます。", "`{0}` is given too many arguments.", shown);
}

Message Twice(std::string_view shown, std::string_view name) {
  return Say("{0} の引数「{1}」が2回あります。", "`{0}` is given `{1}` twice.", shown, name);
}

}  // namespace

void BindArguments(const ParameterList& parameters, const std::vector<Argument>& arguments, std::string_view shown,
                   Expr& call, Cursor& cursor) {
  constexpr std::string_view kRule = "template.argument";
  std::vector<const Expr*> items(parameters.names.size(), nullptr);
  std::vector<const Expr*> rest;
  size_t position = 0;
  for (const Argument& argument : arguments) {
    if (argument.name.empty()) {
      if (position < parameters.positional)
        items[position++] = argument.value;
      else if (parameters.rest)
        rest.push_back(argument.value);
      else
        cursor.Fail(kRule, argument.at, TooMany(shown), WhatItTakes(shown, parameters));
      continue;
    }
    const auto found = std::find(parameters.names.begin(), parameters.names.end(), argument.name);
    if (found != parameters.names.end()) {
      const auto slot = static_cast<size_t>(found - parameters.names.begin());
      if (items[slot]) cursor.Fail(kRule, argument.at, Twice(shown, argument.name));
      items[slot] = argument.value;
    } else if (parameters.named_rest) {
      rest.push_back(argument.value);
      call.keys.push_back(argument.name);
    } else {
      Message hint = DidYouMean(argument.name, parameters.names);
      if (hint.empty()) hint = WhatItTakes(shown, parameters);
      cursor.Fail(kRule, argument.at, UnknownArgument(shown, argument.name), std::move(hint));
    }
  }
  for (size_t i = 0; i < parameters.required; ++i) {
    if (!items[i]) {
      cursor.Fail(kRule, call.at,
                  Say("{0} に引数「{1}」がありません。", "`{0}` needs the argument `{1}`.", shown, parameters.names[i]),
                  WhatItTakes(shown, parameters));
    }
  }
  call.items = std::move(items);
  call.items.insert(call.items.end(), rest.begin(), rest.end());
}

bool BindMacroArguments(const Macro& macro, const Names& names, const Template& caller, const PendingCall& pending,
                        Diagnostics& diagnostics) {
  const std::string_view shown = names.Text(macro.name);
  std::vector<std::string_view> parameters;
  for (const Parameter& parameter : macro.parameters) parameters.push_back(names.Text(parameter.name));
  const auto fail = [&](Span at, Message message, Message hint) {
    diagnostics.Error("template.argument", caller.Pos(at), std::move(message), std::move(hint));
    return false;
  };
  std::vector<const Expr*> items(parameters.size(), nullptr);
  size_t position = 0;
  for (const PendingCall::Argument& argument : pending.arguments) {
    size_t slot = position;
    if (argument.name == UINT32_MAX) {
      ++position;
    } else {
      const std::string_view name = names.Text(argument.name);
      slot = static_cast<size_t>(std::find(parameters.begin(), parameters.end(), name) - parameters.begin());
      if (slot == parameters.size())
        return fail(argument.at, UnknownArgument(shown, name), DidYouMean(name, parameters));
      if (items[slot]) return fail(argument.at, Twice(shown, name), {});
    }
    if (slot >= items.size()) {
      ParameterList list;
      list.names = parameters;
      return fail(argument.at, TooMany(shown), WhatItTakes(shown, list));
    }
    items[slot] = argument.value;
  }
  pending.call->items = std::move(items);
  return true;
}

}  // namespace kyodo::tmpl
