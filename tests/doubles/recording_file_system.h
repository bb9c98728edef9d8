// A file system that remembers what was asked of it, for tests of what is and
// is not touched.
#pragma once

#include <mutex>

#include "doubles/filter_file_system.h"

namespace kyodo {

class RecordingFileSystem final : public FilterFileSystem {
 public:
  using FilterFileSystem::FilterFileSystem;

  /// One line a call, in order: "write public/index.html",
  /// "rename public -> retired".
  std::vector<std::string> log() const;
  /// The lines of calls that can change the disk: all but read, stat, list, lock and sync.
  std::vector<std::string> Changes() const;
  void Clear();

 private:
  Status Before(FileCall call, const std::string& path, const std::string& to) override;

  struct Line {
    FileCall call;
    std::string text;
  };
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

}  // namespace kyodo
