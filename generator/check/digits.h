// Digits in texts, half-width and full-width.
#pragma once

#include <string_view>

namespace kyodo::check {

/// The digit that begins at `at`, and its bytes; -1: there is none.
int DigitAt(std::string_view text, size_t at, size_t& bytes);
/// The bytes of the digit that ends at `at`; 0: there is none.
size_t DigitBefore(std::string_view text, size_t at);
/// Reads the number at `at` and moves behind it; -1: none, or more than `most` digits.
int NumberAt(std::string_view text, size_t& at, size_t most = 4);

}  // namespace kyodo::check
