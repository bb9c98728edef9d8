#include "search/files.h"

#include "core/hash.h"

namespace kyodo::search {

std::string LongName(std::string_view content) { return HexHash(Hash(content)) + HexHash(Hash(content, 1)); }

IndexFile MakeFile(std::string content, bool hard) {
  IndexFile file;
  file.long_name = LongName(content);
  file.content = std::move(content);
  file.packing = hard ? DerivedFile::kGzipHard : DerivedFile::kGzip;
  return file;
}

std::string Cell(std::string_view text) {
  std::string cell;
  bool broken = false;
  for (const char c : text) {
    const bool breaks = static_cast<unsigned char>(c) < 0x20;
    if (broken && !breaks && !cell.empty()) cell += ' ';
    if (!breaks) cell += c;
    broken = breaks;
  }
  return cell;
}

}  // namespace kyodo::search
