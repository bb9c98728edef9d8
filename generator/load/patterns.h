// The regular expressions of schemas, which are those of ICU. What one may cost has limits.
#pragma once

#include <string>
#include <string_view>

namespace kyodo::load {

/// Longer ones can take gigabytes to compile.
constexpr size_t kLongestPattern = 1000;  // bytes

/// Is it an expression that ICU takes?
bool IsPattern(std::string_view pattern);

enum class Fit { kYes, kNo, kTooSlow };

/// Does the whole text fit the pattern? kTooSlow after about 20 ms, counted in steps and not by the clock, so that a
/// text has the same answer on every machine; and when it would take more than 4 MiB. A pattern that IsPattern
/// refuses fits nothing. Compiled once a thread.
Fit FitsPattern(const std::string& pattern, std::string_view text);

/// `https://HOST…` or `http://HOST…`, without spaces, quotation marks and angle brackets.
bool IsWebAddress(std::string_view text);

}  // namespace kyodo::load
