// What an option may be given. Said in kyodo's own words: what CLI11 says of its validators differs from version to
// version, and is English.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

/// Digits that make a number from `lowest` to `highest`; `example` is told to who writes something else.
CLI::Validator WholeNumber(uint64_t lowest, uint64_t highest, const std::string& example, const Words& words);
CLI::Validator OneOf(const std::vector<std::string>& names, const Words& words);
/// The path of a file that is there.
CLI::Validator FileThatIsThere(const Words& words);

}  // namespace kyodo::cli
