// Words that are known while kyodo is compiled, in the language of its user.
#pragma once

#include <string_view>

#include "core/diagnostic.h"

namespace kyodo {

inline std::string_view Say(Tongue tongue, std::string_view ja, std::string_view en) {
  return tongue == Tongue::kJa ? ja : en;
}

}  // namespace kyodo
