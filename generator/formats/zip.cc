#include "formats/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "system/library.h"

namespace kyodo {

namespace {

/// The functions of libarchive that are used, under their names without "archive_".
struct Archive {
  decltype(&::archive_read_new) read_new;
  decltype(&::archive_read_free) read_free;
  decltype(&::archive_read_support_format_zip_seekable) read_support_format_zip_seekable;
  decltype(&::archive_read_open_memory) read_open_memory;
  decltype(&::archive_read_next_header) read_next_header;
  decltype(&::archive_read_data) read_data;
  decltype(&::archive_entry_pathname) entry_pathname;
};

/// Null when it is not installed.
const Archive* LoadArchive() {
  static const Archive* const kArchive = []() -> const Archive* {
    static Archive archive;
    Library library("libarchive.so.13");
    library.Find("archive_read_new", archive.read_new)
        .Find("archive_read_free", archive.read_free)
        .Find("archive_read_support_format_zip_seekable", archive.read_support_format_zip_seekable)
        .Find("archive_read_open_memory", archive.read_open_memory)
        .Find("archive_read_next_header", archive.read_next_header)
        .Find("archive_read_data", archive.read_data)
        .Find("archive_entry_pathname", archive.entry_pathname);
    return library.ok() ? &archive : nullptr;
  }();
  return kArchive;
}

Diagnostic ZipProblem(const char* rule) {
  Diagnostics one;
  return one.FileError(rule, "", {"ZIP として読めません", "This ZIP archive cannot be read"});
}

/// False: over `most_bytes` or damaged.
bool ReadEntry(archive* zip, std::string& out, size_t& room, bool& too_large) {
  char buffer[1 << 16];
  for (;;) {
    const la_ssize_t got = LoadArchive()->read_data(zip, buffer, sizeof buffer);
    if (got == 0) return true;
    if (got < 0) return false;
    too_large = static_cast<size_t>(got) > room;
    if (too_large) return false;
    room -= static_cast<size_t>(got);
    out.append(buffer, static_cast<size_t>(got));
  }
}

}  // namespace

Result<std::map<std::string, std::string>> ReadZip(std::string_view bytes, std::initializer_list<const char*> endings,
                                                   size_t most_bytes) {
  if (!LoadArchive()) return ZipProblem("zip.library");
  const std::unique_ptr<archive, decltype(&::archive_read_free)> zip(LoadArchive()->read_new(),
                                                                     LoadArchive()->read_free);
  LoadArchive()->read_support_format_zip_seekable(zip.get());
  if (LoadArchive()->read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return ZipProblem("zip.format");
  std::map<std::string, std::string> files;
  size_t room = most_bytes;
  for (archive_entry* entry = nullptr;;) {
    const int status = LoadArchive()->read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return files;
    if (status < ARCHIVE_WARN) return ZipProblem("zip.format");
    const char* const path = LoadArchive()->entry_pathname(entry);
    const std::string name = path ? path : "";
    const bool wanted =
        std::any_of(endings.begin(), endings.end(), [&](const char* end) { return EndsWith(name, end); });
    if (!wanted || files.contains(name)) continue;
    if (files.size() >= 1000) return ZipProblem("zip.size");
    bool too_large = false;
    if (!ReadEntry(zip.get(), files[name], room, too_large)) return ZipProblem(too_large ? "zip.size" : "zip.format");
  }
}

}  // namespace kyodo
