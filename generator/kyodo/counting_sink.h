// A sink that counts the bytes on their way to another.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <utility>

#include "core/sink.h"

namespace kyodo {

class CountingSink final : public Sink {
 public:
  explicit CountingSink(Sink& next) : next_(next) {}
  void Add(FinishedFile file) override {
    bytes_ += file.bytes.size();
    next_.Add(std::move(file));
  }
  std::optional<uint64_t> Keep(const std::string& path, uint64_t hash) override {
    const std::optional<uint64_t> size = next_.Keep(path, hash);
    bytes_ += size.value_or(0);
    return size;
  }
  uint64_t bytes() const { return bytes_; }

 private:
  Sink& next_;
  std::atomic<uint64_t> bytes_ = 0;
};

}  // namespace kyodo
