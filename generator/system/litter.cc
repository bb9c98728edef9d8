#include "system/litter.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace kyodo {

bool IsDesktopLitter(std::string_view name) {
  const std::string folded = Fold(name);
  return name == ".DS_Store" || StartsWith(name, "._") || name == "Icon\r" || folded == "thumbs.db" ||
         folded == "desktop.ini";
}

bool IsLitter(std::string_view name) {
  if (name == ".well-known" || name == ".htaccess") return false;
  static constexpr std::string_view kEndings[] = {"~", ".bak", ".orig", ".swp", ".swo", ".tmp"};
  const std::string folded = Fold(name);
  const auto ends = [&](std::string_view ending) { return EndsWith(folded, ending); };
  return StartsWith(name, ".") || StartsWith(name, "~$") || (StartsWith(name, "#") && EndsWith(name, "#")) ||
         name == "__MACOSX" || IsDesktopLitter(name) || std::any_of(std::begin(kEndings), std::end(kEndings), ends);
}

}  // namespace kyodo
