// What the problems of YAML are put together from. Not for use outside yaml/.
#pragma once

#include <string>
#include <string_view>

#include "yaml/problem.h"

namespace kyodo::yaml {

/// The problem `yaml.<rule>`, without a place.
Problem MakeProblem(std::string_view rule, Message message, Message hint);
/// The author's own text as an example: the first of it, when it is long.
std::string Sample(std::string_view text);
/// A sample between quotes of the kind that needs no escapes in it.
std::string Quoted(std::string_view text);
/// "U+3000".
std::string CodePoint(char32_t character);

}  // namespace kyodo::yaml
