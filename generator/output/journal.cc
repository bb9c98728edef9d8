#include "output/journal.h"

#include <charconv>

#include "core/text.h"

namespace kyodo {
namespace {

constexpr std::string_view kFirstLine = "kyodo-journal 1";
constexpr std::string_view kLastLine = "end";

template <class Number>
bool ReadNumber(std::string_view text, Number& number) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool ParseLine(std::string_view line, Journal& journal) {
  const size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
  if (word == "exchange") {
    journal.kind = Journal::kExchange;
    return ReadNumber(rest, journal.staging_inode);
  }
  if (word == "replace") {
    journal.kind = Journal::kReplace;
    return true;
  }
  if (word == "drop") {
    journal.drops.emplace_back(rest);
    return true;
  }
  const size_t before_path = rest.find(' ');
  if (word != "put" || before_path == std::string_view::npos) return false;
  Journal::Put& put = journal.puts.emplace_back();
  put.path = rest.substr(before_path + 1);
  return ReadNumber(rest.substr(0, before_path), put.number);
}

}  // namespace

std::string FormatJournal(const Journal& journal) {
  std::string out(kFirstLine);
  out += '\n';
  if (journal.kind == Journal::kExchange) {
    out += "exchange " + std::to_string(journal.staging_inode) + "\n";
  }
  if (journal.kind == Journal::kReplace) out += "replace\n";
  for (const Journal::Put& put : journal.puts) {
    out += "put " + std::to_string(put.number) + " " + put.path + "\n";
  }
  for (const std::string& path : journal.drops) out += "drop " + path + "\n";
  out += kLastLine;
  out += '\n';
  return out;
}

Journal ParseJournal(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  const bool whole =
      lines.size() >= 3 && lines.front() == kFirstLine && lines.back().empty() && lines[lines.size() - 2] == kLastLine;
  if (!whole) return {};
  Journal journal;
  for (size_t i = 1; i + 2 < lines.size(); ++i) {
    if (!ParseLine(lines[i], journal)) return {};
  }
  return journal;
}

Result<Journal> ReadJournal(FileSystem& files, const std::string& path) {
  Result<std::optional<std::string>> text = ReadIfThere(files, path);
  if (!text) return text.error();
  return text->has_value() ? ParseJournal(**text) : Journal{};
}

}  // namespace kyodo
