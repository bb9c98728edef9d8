#include "formats/ics.h"

#include <fmt/format.h>

namespace kyodo {

namespace {

constexpr size_t kLineBytes = 75;  // section 3.1: without the line end

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// The text without control characters; line ends of any kind as \n.
std::string Escaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') out += "\\n";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == ',' || c == ';' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\t' || (byte >= 0x20 && byte != 0x7F)) {
      out += c;
    }
  }
  return out;
}

}  // namespace

void IcsWriter::Begin(std::string_view component) { Line("BEGIN", component); }
void IcsWriter::End(std::string_view component) { Line("END", component); }

void IcsWriter::Line(std::string_view name, std::string_view value) {
  std::string line = fmt::format("{}:{}", name, value);
  std::string_view rest = line;
  size_t room = kLineBytes;
  while (rest.size() > room) {
    size_t cut = room;
    while (cut > 1 && !StartsCharacter(rest[cut])) --cut;
    out_ += rest.substr(0, cut);
    out_ += "\r\n ";
    rest.remove_prefix(cut);
    room = kLineBytes - 1;  // a continued line begins with a space
  }
  out_ += rest;
  out_ += "\r\n";
}

void IcsWriter::Text(std::string_view name, std::string_view text) {
  if (!text.empty()) Line(name, Escaped(text));
}

std::string IcsDate(const Date& date) { return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day); }

std::string IcsLocal(const Date& date, int minute) {
  return fmt::format("{}T{:02}{:02}00", IcsDate(date), minute / 60, minute % 60);
}

std::string IcsUtc(Instant instant) {
  const Date day = DayOf(instant, 0);
  return IcsLocal(day, static_cast<int>((instant - DaysSince1970(day) * 86400) / 60)) + "Z";
}

}  // namespace kyodo
