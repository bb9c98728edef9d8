#include "cli/build_note.h"

#include <fmt/format.h>

#include "core/hash.h"
#include "core/text.h"

namespace kyodo::cli {

namespace {

bool ReadDay(std::string_view text, Date& out) {
  const Result<Date> date = ParseDate(text, {});
  if (date.ok()) out = *date;
  return date.ok();
}

bool ReadNext(std::string_view text, std::optional<Date>& out) {
  if (text == "none") return true;
  Date day;
  if (!ReadDay(text, day)) return false;
  out = day;
  return true;
}

/// " ko 434 120 621 12, ar …"; "" when every language is whole.
std::string WriteUntranslated(const std::vector<Untranslated>& languages) {
  std::string out;
  for (const Untranslated& one : languages)
    out += fmt::format("{} {} {} {} {} {}", out.empty() ? "" : ",", one.language, one.words, one.labels, one.records,
                       one.texts);
  return out.empty() ? " none" : out;
}

bool ReadUntranslated(std::string_view text, std::vector<Untranslated>& out) {
  if (text == "none") return true;
  for (const std::string_view part : Split(text, ',')) {
    const std::vector<std::string_view> cells = Split(Trim(part), ' ');
    Untranslated one;
    if (cells.size() != 5 || !ReadNumber(cells[1], one.words) || !ReadNumber(cells[2], one.labels) ||
        !ReadNumber(cells[3], one.records) || !ReadNumber(cells[4], one.texts))
      return false;
    one.language = cells[0];
    out.push_back(one);
  }
  return true;
}

}  // namespace

std::string WriteNote(const BuildNote& note) {
  const Summary& s = note.summary;
  return fmt::format(
      "stamp {}\nday {}\noffset {}\npages {}\nfiles {}\nbytes {}\nmissing {}\nstale {}\n"
      "untranslated{}\nnext {}\n",
      note.stamp, ToIso(note.day), note.utc_offset_minutes, s.pages, s.files, s.bytes, s.missing, s.stale,
      WriteUntranslated(s.untranslated), s.next_change ? ToIso(*s.next_change) : "none");
}

std::optional<BuildNote> ReadNote(std::string_view text) {
  BuildNote note;
  Summary& s = note.summary;
  const std::vector<std::string_view> lines = Split(Trim(text), '\n');
  constexpr std::string_view kNames[] = {"stamp", "day",     "offset", "pages",        "files",
                                         "bytes", "missing", "stale",  "untranslated", "next"};
  std::vector<std::string_view> values;
  for (size_t i = 0; i < lines.size() && i < std::size(kNames); ++i) {
    const size_t space = lines[i].find(' ');
    if (space == std::string_view::npos || lines[i].substr(0, space) != kNames[i]) return std::nullopt;
    values.push_back(lines[i].substr(space + 1));
  }
  if (values.size() != std::size(kNames) || lines.size() != values.size()) return std::nullopt;
  note.stamp = values[0];
  const bool good = ReadDay(values[1], note.day) && ReadNumber(values[2], note.utc_offset_minutes) &&
                    ReadNumber(values[3], s.pages) && ReadNumber(values[4], s.files) &&
                    ReadNumber(values[5], s.bytes) && ReadNumber(values[6], s.missing) &&
                    ReadNumber(values[7], s.stale) && ReadUntranslated(values[8], s.untranslated) &&
                    ReadNext(values[9], s.next_change);
  return good ? std::optional<BuildNote>(note) : std::nullopt;
}

}  // namespace kyodo::cli
