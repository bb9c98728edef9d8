// What is said of a command line that cannot be read.
#pragma once

#include <string>

#include "cli/options.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace kyodo::cli {

/// What is wrong, with the option or verb that may be meant or is missing, and which help to read. What CLI11 says in
/// English alone is said in Japanese here.
std::string TellMisuse(const CLI::App& app, const CLI::ParseError& error, const Words& words);

}  // namespace kyodo::cli
