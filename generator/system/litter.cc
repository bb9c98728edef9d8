#include "system/litter.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace kyodo {

bool IsDesktopLitter(std::string_view name) {
  const std::string folded = Fold(name);
  static constexpr std::string_view kNames[] = {"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin",
                                                "@eadir",    "#recycle",    "icon\r"};
  return name == ".DS_Store" || StartsWith(name, "._") || StartsWith(name, "~$") || StartsWith(name, ".~lock.") ||
         std::find(std::begin(kNames), std::end(kNames), folded) != std::end(kNames);
}

bool IsLitter(std::string_view name) {
  if (name == ".well-known" || name == ".htaccess") return false;
  static constexpr std::string_view kEndings[] = {"~", ".bak", ".orig", ".swp", ".swo", ".tmp"};
  const std::string folded = Fold(name);
  const auto ends = [&](std::string_view ending) { return EndsWith(folded, ending); };
  return StartsWith(name, ".") || (StartsWith(name, "#") && EndsWith(name, "#")) || name == "__MACOSX" ||
         IsDesktopLitter(name) || std::any_of(std::begin(kEndings), std::end(kEndings), ends);
}

}  // namespace kyodo
