// Values of expressions about `site` that are the same on every page, such as
// `site.projects | where("stage", "do") | sort("-updated") | first(5)`.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "template/arena.h"
#include "template/value.h"

namespace kyodo::tmpl {

/// One value for each expression and language, made once and kept until Clear.
/// Find and Make may be called by many threads.
class Memo {
 public:
  /// Makes room for expressions 0 … count-1. Not while anything renders.
  void Resize(size_t count) { expressions_ = std::vector<Languages>(count); }
  void Clear();

  /// Null when not made yet, or made of another site.
  const Value* Find(int32_t expression, size_t language, const Value& site) const {
    if (language >= kLanguages) return nullptr;
    const Entry* entry = expressions_[static_cast<size_t>(expression)][language].load(std::memory_order_acquire);
    return entry && entry->site.structure == site.structure ? &entry->value : nullptr;
  }

  /// Calls `make(arena)` for the value, unless another thread has just done so.
  /// What it makes lives in the memo's arena. When `make` throws, nothing is kept.
  template <class Function>
  Value Make(int32_t expression, size_t language, const Value& site, Function make) {
    const std::lock_guard lock(mutex_);
    if (const Value* found = Find(expression, language, site)) return *found;
    const Value value = make(arena_);
    if (language < kLanguages) {
      auto* entry = arena_.New<Entry>(Entry{site, value});
      expressions_[static_cast<size_t>(expression)][language].store(entry, std::memory_order_release);
    }
    return value;
  }

 private:
  struct Entry {
    Value site;
    Value value;
  };
  static constexpr size_t kLanguages = 16;  // more are not kept
  using Languages = std::array<std::atomic<const Entry*>, kLanguages>;

  std::vector<Languages> expressions_;
  std::mutex mutex_;
  Arena arena_;
};

}  // namespace kyodo::tmpl
