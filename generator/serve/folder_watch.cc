#include "serve/folder_watch.h"

#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "system/litter.h"

namespace kyodo::serve {

namespace {

// A file that is written says so when it is closed; one that is only made says nothing yet, unless it is a link.
constexpr uint32_t kWhat =
    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

bool IsPlainNewFile(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  return !error && status.type() == std::filesystem::file_type::regular &&
         std::filesystem::hard_link_count(path, error) == 1;
}

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::Open(std::vector<std::string> folders) {
  std::unique_ptr<FolderWatch> watch(new FolderWatch(std::move(folders)));
  watch->descriptor_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (const Status all = watch->WatchAll(); !all.ok()) return all.error();
  return watch;
}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

Status FolderWatch::WatchAll() {
  for (const std::string& folder : folders_) {
    if (const Status one = Watch(folder, true); !one.ok()) return one;
  }
  return Done{};
}

Status FolderWatch::Watch(const std::string& folder, bool at_top) {
  const int number = inotify_add_watch(descriptor_, folder.c_str(), kWhat);
  if (number < 0 && (errno == ENOENT || errno == ENOTDIR || errno == EACCES)) return Done{};
  if (number < 0) {
    Diagnostics one;
    return one.FileError("serve.watch", folder,
                         {fmt::format("フォルダーの変化を見張れません: {}", std::strerror(errno)),
                          fmt::format("This folder cannot be watched: {}", std::strerror(errno))},
                         {"見張れる数は sudo sysctl fs.inotify.max_user_watches=524288 で増やせます。",
                          "More can be watched after: sudo sysctl fs.inotify.max_user_watches=524288"});
  }
  watched_[number] = folder;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (IsLitter(entry->path().filename().string())) continue;
    std::error_code unknown;
    if (!entry->is_directory(unknown) || (!at_top && entry->is_symlink(unknown))) continue;
    if (const Status one = Watch(entry->path().string()); !one.ok()) return one;
  }
  return Done{};
}

bool FolderWatch::Take() {
  bool changed = false;
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  for (ssize_t size; (size = read(descriptor_, buffer.data(), buffer.size())) > 0;) {
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      const auto& event = *reinterpret_cast<const inotify_event*>(at);
      at += sizeof(inotify_event) + event.len;
      if (event.mask & IN_Q_OVERFLOW) {
        (void)WatchAll();
        changed = true;
        continue;
      }
      if (event.mask & IN_IGNORED) {
        watched_.erase(event.wd);
        continue;
      }
      const auto folder = watched_.find(event.wd);
      const std::string name = event.len ? event.name : "";
      if (folder == watched_.end() || (!name.empty() && IsLitter(name))) continue;
      const std::string path = folder->second + "/" + name;
      if (event.mask & IN_ISDIR && event.mask & (IN_CREATE | IN_MOVED_TO)) (void)Watch(path);
      if (event.mask & IN_CREATE && !(event.mask & IN_ISDIR) && IsPlainNewFile(path)) continue;
      changed = true;
    }
  }
  return changed;
}

}  // namespace kyodo::serve
