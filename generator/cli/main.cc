#include <tbb/global_control.h>

#include "cli/build.h"
#include "cli/check.h"
#include "cli/import.h"
#include "cli/options.h"
#include "cli/search.h"

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = kyodo::cli::ReadOptions(argc, argv, exit_code);
  if (!options) return exit_code;
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options->jobs);
  if (options->verb == "search") return kyodo::cli::Search(*options);
  if (options->verb == "import") return kyodo::cli::Import(*options);
  return options->verb == "check" ? kyodo::cli::Check(*options) : kyodo::cli::Build(*options);
}
