// The search for private values, in front of any other sink.
#pragma once

#include <mutex>

#include "check/private_values.h"
#include "core/sink.h"

namespace kyodo::check {

/// Looks at every file before it goes on. What is found stops nothing yet: whoever publishes asks `Leaks` first.
class GuardedSink final : public Sink {
 public:
  /// Both must outlive this.
  GuardedSink(const PrivateValues& values, Sink& next) : values_(values), next_(next) {}

  void Add(FinishedFile file) override;
  /// What is published was looked at then: `values` must be the same.
  std::optional<uint64_t> Keep(const std::string& path, uint64_t hash) override { return next_.Keep(path, hash); }
  /// One `private.leak` for each value. To be called when nothing is added any more.
  Diagnostics Leaks() const { return MergeLeaks(found_); }

 private:
  const PrivateValues& values_;
  Sink& next_;
  std::mutex mutex_;
  Diagnostics found_;
};

}  // namespace kyodo::check
