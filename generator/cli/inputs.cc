#include "cli/inputs.h"

#include <fmt/format.h>

#include <charconv>

#include "core/hash.h"
#include "core/text.h"

namespace kyodo::cli {

namespace {

/// What goes into the stamp; false from each call when a part of it cannot be known.
struct InputList {
  FileSystem& files;
  std::string all;

  bool AddFile(const std::string& path) {
    const Result<FileInfo> info = files.Stat(path);
    if (!info.ok()) return info.error().rule == "file.missing";
    all += fmt::format("{}\n{} {} {} {}\n", path, info->size_bytes, info->modified_ns, info->changed_ns, info->inode);
    return true;
  }

  bool AddFolder(const std::string& folder, bool holds_themes = false) {
    const auto entries = files.List(folder);
    if (!entries.ok()) return entries.error().rule == "file.missing";
    for (const FolderEntry& entry : *entries) {
      const std::string path = folder + "/" + entry.name;
      const bool is_folder = entry.kind == FileInfo::kFolder;
      if (is_folder ? !AddFolder(path) : !AddFile(path)) return false;
      if (holds_themes && entry.kind == FileInfo::kLink && !AddLinkedTheme(path)) return false;
    }
    return true;
  }

  /// Of the folder that a link leads to, only what belongs to a theme: it may lead anywhere.
  bool AddLinkedTheme(const std::string& theme) {
    for (const char* part : {"/templates", "/assets", "/i18n"}) {
      const Result<FileInfo> info = files.Stat(theme + part);
      if (!info.ok() && info.error().rule != "file.missing") return false;
      if (info.ok() && info->kind == FileInfo::kFolder && !AddFolder(theme + part)) return false;
    }
    return true;
  }
};

template <class Number>
bool ReadNumber(std::string_view text, Number& out) {
  return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc();
}

}  // namespace

std::string StampInputs(FileSystem& files, const InputPlaces& places, std::string_view also) {
  InputList list{files, std::string(also)};
  if (!list.AddFolder(places.site)) return {};
  for (const std::string& folder : places.theme_parents) {
    if (!list.AddFolder(folder, true)) return {};
  }
  for (const std::string& file : places.files) {
    if (!list.AddFile(file)) return {};
  }
  return HexHash(Hash(list.all));
}

std::string WriteNote(const BuildNote& note) {
  const Summary& s = note.summary;
  return fmt::format("stamp {}\nday {}\noffset {}\npages {}\nfiles {}\nbytes {}\nmissing {}\nstale {}\nnext {}\n",
                     note.stamp, ToIso(note.day), note.utc_offset_minutes, s.pages, s.files, s.bytes, s.missing,
                     s.stale, s.next_change ? ToIso(*s.next_change) : "none");
}

std::optional<BuildNote> ReadNote(std::string_view text) {
  BuildNote note;
  bool good = !text.empty();
  for (const std::string_view line : Split(Trim(text), '\n')) {
    const size_t space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view key = line.substr(0, space), value = line.substr(space + 1);
    if (key == "stamp") note.stamp = value;
    if (key == "offset") good = good && ReadNumber(value, note.utc_offset_minutes);
    if (key == "pages") good = good && ReadNumber(value, note.summary.pages);
    if (key == "files") good = good && ReadNumber(value, note.summary.files);
    if (key == "bytes") good = good && ReadNumber(value, note.summary.bytes);
    if (key == "missing") good = good && ReadNumber(value, note.summary.missing);
    if (key == "stale") good = good && ReadNumber(value, note.summary.stale);
    if (key == "day" || (key == "next" && value != "none")) {
      const Result<Date> date = ParseDate(value, {});
      good = good && date.ok();
      if (date.ok() && key == "day") note.day = *date;
      if (date.ok() && key == "next") note.summary.next_change = *date;
    }
  }
  return good ? std::optional<BuildNote>(note) : std::nullopt;
}

}  // namespace kyodo::cli
