#include "images/fonts.h"

#include <dlfcn.h>

#include <set>

#include "core/text.h"

namespace kyodo {

namespace {

/// As in fontconfig.h; it is loaded when it is needed, as libvips is, and so its header is not needed to compile.
struct FontSet {
  int count, room;
  void** fonts;
};
constexpr const char* kFontLibrary = "libfontconfig.so.1";
constexpr int kSystemFonts = 0;
constexpr int kMatch = 0;

template <class Function>
bool FindFunction(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(dlsym(library, name));
  return function != nullptr;
}

}  // namespace

bool FontsHave(std::string_view text) {
  FontSet* (*fonts_of)(void* config, int which) = nullptr;
  int (*char_set_of)(const void* font, const char* key, int at, void** out) = nullptr;
  int (*has)(const void* set, unsigned int character) = nullptr;
  void* const library = dlopen(kFontLibrary, RTLD_NOW | RTLD_LOCAL);
  if (!library || !FindFunction(library, "FcConfigGetFonts", fonts_of) ||
      !FindFunction(library, "FcPatternGetCharSet", char_set_of) || !FindFunction(library, "FcCharSetHasChar", has))
    return false;
  std::set<char32_t> wanted;
  for (const char32_t c : Decode(text)) {
    if (c > ' ') wanted.insert(c);
  }
  const FontSet* const all = fonts_of(nullptr, kSystemFonts);
  for (int i = 0; all && i < all->count; ++i) {
    void* set = nullptr;
    if (char_set_of(all->fonts[i], "charset", 0, &set) != kMatch) continue;
    std::erase_if(wanted, [&](char32_t c) { return has(set, c) != 0; });
  }
  return wanted.empty();
}

}  // namespace kyodo
