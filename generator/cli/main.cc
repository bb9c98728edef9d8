#include <tbb/global_control.h>

#include "cli/build.h"
#include "cli/check.h"
#include "cli/failure.h"
#include "cli/import.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/search.h"
#include "kyodo/work.h"
#include "system/standard_streams.h"

namespace kyodo::cli {

namespace {

int RunVerb(const Options& options) {
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
  if (options.verb == "search") return Search(options);
  if (options.verb == "import") return Import(options);
  return options.verb == "check" ? Check(options) : Build(options);
}

/// What was printed may still wait in memory for a disk that is full.
int Close(int code, Tongue tongue) {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
  Err("{}\n", Say(tongue, "標準出力に書けません。ディスクの空きを確かめます。 [system.output]",
                  "The standard output cannot be written to. Is its disk full? [system.output]"));
  return code == kFine ? kEnvironment : code;
}

int Main(int argc, char** argv) {
  Tongue tongue = TongueOfLocale();
  TellFailuresOfThreads(tongue);
  try {
    int exit_code = 0;
    const auto options = ReadOptions(argc, argv, exit_code);
    if (!options) return Close(exit_code, tongue);
    tongue = options->tongue;
    TellFailuresOfThreads(tongue);
    return Close(RunVerb(*options), tongue);
  } catch (...) {
    return TellFailure(std::current_exception(), tongue);
  }
}

}  // namespace

}  // namespace kyodo::cli

int main(int argc, char** argv) {
  kyodo::RunAsWorker(argc, argv);
  kyodo::OpenStandardStreams();
  return kyodo::cli::Main(argc, argv);
}
