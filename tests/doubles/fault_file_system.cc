#include "doubles/fault_file_system.h"

namespace kyodo {

Status FaultFileSystem::Write(const std::string& path, std::string_view bytes) {
  const bool dead_before = fault_.and_all_after && fault_.number != 0 && calls() >= fault_.number;
  Status gate = Before(FileCall::kWrite, path, "");
  if (gate) return base().Write(path, bytes);
  if (!dead_before) (void)base().Write(path, bytes.substr(0, bytes.size() / 2));
  return gate;
}

size_t FaultFileSystem::calls() const {
  const std::scoped_lock guard(mutex_);
  return calls_;
}

Status FaultFileSystem::Before(FileCall call, const std::string& path, const std::string&) {
  if (fault_.call && *fault_.call != call) return Done{};
  const std::scoped_lock guard(mutex_);
  ++calls_;
  const bool fails =
      fault_.number != 0 && (calls_ == fault_.number || (fault_.and_all_after && calls_ > fault_.number));
  if (fails) return FileError(call, path, fault_.error_number);
  return Done{};
}

}  // namespace kyodo
