// Texts of strangers, names of files among them, as they may be shown on a terminal and in a log.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// What a terminal or a reader's eye would be led astray by, written out: control characters and marks of direction as
/// \u{1b}, bytes that are no UTF-8 as \x{ff}; those of ASCII in `but` stay.
std::string Shown(std::string_view text, std::string_view but = {});

}  // namespace kyodo
