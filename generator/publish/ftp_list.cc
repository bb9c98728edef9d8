#include "publish/ftp_list.h"

#include "core/text.h"

namespace kyodo::publish {

namespace {

/// Cuts off the next word with the spaces before it.
std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}

/// "-rw-r--r-- 1 user group 123 Jan 01 10:00 a name", "lrwxrwxrwx … name -> where"
bool ReadUnix(std::string_view line, FtpEntry& entry) {
  if (line.size() < 10 || std::string_view("-dl").find(line.front()) == line.npos) return false;
  entry.is_folder = line.front() == 'd';
  entry.is_link = line.front() == 'l';
  for (int i = 0; i < 4; ++i) TakeWord(line);
  if (!ReadNumber(TakeWord(line), entry.size_bytes)) return false;
  for (int i = 0; i < 3; ++i) TakeWord(line);
  if (line.size() < 2) return false;
  entry.name = line.substr(1);
  if (const size_t arrow = entry.name.find(" -> "); entry.is_link && arrow != std::string::npos)
    entry.name.resize(arrow);
  return true;
}

/// "01-31-26  10:00AM       <DIR>          a name"
bool ReadIis(std::string_view line, FtpEntry& entry) {
  if (line.size() < 9 || line[2] != '-' || line[5] != '-') return false;
  TakeWord(line);
  TakeWord(line);
  const std::string_view size = TakeWord(line);
  entry.is_folder = size == "<DIR>";
  if (!entry.is_folder && !ReadNumber(size, entry.size_bytes)) return false;
  entry.name = Trim(line);
  return !entry.name.empty();
}

}  // namespace

std::vector<FtpEntry> ReadFtpList(std::string_view text) {
  std::vector<FtpEntry> entries;
  for (std::string_view line : Split(text, '\n')) {
    if (EndsWith(line, "\r")) line.remove_suffix(1);
    FtpEntry entry;
    if (!ReadUnix(line, entry) && !ReadIis(line, entry)) continue;
    if (entry.name != "." && entry.name != "..") entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace kyodo::publish
