// Where the finished files of a site go: a folder, memory, nowhere.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kyodo {

struct FinishedFile {
  std::string path;  // site path
  std::string bytes;
  /// Of bytes that are packed or a picture: the text in them, for who looks for words. None: the bytes are text.
  std::optional<std::string_view> text{};
};

/// Safe for use by several threads at once.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void Add(FinishedFile file) = 0;
  /// Leaves the file of an earlier time in its place, when it is there with bytes of that hash (core/hash.h); then its
  /// size. None: it has to be added.
  virtual std::optional<uint64_t> Keep(const std::string& path, uint64_t hash) {
    (void)path, (void)hash;
    return std::nullopt;
  }
};

/// For checking: everything is made, nothing is kept.
class NoSink final : public Sink {
 public:
  void Add(FinishedFile) override {}
};

class MemorySink final : public Sink {
 public:
  void Add(FinishedFile file) override {
    const std::lock_guard lock(mutex_);
    files_.insert_or_assign(std::move(file.path), std::move(file.bytes));
  }
  /// By path. To be called when nothing is added any more.
  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> files_;
};

}  // namespace kyodo
