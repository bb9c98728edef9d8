#include <algorithm>
#include <cstdlib>

#include "cli/failure.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "core/shown.h"
#include "kyodo/work.h"
#include "publish/ssh.h"
#include "system/standard_streams.h"

namespace kyodo::cli {

namespace {

/// What was printed may still wait in memory for a disk that is full.
int Close(int code, Tongue tongue) {
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
  Err("{}\n", Say(tongue, "標準出力に書けません。ディスクの空きを確かめます。 [system.output]",
                  "The standard output cannot be written to. Is its disk full? [system.output]"));
  return code == kFine ? kEnvironment : code;
}

int Main(std::vector<std::string> arguments) {
  const Tongue tongue = FindTongue(arguments, [](const char* name) -> const char* { return std::getenv(name); });
  TellFailuresOfThreads(tongue);
  try {
    const Command command = ReadCommand(std::move(arguments), tongue);
    Print(stdout, command.out);
    Print(stderr, Shown(command.err, "\n\t"));  // quotes what was typed
    return Close(command.run ? command.run() : command.exit_code, tongue);
  } catch (...) {
    return TellFailure(std::current_exception(), tongue);
  }
}

}  // namespace

}  // namespace kyodo::cli

int main(int argc, char** argv) {
  if (kyodo::publish::AnswerAskpass(argc, argv)) return 0;
  kyodo::RunAsWorker(argc, argv);
  kyodo::OpenStandardStreams();
  return kyodo::cli::Main({argv + std::min(argc, 1), argv + argc});
}
