#include "cli/build.h"
#include "cli/import.h"
#include "cli/options.h"
#include "cli/search.h"

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = kyodo::cli::ReadOptions(argc, argv, exit_code);
  if (!options) return exit_code;
  if (options->verb == "search") return kyodo::cli::Search(*options);
  return options->verb == "import" ? kyodo::cli::Import(*options) : kyodo::cli::Build(*options);
}
