// site.yaml
#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/web_address.h"
#include "load/known_dead.h"
#include "load/loader.h"
#include "load/map_reader.h"
#include "load/meant_names.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kSiteFile = "site.yaml";

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
      diagnostics.Error("config.week-starts", day->pos,
                        {fmt::format("曜日ではありません: {}", day->text), fmt::format("Not a weekday: {}", day->text)},
                        Suggest(Nearest(day->text, kDays),
                                {"日曜日なら sunday、月曜日なら monday と書きます。", "Write sunday, or monday."}));
    } else {
      config.week_starts = static_cast<int>(found - kDays.begin());
    }
  }
  map.Finish();
}

bool IsHostName(std::string_view host) {
  constexpr size_t kLongestLabel = 63, kLongest = 253;  // RFC 1035 section 2.3.4
  const std::vector<std::string_view> labels = Split(host, '.');
  return host.size() <= kLongest && std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
           return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-';
         });
}

bool IsPort(std::string_view text) {
  uint16_t number = 0;
  return ReadNumber(text, number) && text.front() != '0';
}

/// Each % is followed by two digits, and not of a control character.
bool HasWholePercents(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEFabcdef";
  for (size_t at = 0; (at = path.find('%', at)) != path.npos; ++at) {
    const std::string_view code = path.substr(at + 1, 2);
    if (code.size() < 2 || code.find_first_not_of(kDigits) != code.npos || code.front() < '2' ||
        SmallLetters(code) == "7f")
      return false;
  }
  return true;
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
    if (!IsPort(host.substr(colon + 1))) return false;
    host = host.substr(0, colon);
  }
  const bool folders = path.find("//") == path.npos && path.find("/./") == path.npos && path.find("/../") == path.npos;
  const bool page = EndsWith(path, ".html") || EndsWith(path, ".htm") || EndsWith(path, ".php");
  return IsHostName(host) && all(host, ".-") && folders && !page && !EndsWith(path, "/.") && !EndsWith(path, "/..") &&
         all(path, "/._~-%") && HasWholePercents(path);
}

void ReadBaseUrl(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  if (!ReadText(node, diagnostics)) return;
  const std::string_view url = node.text;
  if (!IsSiteAddress(url)) {
    std::string shown = WithoutCredentials(url.substr(0, url.find('\n')));
    const bool secret = url.find('@') != url.npos;
    if (url.find('\n') != url.npos) shown += "…";
    Diagnostic& error = diagnostics.Error(
        "config.base-url", node.pos,
        {fmt::format("サイトのアドレスではありません: {}", shown), fmt::format("Not the address of a site: {}", shown)},
        {"https:// から半角の英数字で書き、? や #、index.html は付けません。例: https://example.jp/minato/",
         "Start with https://, in letters without accents and digits, without ?, # or index.html. Example: "
         "https://example.jp/minato/"});
    if (secret) error.source_line.clear();  // a password may stand in it
    return;
  }
  config.base_url = url;
  if (!EndsWith(url, "/")) config.base_url += '/';
}

/// An address with both coordinates in it, in characters that stand for themselves in an attribute.
bool IsMapUrl(std::string_view url) {
  std::string rest(url);
  for (const std::string_view name : {"{latitude}", "{longitude}"}) {
    size_t count = 0;
    for (size_t at; (at = rest.find(name)) != rest.npos; ++count) rest.erase(at, name.size());
    if (count == 0) return false;
  }
  const auto plain = [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("\"<>\\^`{|}").find(c) == std::string::npos;
  };
  const size_t scheme = StartsWith(rest, "https://") ? 8 : StartsWith(rest, "geo:") ? 4 : 0;
  return scheme > 0 && rest.size() > scheme - (scheme == 4) && std::all_of(rest.begin(), rest.end(), plain);
}

void ReadMapUrl(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  const auto url = ReadText(node, diagnostics);
  if (!url) return;
  if (IsMapUrl(*url)) {
    config.map_url = *url;
    return;
  }
  static constexpr std::string_view kExample =
      "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}";
  diagnostics.Error("config.map-url", node.pos,
                    {fmt::format("地図へのリンクの形ではありません: {}", *url),
                     fmt::format("Not a form for links to a map: {}", *url)},
                    {fmt::format("https:// から書き、緯度と経度の入る所を {{latitude}} と {{longitude}} にします。例: "
                                 "map_url: \"{}\"",
                                 kExample),
                     fmt::format("Start with https://, and put {{latitude}} and {{longitude}} where the numbers go. "
                                 "Example: map_url: \"{}\"",
                                 kExample)});
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

}  // namespace

namespace {

/// site.yml, Site.yaml, site.yaml.txt; empty: there is none of them.
std::string MisnamedSettings(const Loader& loader) {
  const auto entries = loader.files.List(loader.options.folder);
  if (!entries.ok()) return {};
  for (const FolderEntry& entry : *entries) {
    if (entry.kind == FileInfo::kFile && Fold(UsualYamlName(entry.name)) == kSiteFile) return entry.name;
  }
  return {};
}

}  // namespace

bool LoadConfig(Loader& loader) {
  Site& site = loader.site;
  SiteConfig& config = site.config;
  const Presence there = FindPlainFile(loader.files, site.folder, kSiteFile, loader.diagnostics);
  if (there == Presence::kNone) {
    Message hint = {"サイトのフォルダーの名前を --site に書きます。例: kyodo check --site content",
                    "Name the site's folder with --site. Example: kyodo check --site content"};
    if (const std::string other = MisnamedSettings(loader); !other.empty())
      hint = {fmt::format("{} があります。名前を {} に変えます。", other, kSiteFile),
              fmt::format("There is {}: rename it to {}.", other, kSiteFile)};
    loader.diagnostics.FileError("config.missing", loader.PathOf(kSiteFile),
                                 {"サイトの設定ファイルがありません", "The site's settings file is missing"}, hint);
  }
  if (there != Presence::kThere) return false;
  const yaml::Node* root = ReadYaml(loader, kSiteFile, *site.storage.front(), loader.diagnostics);
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
  config.examples_apart = map.Flag("examples_apart");
  if (const yaml::Node* image = map.Get("social_image"))
    config.social_image = {std::string(ReadText(*image, loader.diagnostics).value_or("")), image->pos};
  config.noindex = map.Flag("noindex") || loader.options.drafts;
  site.drafts = loader.options.drafts;
  if (const yaml::Node* logo = map.Get("logo"); logo && ReadText(*logo, loader.diagnostics))
    config.logo = {std::string(logo->text), logo->pos};
  if (const yaml::Node* checks = map.Get("checks")) ReadChecks(*checks, config, loader.diagnostics);
  if (const yaml::Node* dead = map.Get("known_dead")) ReadKnownDead(*dead, config.languages, loader.diagnostics);
  if (const yaml::Node* security = map.Get("security")) ReadSecurity(*security, config, loader.diagnostics);
  if (const yaml::Node* targets = map.Get("publish")) ReadPublish(*targets, config, loader.diagnostics);
  if (const yaml::Node* url = map.Get("map_url")) ReadMapUrl(*url, config, loader.diagnostics);
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
