// Words that the messages of the template language share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "template/value.h"

namespace kyodo::tmpl {

/// The same sentence in both languages, with the same arguments.
template <class... Args>
Message Say(std::string_view ja, std::string_view en, const Args&... args) {
  return {fmt::format(fmt::runtime(ja), args...), fmt::format(fmt::runtime(en), args...)};
}

/// "Did you mean `x`?", or the names that there are, the nearest first, or nothing.
Message DidYouMean(std::string_view word, std::vector<std::string_view> candidates);

/// "a", "b", "c" – at most twelve.
std::string Listed(const std::vector<std::string_view>& names, std::string_view separator);

Message NameOf(Type::Kind kind);  // 文字列 / a string
Message NameOf(Value::Kind kind);

}  // namespace kyodo::tmpl
