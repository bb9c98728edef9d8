#include "load/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "core/text.h"

namespace kyodo {

namespace {

bool IsNamePart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Calls `found` with each name, and whether it is set there.
void EachToken(std::string_view css, const std::function<void(std::string_view, bool)>& found) {
  for (size_t at = 0; at < css.size();) {
    if (css.substr(at, 2) == "/*") {
      at = std::min(css.find("*/", at + 2), css.size() - 2) + 2;
      continue;
    }
    size_t end = at;
    while (end < css.size() && IsNamePart(css[end])) ++end;
    const std::string_view name = css.substr(at, end - at);
    if (name.size() > 2 && StartsWith(name, "--")) {
      const size_t next = css.find_first_not_of(" \t\r\n", end);
      found(name, next != css.npos && css[next] == ':');
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

void CollectTokens(std::string_view css, std::set<std::string_view>& names) {
  EachToken(css, [&](std::string_view name, bool) { names.insert(name); });
}

void ComplainUnknownTokens(const SourceFile& file, const std::set<std::string_view>& known, Diagnostics& diagnostics) {
  struct Use {
    std::string_view first;
    bool set = false, read = false;
  };
  std::map<std::string_view, Use> unknown;
  EachToken(file.text, [&](std::string_view name, bool set) {
    if (known.contains(name)) return;
    Use& use = unknown.try_emplace(name, Use{name}).first->second;
    (set ? use.set : use.read) = true;
  });
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const auto& [name, use] : unknown) {
    if (use.set && use.read) continue;
    const size_t offset = static_cast<size_t>(use.first.data() - file.text.data());
    diagnostics.Warning(
        "theme.token", PosAt(file, offset, name.size()),
        {fmt::format("テーマにない値の名前です: {}", name), fmt::format("The theme has no such token: {}", name)},
        Suggest(Nearest(name, candidates), {"テーマの assets/tokens.css にある名前を書きます。",
                                            "Write a name that stands in the theme's assets/tokens.css."}));
  }
}

}  // namespace kyodo
