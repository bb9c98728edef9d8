#include "doubles/recording_file_system.h"

namespace kyodo {
namespace {

bool CanChange(FileCall call) {
  switch (call) {
    case FileCall::kRead:
    case FileCall::kStat:
    case FileCall::kList:
    case FileCall::kSync:
    case FileCall::kSyncAll:
    case FileCall::kLock: return false;
    default: return true;
  }
}

}  // namespace

Status RecordingFileSystem::Before(FileCall call, const std::string& path, const std::string& to) {
  std::string text = std::string(NameOf(call)) + " " + path;
  if (!to.empty()) text += " -> " + to;
  const std::scoped_lock guard(mutex_);
  lines_.push_back({call, std::move(text)});
  return Done{};
}

std::vector<std::string> RecordingFileSystem::log() const {
  const std::scoped_lock guard(mutex_);
  std::vector<std::string> log;
  for (const Line& line : lines_) log.push_back(line.text);
  return log;
}

std::vector<std::string> RecordingFileSystem::Changes() const {
  const std::scoped_lock guard(mutex_);
  std::vector<std::string> log;
  for (const Line& line : lines_) {
    if (CanChange(line.call)) log.push_back(line.text);
  }
  return log;
}

void RecordingFileSystem::Clear() {
  const std::scoped_lock guard(mutex_);
  lines_.clear();
}

}  // namespace kyodo
