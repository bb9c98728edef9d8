// Bytes as letters: base64url without padding (RFC 4648, section 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kyodo {

std::string ToBase64(std::string_view bytes);
/// Nothing: another character stands in it, or it ends amid a byte.
std::optional<std::string> FromBase64(std::string_view letters);

}  // namespace kyodo
