// aliases: [old/page.html, old-folder/], and those of removed.yaml.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

/// Characters that mean themselves in an address, in HTML and in the patterns of web servers, if `.` is escaped.
bool IsPlain(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
}

/// A page or a folder of the site: no `..`, no names that begin with a dot, none that is empty.
bool IsAlias(std::string_view path) {
  if (path.size() > 500 || !std::all_of(path.begin(), path.end(), IsPlain)) return false;
  if (!EndsWith(path, ".html") && !EndsWith(path, "/")) return false;
  if (EndsWith(path, "/")) path.remove_suffix(1);
  const std::vector<std::string_view> names = Split(path, '/');
  return std::none_of(names.begin(), names.end(),
                      [](std::string_view name) { return name.empty() || name.front() == '.'; });
}

/// What may have been meant: a whole address, one from the root, one without its end.
std::string Mended(std::string_view path) {
  if (const size_t host = path.find("://"); host != path.npos)
    path.remove_prefix(std::min(path.find('/', host + 3), path.size()));
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty() && path.front() == '/') path.remove_prefix(1);
  if (IsAlias(path)) return std::string(path);
  const std::string folder = std::string(path) + "/";
  return IsAlias(folder) ? folder : "old/page.html";
}

}  // namespace

std::vector<Named> ReadAliases(MapReader& map, Diagnostics& diagnostics, std::string_view key) {
  std::vector<Named> aliases;
  const yaml::Node* list = map.Get(key);
  if (list && list->kind != yaml::Node::kSequence) {
    NotList(*list, fmt::format("{}: [old/page.html]", key), diagnostics);
    return aliases;
  }
  for (const yaml::Node* item : list ? list->items : std::span<const yaml::Node* const>()) {
    const auto text = ReadText(*item, diagnostics);
    if (!text) continue;
    const std::string path(*text);
    if (IsAlias(path)) {
      aliases.push_back({EndsWith(path, "/") ? path + "index.html" : path, item->pos});
      continue;
    }
    const std::string example = Mended(path);
    diagnostics.Error(
        "alias.form", item->pos,
        {fmt::format("前のアドレスとして使えません: {}", path),
         fmt::format("Not usable as an address of old: {}", path)},
        {fmt::format("サイトの最初のページから見た場所を、.html か / で終わるように書きます。例: {}: [{}]", key,
                     example),
         fmt::format("Write its place below the site's first page, ending in .html or /. Example: {}: [{}]", key,
                     example)});
  }
  return aliases;
}

}  // namespace kyodo::load
