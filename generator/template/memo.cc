#include "template/memo.h"

namespace kyodo::tmpl {

void Memo::Clear() {
  const std::lock_guard lock(mutex_);
  for (Languages& languages : expressions_) {
    for (auto& entry : languages) entry.store(nullptr, std::memory_order_relaxed);
  }
  arena_.Clear();
}

}  // namespace kyodo::tmpl
