// The command line, read once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/diagnostic.h"

namespace kyodo::cli {

enum class Format { kText, kJson, kGithub };

struct Options {
  std::string verb;  // "build", "check", "search"
  std::string site = "content";
  std::string out = "public";
  Instant now = 0;
  bool drafts = false;
  size_t jobs = 0;  // 0: one for each core
  Tongue tongue = Tongue::kEn;
  Format format = Format::kText;
  bool quiet = false;
  bool replace = false;            // build: also where another site is
  bool external = false;           // check: ask the servers of links that leave the site
  std::string source;              // import: an address or a file
  std::string into;                // import: the collection; empty: the one that events belong to
  std::vector<std::string> fixed;  // import: "field=value", in every record
  bool allow_private = false;      // import: also from addresses that are not public
  std::string language;            // import: of the calendar's texts; search: the reader's; empty: the site's first
  std::string query;               // search: what to look for; "-": a query on each line of the standard input
  size_t limit = 10;               // search: results to show
};

enum ExitCode { kFine = 0, kContentErrors = 1, kUsage = 2, kEnvironment = 3 };

constexpr size_t kMaxJobs = 256;

/// Reads the arguments. When there is nothing to run (help, version, a mistake),
/// prints it and returns the exit code in `exit_code`.
std::optional<Options> ReadOptions(int argc, char** argv, int& exit_code);

/// ja when LC_ALL, LC_MESSAGES or LANG say so, else en.
Tongue TongueOfLocale();

inline std::string_view Say(Tongue tongue, std::string_view ja, std::string_view en) {
  return tongue == Tongue::kJa ? ja : en;
}

}  // namespace kyodo::cli
