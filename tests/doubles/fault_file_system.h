// A file system that fails when a test wants it to.
#pragma once

#include <mutex>
#include <optional>

#include "doubles/filter_file_system.h"

namespace kyodo {

struct Fault {
  std::optional<FileCall> call;  // which calls count; none: all
  size_t number = 0;             // the one that fails, from 1; 0: none
  int error_number = 0;          // with this errno value
  bool and_all_after = false;    // as if the process had died there
};

/// A Write that fails leaves the first half of the bytes, as a full disk does.
class FaultFileSystem final : public FilterFileSystem {
 public:
  FaultFileSystem(FileSystem& base, Fault fault) : FilterFileSystem(base), fault_(fault) {}

  Status Write(const std::string& path, std::string_view bytes) override;
  /// The calls so far that count.
  size_t calls() const;

 private:
  Status Before(FileCall call, const std::string& path, const std::string& to) override;

  const Fault fault_;
  mutable std::mutex mutex_;
  size_t calls_ = 0;
};

}  // namespace kyodo
