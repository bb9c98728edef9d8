#include "search/files.h"

#include "core/hash.h"
#include "formats/gzip.h"

namespace kyodo::search {

std::string LongName(std::string_view raw) { return HexHash(Hash(raw)) + HexHash(Hash(raw, 1)); }

IndexFile MakeFile(std::string_view raw, std::string plain, bool hard) {
  IndexFile file;
  file.long_name = LongName(raw);
  file.bytes = Gzip(raw, hard);
  file.plain = std::move(plain);
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
