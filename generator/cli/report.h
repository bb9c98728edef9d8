// What a run tells its user: diagnostics, progress and the closing summary.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"
#include "kyodo/kyodo.h"
#include "output/site_writer.h"

namespace kyodo::cli {

/// kFine without errors; kEnvironment when one of them is the system's (`system.*`, a disk that fails or is full, too
/// many open files), which comes before what else is wrong; else kContentErrors.
int ExitCodeOf(const Diagnostics& diagnostics);

class Report final : public Watcher {
 public:
  explicit Report(const Options& options);

  /// Ends the stage before and starts one; both names are shown to people.
  void Stage(const char* ja, const char* en) override;
  /// A bar for the stage, on a terminal only. Thread-safe when `done` only grows.
  void Progress(size_t done, size_t all) override;
  void Print(const Diagnostics& diagnostics);
  void PrintSummary(const Summary& summary, const WriteSummary* written, bool unchanged);

 private:
  void ClearBar();

  const Options& options_;
  bool terminal_;
  bool colour_;
  bool bar_shown_ = false;
  const char* stage_ja_ = nullptr;
  const char* stage_en_ = nullptr;
  std::chrono::steady_clock::time_point stage_start_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_bar_;
  std::vector<std::pair<std::string, double>> stages_;  // seconds
};

}  // namespace kyodo::cli
