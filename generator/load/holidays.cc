// holidays.yaml: the days of the calendar that are free, with their names.
#include <fmt/format.h>

#include "load/loader.h"
#include "load/map_reader.h"
#include "load/patterns.h"
#include "load/ready.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kHolidaysFile = "holidays.yaml";
constexpr std::string_view kDaysExample = "days: {2026-01-01: {ja: 元日, en: \"New Year's Day\"}}";

void ReadSourceUrl(const yaml::Node& node, Site& site, Diagnostics& diagnostics) {
  const auto url = ReadText(node, diagnostics);
  if (!url) return;
  site.holidays_url = *url;
  if (IsWebAddress(*url)) return;
  diagnostics.Error(
      "value.url", node.pos,
      {fmt::format("ウェブのアドレスではありません: {}", *url), fmt::format("Not a web address: {}", *url)},
      {"http:// か https:// から書きます。例: https://example.jp/",
       "Start with http:// or https://. Example: https://example.jp/"});
}

/// A calendar without holidays looks as if there were none.
void WarnBeforeTheEnd(const Site& site, const yaml::Node& days, Diagnostics& diagnostics) {
  const int last = site.holidays.rbegin()->first.year;
  if (site.today.year < last) return;
  diagnostics.Warning(
      "holidays.end", days.pos,
      {fmt::format("祝日が{}年までしかありません", last), fmt::format("Holidays are known until {} only", last)},
      {fmt::format("{}年の祝日を書き足します。内閣府が前の年の2月に公表します。", last + 1),
       fmt::format("Add those of {}. The Cabinet Office publishes them in February of the year before.", last + 1)});
}

}  // namespace

void LoadHolidays(Loader& loader) {
  Site& site = loader.site;
  if (FindPlainFile(loader.files, site.folder, kHolidaysFile, loader.diagnostics) != Presence::kThere) return;
  const yaml::Node* root =
      WithReadyHolidays(loader, ReadYaml(loader, kHolidaysFile, *site.storage.front(), loader.diagnostics));
  if (!root) return;
  MapReader map(*root, site.config.languages, loader.diagnostics, kDaysExample);
  site.holidays_source = map.Local("source");
  if (const yaml::Node* url = map.Get("source_url")) ReadSourceUrl(*url, site, loader.diagnostics);
  const yaml::Node* days = map.Need("days", kDaysExample.substr(6));
  map.Finish();
  if (!days) return;
  if (days->kind != yaml::Node::kMapping) return NotMapping(*days, kDaysExample, loader.diagnostics);
  for (const yaml::Entry& entry : days->entries) {
    const Result<Date> date = ParseDate(entry.key, entry.key_pos);
    if (!date.ok()) {
      loader.diagnostics.Error(date.error().rule, entry.key_pos, date.error().message, date.error().hint);
      continue;
    }
    site.holidays[*date] = ReadLocalText(*entry.value, site.config.languages, loader.diagnostics);
  }
  if (!site.holidays.empty()) WarnBeforeTheEnd(site, *days, loader.diagnostics);
}

}  // namespace kyodo::load
