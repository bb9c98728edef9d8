// site.yaml
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kFile = "site.yaml";

bool IsLanguageCode(std::string_view code) {
  if (code.size() < 2 || code.size() > 35) return false;
  for (const char c : code) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

/// Leaves the list empty after an error: nothing else can be read without languages.
void ReadLanguages(const yaml::Node& root, SiteConfig& config, Diagnostics& diagnostics) {
  const auto complain = [&](const SourcePos& at, Message found, Message hint) {
    diagnostics.Error("config.languages", at, std::move(found), std::move(hint));
  };
  const yaml::Node* node = root.Find("languages");
  if (!node || node->kind != yaml::Node::kSequence || node->items.empty()) {
    const bool none = !node || node->IsAbsent() || node->kind == yaml::Node::kSequence;
    complain(node ? node->pos : root.pos,
             none ? Message{"サイトの言語が書かれていません: languages", "The site's languages are missing: languages"}
                  : Message{"サイトの言語はリストで書きます: languages", "The site's languages are a list: languages"},
             {"最初の言語がサイトの入口になります。例: languages: [ja, en]",
              "The first is the site's own. Example: languages: [ja, en]"});
    return;
  }
  bool good = true;
  for (const yaml::Node* item : node->items) {
    const auto same = [&](const Language& one) { return one.code == item->text; };
    const bool again = std::any_of(config.languages.begin(), config.languages.end(), same);
    if (!again && item->kind == yaml::Node::kScalar && IsLanguageCode(item->text)) {
      config.languages.push_back(MakeLanguage(item->text, config.languages.empty()));
      continue;
    }
    good = false;
    if (again) {
      complain(item->pos,
               {fmt::format("同じ言語が二つあります: {}", item->text),
                fmt::format("The same language twice: {}", item->text)},
               {"どちらかを消します。", "Delete one of them."});
    } else {
      complain(
          item->pos,
          {fmt::format("言語の記号ではありません: {}", item->text), fmt::format("Not a language code: {}", item->text)},
          {"BCP 47 の記号で書きます。例: ja、en", "Use BCP 47 codes. Example: ja, en"});
    }
  }
  if (!good) config.languages.clear();
}

/// Sets today and the offset from UTC in the site's time zone.
void SetClock(Site& site, const yaml::Node* zone_node, Diagnostics& diagnostics) {
  auto zone = TimeZone::Find(site.config.time_zone);
  if (!zone) {
    UnknownTimeZone("config.time-zone", site.config.time_zone, zone_node ? zone_node->pos : SourcePos{}, diagnostics);
    zone = TimeZone::Find("UTC");  // so that the rest can be checked
  }
  site.zones.emplace(site.config.time_zone, *zone);
  site.utc_offset_minutes = zone->OffsetMinutes(site.now);
  site.today = DayOf(site.now, site.utc_offset_minutes);
}

/// by: [districts, groups]
std::vector<Named> ReadTopics(MapReader& map) {
  std::vector<Named> groups;
  const std::vector<std::string> ids = map.Texts("by");
  const yaml::Node* list = map.Get("by");
  for (size_t i = 0; list && i < ids.size(); ++i) groups.push_back({ids[i], list->items[i]->pos});
  return groups;
}

/// calendar: {week_starts: monday, by: [districts, groups]}
void ReadCalendar(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  const std::vector<std::string_view> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                               "thursday", "friday", "saturday"};
  MapReader map(node, config.languages, diagnostics, "calendar: {by: [districts]}");
  config.calendar_by = ReadTopics(map);
  if (const yaml::Node* day = map.Get("week_starts")) {
    const auto found = std::find(kDays.begin(), kDays.end(), day->text);
    if (found == kDays.end()) {
      diagnostics.Error(
          "config.week-starts", day->pos,
          {fmt::format("曜日ではありません: {}", day->text), fmt::format("Not a weekday: {}", day->text)},
          Suggest(Nearest(day->text, kDays), {"sunday か monday などと書きます。", "Write sunday, monday …"}));
    } else {
      config.week_starts = static_cast<int>(found - kDays.begin());
    }
  }
  map.Finish();
}

/// `https://HOST/FOLDERS/`, in characters that mean themselves wherever an address is written: pages, headers, patterns
/// of a web server. Other letters have their place in it as punycode and percent signs.
bool IsSiteAddress(std::string_view url) {
  const auto all = [](std::string_view text, std::string_view others) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             others.find(c) != others.npos;
    });
  };
  const size_t start = StartsWith(url, "https://") ? 8 : StartsWith(url, "http://") ? 7 : url.size();
  const std::string_view rest = url.substr(start);
  const size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view host = rest.substr(0, slash);
  std::string_view path = rest.substr(slash);
  if (const size_t colon = host.rfind(':'); colon != host.npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.empty() || port.find_first_not_of("0123456789") != port.npos) return false;
    host = host.substr(0, colon);
  }
  const bool folders = path.find("//") == path.npos && path.find("/./") == path.npos && path.find("/../") == path.npos;
  return !host.empty() && host.front() != '.' && host.front() != '-' && all(host, ".-") && folders &&
         !EndsWith(path, "/.") && !EndsWith(path, "/..") && all(path, "/._~-%");
}

void ReadBaseUrl(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  if (!ReadText(node, diagnostics)) return;
  const std::string_view url = node.text;
  if (!IsSiteAddress(url)) {
    std::string shown(url.substr(0, url.find('\n')));
    if (shown.size() < url.size()) shown += "…";
    diagnostics.Error(
        "config.base-url", node.pos,
        {fmt::format("サイトのアドレスではありません: {}", shown), fmt::format("Not the address of a site: {}", shown)},
        {"https:// から半角の英数字で書き、? や # は付けません。例: https://example.jp/minato/",
         "Start with https://, in letters without accents and digits, without ? or #. Example: "
         "https://example.jp/minato/"});
    return;
  }
  config.base_url = url;
  if (!EndsWith(url, "/")) config.base_url += '/';
}

/// The name is part of a path.
void ReadTheme(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  const std::string_view name = ReadText(node, diagnostics).value_or("");
  const auto strange = [](char c) { return c == '/' || c == '\\' || (c >= 0 && c < ' '); };
  if (!name.empty() && name.front() != '.' && std::none_of(name.begin(), name.end(), strange)) {
    config.theme = name;
    return;
  }
  diagnostics.Error(
      "config.theme", node.pos,
      {fmt::format("テーマの名前ではありません: {}", name), fmt::format("Not the name of a theme: {}", name)},
      {"themes フォルダーにあるフォルダーの名前を書きます。例: kyodo",
       "Write the name of a folder in the folder themes. Example: kyodo"});
}

void ReadMenus(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  if (node.kind != yaml::Node::kMapping) NotMapping(node, "menus: {main: [{to: cases}]}", diagnostics);
  for (const yaml::Entry& entry : node.entries) {
    std::vector<MenuItem>& menu = config.menus[std::string(entry.key)];
    if (entry.value->kind != yaml::Node::kSequence && !entry.value->IsAbsent())
      NotList(*entry.value, "[{to: cases}]", diagnostics);
    for (const yaml::Node* item_node : entry.value->items) {
      MapReader item(*item_node, config.languages, diagnostics, "{to: cases}");
      const yaml::Node* to = item.Need("to", "cases");
      const LocalText label = item.Local("label");
      item.Finish();
      if (to) menu.push_back({std::string(to->text), label, to->pos});
    }
  }
}

}  // namespace

bool LoadConfig(Loader& loader) {
  Site& site = loader.site;
  SiteConfig& config = site.config;
  const Presence there = FindPlainFile(loader.files, site.folder, kFile, loader.diagnostics);
  if (there == Presence::kNone) {
    loader.diagnostics.FileError("config.missing", loader.PathOf(kFile),
                                 {"サイトの設定ファイルがありません", "The site's settings file is missing"},
                                 {"サイトのフォルダーの名前を --site に書きます。例: kyodo check --site content",
                                  "Name the site's folder with --site. Example: kyodo check --site content"});
  }
  if (there != Presence::kThere) return false;
  const yaml::Node* root = ReadYaml(loader, kFile, *site.storage.front(), loader.diagnostics);
  if (!root) return false;
  if (root->kind != yaml::Node::kMapping) {
    NotMapping(*root, "title: 協働ポータル", loader.diagnostics);
    return false;
  }
  ReadLanguages(*root, config, loader.diagnostics);
  if (config.languages.empty()) return false;
  MapReader map(*root, config.languages, loader.diagnostics);
  map.Get("languages");
  map.Need("title", "{ja: 協働ポータル, en: Kyodo Portal}");
  config.title = map.Local("title");
  config.description = map.Local("description");
  config.license = map.Local("license");
  if (const yaml::Node* url = map.Need("base_url", "https://example.jp/"))
    ReadBaseUrl(*url, config, loader.diagnostics);
  config.time_zone = map.Text("time_zone", "Asia/Tokyo");
  SetClock(site, root->Find("time_zone"), loader.diagnostics);
  config.theme = "kyodo";
  if (const yaml::Node* theme = map.Get("theme")) ReadTheme(*theme, config, loader.diagnostics);
  ReadRoles(map, config, loader.diagnostics);
  config.demonstration = map.Flag("demonstration");
  if (const yaml::Node* calendar = map.Get("calendar")) ReadCalendar(*calendar, config, loader.diagnostics);
  if (const yaml::Node* feeds = map.Get("feeds")) {
    MapReader reader(*feeds, config.languages, loader.diagnostics, "feeds: {by: [fields]}");
    config.feeds_by = ReadTopics(reader);
    reader.Finish();
  }
  if (const yaml::Node* menus = map.Get("menus")) ReadMenus(*menus, config, loader.diagnostics);
  map.Finish();
  return true;
}

}  // namespace kyodo::load
