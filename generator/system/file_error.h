// The one diagnostic for a call to the disk that failed, with the rules that
// file_system.h lists.
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic.h"

namespace kyodo {

/// The calls of a file system, for error texts, logs and faults.
enum class FileCall {
  kRead,
  kStat,
  kList,
  kWrite,
  kMakeFolders,
  kHardLink,
  kRename,
  kExchange,
  kRemoveFile,
  kRemoveFolder,
  kSync,
  kSyncAll,
  kLock,
};

/// The name in logs: "read", "stat", "list", "write", "make-folders", "link",
/// "rename", "exchange", "remove", "remove-folder", "sync", "sync-all", "lock".
std::string_view NameOf(FileCall call);

/// The error of `call` on `path` for `error_number` (an errno value).
Diagnostic FileError(FileCall call, std::string path, int error_number);

}  // namespace kyodo
