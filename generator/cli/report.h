// What a run tells its user: diagnostics, progress and the closing summary.
#pragma once

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "kyodo/kyodo.h"
#include "output/site_writer.h"

namespace kyodo::cli {

/// kFine without errors; kEnvironment when one of them is the system's (`system.*`, a disk that fails or is full, too
/// many open files), which comes before what else is wrong; else kContentErrors.
int ExitCodeOf(const Diagnostics& diagnostics);

/// Why a verb does not do what was asked; of no file.
Diagnostic NotDone(std::string_view rule, Message message, Message hint);

/// Where a report goes.
struct Screen {
  std::FILE* out = stdout;  // what was asked for
  std::FILE* err = stderr;
  bool terminal = false;  // `err` is one
  bool colour = false;
};

/// The program's own streams. Colours on a terminal, unless NO_COLOR has a value (no-color.org).
Screen ScreenOf(bool terminal, const char* no_color);

class Report final : public Watcher {
 public:
  explicit Report(const CommonOptions& options);
  Report(const CommonOptions& options, const Screen& screen);

  /// Ends the stage before and starts one; both names are shown to people.
  void Stage(const char* ja, const char* en) override;
  /// A bar for the stage, on a terminal only. Thread-safe when `done` only grows.
  void Progress(size_t done, size_t all) override;
  /// `to_come`: kinds of checks that follow when the errors are mended.
  void Print(const Diagnostics& diagnostics, const std::vector<Message>& to_come = {});
  /// The same without last lines that count the errors.
  void PrintEach(const Diagnostics& diagnostics);
  void PrintSummary(const Summary& summary, const WriteSummary* written, bool unchanged);

 private:
  void ClearBar();

  const CommonOptions options_;
  const Screen screen_;
  const bool bars_;  // are shown
  bool bar_shown_ = false;
  const char* stage_ja_ = nullptr;
  const char* stage_en_ = nullptr;
  std::chrono::steady_clock::time_point stage_start_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_bar_;
  std::vector<std::pair<std::string, double>> stages_;  // seconds
};

}  // namespace kyodo::cli
