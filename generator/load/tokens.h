// Custom properties of CSS (css-variables-1) in a theme's style sheets: the values that a site may change.
#pragma once

#include <set>
#include <string_view>

#include "core/diagnostic.h"

namespace kyodo {

/// Adds the names ("--ink") that a style sheet sets or reads, which lie in its text. Comments are none of it.
void CollectTokens(std::string_view css, std::set<std::string_view>& names);

/// Warning `theme.token`, with did-you-mean: a name that `file` sets and nothing reads, or reads and nothing sets, for
/// it is not `known` either.
void ComplainUnknownTokens(const SourceFile& file, const std::set<std::string_view>& known, Diagnostics& diagnostics);

}  // namespace kyodo
