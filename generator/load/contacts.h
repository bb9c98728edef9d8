// Telephone numbers and mail addresses as values of fields: what they are, and what is wrong with one that is none.
#pragma once

#include <string_view>

#include "core/diagnostic.h"

namespace kyodo::load {

/// Digits with hyphens, 3 to 15 of them, with or without + before; or a short number with # (#7119).
bool IsTelephone(std::string_view text);
/// As HTML's `input type=email` takes it, with a dot in the domain, and no dot at an end of the part before @ or twice
/// in it.
bool IsMailAddress(std::string_view text);

/// Full-width letters and signs as half-width ones, with the dashes that are typed for a hyphen.
std::string HalfWidth(std::string_view text);

/// What was found and what to write, for a text that is not one.
struct Advice {
  Message found, hint;
};
Advice AboutTelephone(std::string_view text);
Advice AboutMailAddress(std::string_view text);

}  // namespace kyodo::load
