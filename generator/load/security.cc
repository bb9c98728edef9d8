// The hosts that site.yaml lets pages load from.
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/patterns.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::string_view kHost = "https://tile.example.jp";

/// The value is written into headers and configurations of servers, so nothing but names and numbers may stand in it.
bool IsHost(std::string_view text) {
  static const std::string kPattern = R"(https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?)";
  return FitsPattern(kPattern, text) == Fit::kYes;
}

Message WhyNoHost(std::string_view text) {
  if (text.find('*') != text.npos)
    return {fmt::format("* は使えません。サーバーを一つずつ書きます。例: {}", kHost),
            fmt::format("* cannot be used: name each host. Example: {}", kHost)};
  if (!StartsWith(text, kScheme))
    return {fmt::format("https:// から書きます。例: {}", kHost),
            fmt::format("Start with https://. Example: {}", kHost)};
  if (text.find('/', kScheme.size()) != text.npos)
    return {fmt::format("サーバーの名前までを書き、その後の / とパスは書きません。例: {}", kHost),
            fmt::format("Only the host, without a slash and a path after it. Example: {}", kHost)};
  return {fmt::format("半角の英数字で、サーバーの名前だけを書きます。例: {}", kHost),
          fmt::format("A host alone, in letters without accents and digits. Example: {}", kHost)};
}

void ReadHosts(MapReader& map, std::string_view key, std::vector<std::string>& hosts, Diagnostics& diagnostics) {
  const yaml::Node* node = map.Get(key);
  if (!node) return;
  if (node->kind != yaml::Node::kSequence) {
    NotList(*node, fmt::format("{}: [{}]", key, kHost), diagnostics);
    return;
  }
  for (const yaml::Node* item : node->items) {
    const auto text = ReadText(*item, diagnostics);
    if (!text) continue;
    if (IsHost(*text)) {
      if (std::find(hosts.begin(), hosts.end(), *text) == hosts.end()) hosts.emplace_back(*text);
      continue;
    }
    const std::string shown(text->substr(0, text->find('\n')));
    diagnostics.Error(
        "config.security", item->pos,
        {fmt::format("許すサーバーの書き方ではありません: {}", shown), fmt::format("Not a host to allow: {}", shown)},
        WhyNoHost(*text));
  }
}

}  // namespace

void ReadSecurity(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  MapReader map(node, config.languages, diagnostics, fmt::format("security: {{images: [{}]}}", kHost));
  ReadHosts(map, "images", config.security.images, diagnostics);
  ReadHosts(map, "scripts", config.security.scripts, diagnostics);
  ReadHosts(map, "frames", config.security.frames, diagnostics);
  ReadHosts(map, "styles", config.security.styles, diagnostics);
  map.Finish();
}

}  // namespace kyodo::load
