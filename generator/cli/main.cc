#include "cli/build.h"
#include "cli/options.h"

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = kyodo::cli::ReadOptions(argc, argv, exit_code);
  return options ? kyodo::cli::Build(*options) : exit_code;
}
