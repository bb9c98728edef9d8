// The menus of site.yaml. Where their lines lead is looked up by views/menus.h.
#include <fmt/format.h>

#include "load/loader.h"
#include "load/map_reader.h"
#include "load/patterns.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kHome = "home";
constexpr std::string_view kOutside = R"({url: "https://example.jp/", label: {ja: 市の公式サイト, en: City website}})";
constexpr std::string_view kGroup = "{label: {ja: 参加する, en: Take part}, items: [{to: cases}]}";

Message Example(std::string_view example) {
  return {fmt::format("例: {}", example), fmt::format("Example: {}", example)};
}

class MenuReader {
 public:
  MenuReader(SiteConfig& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {}

  void Run(const yaml::Node& node) {
    if (node.kind != yaml::Node::kMapping) NotMapping(node, "menus: {main: [{to: cases}]}", diagnostics_);
    for (const yaml::Entry& entry : node.entries) {
      if (entry.key == kHome) {
        ReadGroups(*entry.value);
      } else {
        config_.menus[std::string(entry.key)] = ReadItems(*entry.value);
      }
    }
  }

 private:
  std::vector<MenuItem> ReadItems(const yaml::Node& node) {
    std::vector<MenuItem> items;
    if (node.kind != yaml::Node::kSequence && !node.IsAbsent()) NotList(node, "[{to: cases}]", diagnostics_);
    for (const yaml::Node* item : node.items) ReadItem(*item, items);
    return items;
  }

  void ReadItem(const yaml::Node& node, std::vector<MenuItem>& items) {
    MapReader map(node, config_.languages, diagnostics_, "{to: cases}");
    const yaml::Node* url = map.Get("url");
    const yaml::Node* to = url ? map.Get("to") : map.Need("to", "cases");
    LocalText label = map.Local("label");
    map.Finish();
    if (url) {
      ReadOutside(*url, to, std::move(label), items);
    } else if (to) {
      if (const auto id = ReadText(*to, diagnostics_))
        items.push_back({std::string(*id), {}, std::move(label), to->pos});
    }
  }

  void ReadOutside(const yaml::Node& url, const yaml::Node* to, LocalText label, std::vector<MenuItem>& items) {
    const auto text = ReadText(url, diagnostics_);
    if (!text) return;
    if (to) {
      diagnostics_.Error("config.menu", to->pos, {"to と url の両方が書かれています", "An item has both to and url"},
                         {"このサイトの中なら to、外なら url だけを書きます。",
                          "Write to for what is in this site, url for what is elsewhere."});
    } else if (!IsWebAddress(*text)) {
      diagnostics_.Error(
          "config.menu", url.pos,
          {fmt::format("ウェブのアドレスではありません: {}", *text), fmt::format("Not a web address: {}", *text)},
          Example(kOutside));
    } else if (label.empty()) {
      diagnostics_.Error("config.menu-label", url.pos,
                         {"サイトの外への項目に、表示する言葉（label）がありません",
                          "An item that leads to another site has no label"},
                         Example(kOutside));
    } else {
      items.push_back({{}, std::string(*text), std::move(label), url.pos});
    }
  }

  void ReadGroups(const yaml::Node& node) {
    if (node.kind != yaml::Node::kSequence && !node.IsAbsent())
      NotList(node, fmt::format("[{}]", kGroup), diagnostics_);
    for (const yaml::Node* one : node.items) {
      MapReader map(*one, config_.languages, diagnostics_, kGroup);
      LocalText label = map.Local("label");
      const yaml::Node* items = map.Get("items");
      if (map.ok() && (label.empty() || !items)) {
        // One message, also for a line of another menu, whose keys are not those of a group.
        diagnostics_.Error(
            "config.menu-label", one->pos,
            items ? Message{"ホームのまとまりに見出し（label）がありません", "A group of the home page has no label"}
                  : Message{"ホームのまとまりに項目（items）がありません", "A group of the home page has no items"},
            Example(kGroup));
        continue;
      }
      map.Finish();
      if (items) config_.home_menu.push_back({std::move(label), ReadItems(*items)});
    }
  }

  SiteConfig& config_;
  Diagnostics& diagnostics_;
};

}  // namespace

void ReadMenus(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  MenuReader(config, diagnostics).Run(node);
}

}  // namespace kyodo::load
