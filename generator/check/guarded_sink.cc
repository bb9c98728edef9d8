#include "check/guarded_sink.h"

namespace kyodo::check {

void GuardedSink::Add(FinishedFile file) {
  Diagnostics found;
  values_.Search(file.path, file.text ? *file.text : std::string_view(file.bytes), found);
  if (!found.empty()) {
    const std::lock_guard lock(mutex_);
    found_.Append(std::move(found));
  }
  next_.Add(std::move(file));
}

}  // namespace kyodo::check
