// Told by the kernel of what changes in some folders and in all that lie in them (inotify, see inotify(7)).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"

namespace kyodo::serve {

class FolderWatch {
 public:
  /// Folders that are not there are passed over. These, and folders in them, may be links; further down none is
  /// followed. Error `serve.watch`: the kernel gives no more watches.
  static Result<std::unique_ptr<FolderWatch>> Open(std::vector<std::string> folders);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  /// Can be read from when something has happened.
  int descriptor() const { return descriptor_; }
  /// Takes what has happened since the last call. True: a file was written, moved or removed that may be a site's. New
  /// folders are watched from now on.
  bool Take();

 private:
  explicit FolderWatch(std::vector<std::string> folders) : folders_(std::move(folders)) {}
  Status WatchAll();
  /// With what lies in it; links to folders only `at_top`.
  Status Watch(const std::string& folder, bool at_top = false);

  const std::vector<std::string> folders_;
  int descriptor_ = -1;
  std::map<int, std::string> watched_;  // by the kernel's number
};

}  // namespace kyodo::serve
