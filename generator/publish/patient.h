// A host whose troubles that pass are waited out: what failed is tried again after growing pauses.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "publish/host.h"

namespace kyodo::publish {

/// Time as an argument: a clock that never goes back, and a pause.
struct Clock {
  std::function<int64_t()> now_ms;
  std::function<void(int64_t)> sleep_ms;
};

class Patient {
 public:
  /// Pauses before the tries that follow the first; after the last of them the trouble is given back.
  static constexpr int64_t kPausesMs[] = {500, 1000, 2000, 4000, 8000};
  /// When nothing got through for so long after the first trouble, it is given up although there were tries left. That
  /// trouble itself, and what is under way at the end, take until the transport notices: a minute and a half at most.
  static constexpr int64_t kGiveUpAfterMs = 3 * 60 * 1000;

  /// `waits` hears of each pause before the try of that number, from 1. All must outlive this.
  Patient(Host& host, const Clock& clock,
          std::function<void(const Trouble&, int64_t pause_ms, size_t number)> waits = {})
      : host_(host), clock_(clock), waits_(std::move(waits)) {}

  Outcome Open();
  /// All of them, or the first trouble that stops; then others may have been put as well. `done` hears of each that is.
  Outcome Put(std::span<const Upload> files, const std::function<void(size_t)>& done = {});
  Outcome Put(std::string path, std::string bytes);
  Outcome Remove(std::span<const std::string> paths);
  Outcome RemoveFolder(const std::string& path);
  /// `got` hears of each once; none: it is not there.
  Outcome Get(std::span<const std::string> paths, const std::function<void(size_t, std::optional<std::string>)>& got);
  Answer<std::optional<std::string>> Read(const std::string& path);
  Answer<std::vector<Listed>> List(const std::string& folder);
  /// True also when an earlier try, whose answer was lost, made it: `bytes` are ours alone.
  Answer<bool> Claim(const std::string& path, const std::string& bytes);
  Outcome Finish(std::string_view message);

  Host& host() { return host_; }
  const Clock& clock() const { return clock_; }

 private:
  using Each = std::function<void(size_t index, Outcome outcome)>;
  /// Runs `run` on the places of a list, and again on those that failed.
  Outcome Again(size_t count, const std::function<void(const std::vector<size_t>& which, const Each& each)>& run);
  Outcome AgainOne(const std::function<Outcome()>& run);
  /// Pauses and connects anew; the trouble when there were tries enough.
  Outcome Pause(size_t& tries, const Trouble& trouble);
  Trouble GivenUp(Trouble trouble, size_t tries) const;

  Host& host_;
  const Clock& clock_;
  std::function<void(const Trouble&, int64_t, size_t)> waits_;
  std::optional<int64_t> stuck_since_ms_;  // nothing got through since then
};

/// What a person is told before the try of that number, from 1.
Message TryingAgain(const Trouble& why, int64_t pause_ms, size_t number);

}  // namespace kyodo::publish
