// The command line: a table of verbs, and what was asked for.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

namespace kyodo::cli {

/// Does what was asked for and returns the exit code.
using Runner = std::function<int()>;

struct Verb {
  std::string_view name;
  Message summary;
  /// Adds its options to `app`; what it returns runs it once they are read.
  Runner (*add)(CLI::App& app, const Words& words);
};

std::span<const Verb> Verbs();

/// A command line that has been read.
struct Command {
  Runner run;             // none: there is nothing to do but to say this
  std::string out, err;   // for the standard output (help, version) and error (a mistake)
  int exit_code = kFine;  // then
};

/// `arguments` without the program's name.
Command ReadCommand(std::vector<std::string> arguments, Tongue tongue);

/// `--lang`, which is needed before the other options, to explain them in it; else that of the variables LC_ALL,
/// LC_MESSAGES and LANG: ja when the first of them that is set says so, else en.
Tongue FindTongue(const std::vector<std::string>& arguments, const std::function<const char*(const char*)>& variable);

}  // namespace kyodo::cli
