// The note of a build: cli/build_note.h.
#include <catch2/catch.hpp>

#include "cli/build_note.h"

namespace kyodo::cli {

namespace {

BuildNote SomeNote() {
  BuildNote note;
  note.stamp = "0123456789abcdef";
  note.day = *ParseDate("2026-04-01", {});
  note.utc_offset_minutes = 540;
  note.summary = {10, 22, 123456789012, 3, 4, 0, *ParseDate("2026-05-02", {}), {{"ko", 5, 6, 7, 9, {}}}, {}};
  return note;
}

void CheckSame(const BuildNote& one, const BuildNote& other) {
  CHECK(WriteNote(one) == WriteNote(other));
  CHECK(one.stamp == other.stamp);
  CHECK(one.day == other.day);
  CHECK(one.utc_offset_minutes == other.utc_offset_minutes);
  CHECK(one.summary.bytes == other.summary.bytes);
  CHECK(one.summary.next_change == other.summary.next_change);
}

TEST_CASE("ReadNote: reads what WriteNote writes", "[cli]") {
  BuildNote note = SomeNote();
  CheckSame(ReadNote(WriteNote(note)).value(), note);
  note.summary.next_change.reset();
  note.utc_offset_minutes = -210;
  CheckSame(ReadNote(WriteNote(note)).value(), note);
}

TEST_CASE("ReadNote: refuses a damaged note, wherever it is cut, and a line twice or unknown", "[cli]") {
  const std::string whole = WriteNote(SomeNote());
  for (size_t size = 0; size + 1 < whole.size(); ++size) {  // without the last line's end it is still whole
    CAPTURE(size);
    CHECK_FALSE(ReadNote(whole.substr(0, size)));
  }
  CHECK_FALSE(ReadNote(whole + whole));
  CHECK_FALSE(ReadNote(whole + "more 1\n"));
  for (const auto& [from, to] : {std::pair("pages 10", "pages ten"),
                                 {"pages 10", "pages 10x"},
                                 {"pages 10", "pages -1"},
                                 {"pages 10", "pages "},
                                 {"pages 10", "pages"},
                                 {"files 22", "bytes 22"},
                                 {"bytes 123456789012", "bytes 99999999999999999999"},
                                 {"2026-04-01", "2026-02-30"},
                                 {"2026-05-02", "never"},
                                 {"offset 540", "offset 9h"}}) {
    CAPTURE(from, to);
    std::string text = whole;
    text.replace(text.find(from), std::string_view(from).size(), to);
    CHECK_FALSE(ReadNote(text));
  }
}

}  // namespace

}  // namespace kyodo::cli
