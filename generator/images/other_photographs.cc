#include "images/other_photographs.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace kyodo {

bool IsOtherPhotograph(std::string_view name, std::string_view bytes) {
  constexpr std::string_view kStarts[] = {{"II*\0", 4},        {"MM\0*", 4},          {"II+\0", 4},
                                          {"MM\0+", 4},        {"IIU\0", 4},          {"IIRO", 4},
                                          {"FUJIFILMCCD-RAW"}, {"\0\0\0\x0CJXL ", 8}, {"\xFF\x0A", 2}};
  constexpr std::string_view kBrands[] = {"heic", "heix", "heim", "heis", "hevc", "hevx", "heif",
                                          "mif1", "mif2", "msf1", "avif", "avis", "crx "};
  constexpr std::string_view kEndings[] = {".heic", ".heif", ".hif", ".avif", ".tif", ".tiff", ".jxl", ".dng",
                                           ".cr2",  ".cr3",  ".nef", ".arw",  ".orf", ".raf",  ".rw2"};
  const std::string folded = Fold(name);
  if (std::any_of(std::begin(kEndings), std::end(kEndings), [&](auto one) { return EndsWith(folded, one); }) ||
      std::any_of(std::begin(kStarts), std::end(kStarts), [&](auto one) { return StartsWith(bytes, one); }))
    return true;
  if (bytes.substr(std::min<size_t>(4, bytes.size()), 4) != "ftyp") return false;
  constexpr size_t kMost = 128;  // the brands of a file are a few
  const std::string_view brands = bytes.substr(8, kMost);
  return std::any_of(std::begin(kBrands), std::end(kBrands), [&](auto one) { return brands.find(one) != brands.npos; });
}

}  // namespace kyodo
