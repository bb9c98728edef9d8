#include "cli/build_note.h"

#include <fmt/format.h>

#include <charconv>

#include "core/hash.h"
#include "core/text.h"

namespace kyodo::cli {

namespace {

template <class Number>
bool ReadNumber(std::string_view text, Number& out) {
  return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc();
}

}  // namespace

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
