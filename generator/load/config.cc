// site.yaml
#include <fmt/format.h>
#include <unicode/timezone.h>

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

void ReadLanguages(const yaml::Node& root, SiteConfig& config, Diagnostics& diagnostics) {
  const yaml::Node* node = root.Find("languages");
  if (!node || node->kind != yaml::Node::kSequence || node->items.empty()) {
    diagnostics.Error("config.languages", node ? node->pos : root.pos,
                      {"サイトの言語がありません: languages", "No languages: languages"},
                      {"最初の言語がサイトの入口になります。例: languages: [ja, en]", "The first is the site's own. Example: languages: [ja, en]"});
    return;
  }
  for (const yaml::Node* item : node->items) {
    if (item->kind == yaml::Node::kScalar && IsLanguageCode(item->text)) {
      config.languages.push_back(MakeLanguage(item->text, config.languages.empty()));
    } else {
      diagnostics.Error("config.languages", item->pos, {fmt::format("言語の記号ではありません: {}", item->text), fmt::format("Not a language code: {}", item->text)},
                        {"BCP 47 の記号で書きます。例: ja、en", "Use BCP 47 codes. Example: ja, en"});
    }
  }
}

/// Sets today and the offset from UTC in the site's time zone.
void SetClock(Site& site, const yaml::Node* zone_node, Diagnostics& diagnostics) {
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(site.config.time_zone)));
  if (*zone == icu::TimeZone::getUnknown()) {
    diagnostics.Error("config.time-zone", zone_node ? zone_node->pos : SourcePos{},
                      {fmt::format("知らない時間帯です: {}", site.config.time_zone), fmt::format("Unknown time zone: {}", site.config.time_zone)},
                      {"地域名で書きます。例: Asia/Tokyo", "Use a region's name. Example: Asia/Tokyo"});
    return;
  }
  int32_t raw = 0, daylight = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<UDate>(site.now) * 1000, false, raw, daylight, status);
  site.utc_offset_minutes = (raw + daylight) / 60000;
  const Instant local = site.now + site.utc_offset_minutes * 60;
  site.today = FromDaysSince1970((local >= 0 ? local : local - 86399) / 86400);
}

void ReadMenus(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  MapReader menus(node, config.languages, diagnostics);
  if (!menus.ok()) return;
  for (const yaml::Entry& entry : node.entries) {
    std::vector<MenuItem>& menu = config.menus[std::string(entry.key)];
    for (const yaml::Node* item_node : entry.value->items) {
      MapReader item(*item_node, config.languages, diagnostics);
      MenuItem added;
      if (const yaml::Node* to = item.Need("to", "cases")) {
        added.id = to->text;
        added.pos = to->pos;
      }
      added.label = item.Local("label");
      item.Finish();
      menu.push_back(std::move(added));
    }
  }
}

}  // namespace

bool LoadConfig(Loader& loader) {
  Site& site = loader.site;
  SiteConfig& config = site.config;
  const yaml::Node* root = ReadYaml(loader, kFile, *site.storage.front(), loader.diagnostics);
  if (!root) return false;
  ReadLanguages(*root, config, loader.diagnostics);
  if (config.languages.empty()) return false;
  MapReader map(*root, config.languages, loader.diagnostics);
  map.Get("languages");
  map.Need("title", "協働ポータル");
  config.title = map.Local("title");
  config.description = map.Local("description");
  config.license = map.Local("license");
  if (const yaml::Node* url = map.Need("base_url", "https://example.jp/")) {
    config.base_url = url->text;
    if (!StartsWith(config.base_url, "https://") && !StartsWith(config.base_url, "http://")) {
      loader.diagnostics.Error("config.base-url", url->pos, {fmt::format("サイトの住所ではありません: {}", url->text), fmt::format("Not the address of a site: {}", url->text)},
                               {"https:// から書きます。例: https://example.jp/", "Start with https://. Example: https://example.jp/"});
    }
    if (!EndsWith(config.base_url, "/")) config.base_url += '/';
  }
  config.time_zone = map.Text("time_zone", "Asia/Tokyo");
  SetClock(site, root->Find("time_zone"), loader.diagnostics);
  config.theme = map.Text("theme", "kyodo");
  if (const yaml::Node* contact = map.Get("contact")) {
    config.contact = contact->text;
    config.contact_pos = contact->pos;
  }
  config.demonstration = map.Flag("demonstration");
  if (const yaml::Node* menus = map.Get("menus")) ReadMenus(*menus, config, loader.diagnostics);
  map.Finish();
  return true;
}

}  // namespace kyodo::load
