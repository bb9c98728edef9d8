#include <catch2/catch.hpp>

#include "core/text.h"
#include "formats/ics.h"

namespace kyodo {
namespace {

std::string TextLine(std::string_view text) {
  IcsWriter writer;
  writer.Text("SUMMARY", text);
  return writer.Take();
}

/// The content line that a reader puts together again (section 3.1).
std::string Unfolded(std::string text) {
  for (size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  return text;
}

TEST_CASE("IcsWriter: folds at 75 octets and never inside a character", "[formats][ics]") {
  for (const std::string& character : {std::string("協"), std::string("𠮷"), std::string("é")}) {
    std::string many;
    for (int i = 0; i < 80; ++i) many += character;
    for (size_t padding = 0; padding <= 80; ++padding) {
      CAPTURE(character, padding);
      const std::string text = std::string(padding, 'a') + many;
      const std::string written = TextLine(text);
      REQUIRE(Unfolded(written) == "SUMMARY:" + text + "\r\n");
      for (std::string_view line : Split(std::string_view(written).substr(0, written.size() - 2), '\n')) {
        if (EndsWith(line, "\r")) line.remove_suffix(1);
        REQUIRE(line.size() <= 75);
        REQUIRE(FindInvalidUtf8(line) == std::string_view::npos);
      }
    }
  }
}

TEST_CASE("IcsWriter: a line of 75 octets is one line, one more octet makes it two", "[formats][ics]") {
  CHECK(TextLine(std::string(67, 'a')) == "SUMMARY:" + std::string(67, 'a') + "\r\n");
  CHECK(TextLine(std::string(68, 'a')) == "SUMMARY:" + std::string(67, 'a') + "\r\n a\r\n");
}

TEST_CASE("IcsWriter: escapes commas, semicolons, backslashes and line ends in texts", "[formats][ics]") {
  CHECK(TextLine(R"(a,b;c\d:e"f)") == "SUMMARY:a\\,b\\;c\\\\d:e\"f\r\n");
  CHECK(TextLine("a\nb\r\nc\rd") == "SUMMARY:a\\nb\\nc\\nd\r\n");
  CHECK(TextLine("a\r") == "SUMMARY:a\\n\r\n");
}

TEST_CASE("IcsWriter: leaves control characters out, and a text cannot begin a line of its own", "[formats][ics]") {
  CHECK(TextLine(std::string("a\0b\x1B\x7F\tc", 7)) == "SUMMARY:ab\tc\r\n");
  CHECK(TextLine("x\r\nEND:VEVENT") == "SUMMARY:x\\nEND:VEVENT\r\n");
}

TEST_CASE("IcsWriter: writes values that are no texts as they are, and no empty texts", "[formats][ics]") {
  IcsWriter writer;
  writer.Begin("VEVENT");
  writer.Line("DTSTART;VALUE=DATE", "20261212");
  writer.Line("RRULE", "FREQ=WEEKLY;BYDAY=SA,SU");
  writer.Text("LOCATION", "");
  writer.Raw("X-A:1\r\n");
  writer.End("VEVENT");
  CHECK(writer.Take() ==
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261212\r\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU\r\nX-A:1\r\nEND:VEVENT\r\n");
}

TEST_CASE("IcsDate, IcsLocal, IcsUtc: the three forms of a time", "[formats][ics]") {
  CHECK(IcsDate({2026, 2, 1}) == "20260201");
  CHECK(IcsLocal({2026, 2, 1}, 65) == "20260201T010500");
  CHECK(IcsUtc(*ParseInstant("2026-02-01T00:30:00+09:00")) == "20260131T153000Z");
  CHECK(IcsUtc(*ParseInstant("1969-12-31T23:59:00Z")) == "19691231T235900Z");
}

}  // namespace
}  // namespace kyodo
