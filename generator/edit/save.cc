#include "edit/save.h"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <random>

#include "source/plain_files.h"

namespace kyodo::edit {

namespace {

/// A name that no reader of the site takes for a part of it (system/litter.h), and no other program that saves the same
/// file at the same moment, on this machine or another.
std::string FreshName(const std::string& path) {
  static const uint64_t kOurs = [] {
    std::random_device device;
    return uint64_t{device()} << 32 | device();
  }();
  const size_t slash = path.rfind('/') + 1;
  return path.substr(0, slash) + fmt::format(".{}.{:016x}.tmp", path.substr(slash), kOurs);
}

/// Written beside the file and on the disk, with the permissions of the old.
Status WriteFresh(FileSystem& files, const std::string& fresh, std::string_view bytes, uint32_t mode) {
  if (Status written = files.Write(fresh, bytes); !written.ok()) return written;
  std::error_code ignored;  // a disk that knows no permissions
  if (mode != 0) std::filesystem::permissions(fresh, static_cast<std::filesystem::perms>(mode), ignored);
  return files.Sync(fresh);
}

/// The two names change places, so that what was there at that very moment is not lost.
Result<Saved> Swap(FileSystem& files, const std::string& root, const std::string& fresh, const std::string& path,
                   const std::string& was) {
  const Status swapped = files.Exchange(fresh, path);
  if (!swapped.ok() && swapped.error().rule != "file.unsupported") return swapped.error();
  if (!swapped.ok()) {  // a disk that cannot: one more look, then the rename
    const Result<std::string> now = ReadPlainFile(files, root, path);
    if (!now.ok() || *now != was) return Saved::kChanged;
    const Status renamed = files.Rename(fresh, path);
    if (!renamed.ok()) return renamed.error();
    return Saved::kDone;
  }
  const Result<std::string> before = files.Read(fresh);
  if (before.ok() && *before == was) return Saved::kDone;
  if (const Status back = files.Exchange(fresh, path); !back.ok()) return back.error();
  return Saved::kChanged;
}

/// A link is made only where nothing is. A disk that knows no links: one more look, then the rename.
Result<Saved> PutInPlace(FileSystem& files, const std::string& fresh, const std::string& path) {
  const Status linked = files.HardLink(fresh, path);
  if (linked.ok()) return Saved::kDone;
  if (linked.error().rule == "file.exists") return Saved::kChanged;
  if (linked.error().rule != "file.unsupported" && linked.error().rule != "file.denied") return linked.error();
  if (files.Stat(path).ok()) return Saved::kChanged;
  const Status renamed = files.Rename(fresh, path);
  if (!renamed.ok()) return renamed.error();
  return Saved::kDone;
}

}  // namespace

Result<Saved> Save(FileSystem& files, const std::string& root, const std::string& path, const std::string* was,
                   std::string_view bytes) {
  const Result<std::string> now = ReadPlainFile(files, root, path);
  if (!now.ok() && now.error().rule != "file.missing") return now.error();
  if (was ? !now.ok() || *now != *was : now.ok()) return Saved::kChanged;
  const std::string fresh = FreshName(path);
  const Result<FileInfo> info = files.Stat(path);
  const Status written = WriteFresh(files, fresh, bytes, was && info.ok() ? info->mode : 0);
  Result<Saved> saved = Saved::kDone;
  if (!written.ok()) {
    saved = written.error();
  } else if (was) {
    saved = Swap(files, root, fresh, path, *was);
  } else {
    saved = PutInPlace(files, fresh, path);
  }
  (void)files.RemoveFile(fresh);
  if (saved.ok() && *saved == Saved::kDone) (void)files.Sync(ParentFolder(path));
  return saved;
}

}  // namespace kyodo::edit
