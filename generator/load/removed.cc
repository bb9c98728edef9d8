// removed.yaml: pages that were published and are no more, with the day and the reason.
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kRemovedFile = "removed.yaml";
constexpr std::string_view kRemovalExample =
    "pages: [{addresses: [events/fair.html], removed: 2026-11-30, reason: {ja: 終わったため, en: It is over}}]";
constexpr std::string_view kOneRemoval = "{addresses: [events/fair.html], removed: 2026-11-30}";

void ReadRemoval(const yaml::Node& node, Site& site, Diagnostics& diagnostics) {
  if (node.kind != yaml::Node::kMapping) return NotMapping(node, kOneRemoval, diagnostics);
  MapReader map(node, site.config.languages, diagnostics, kOneRemoval);
  Removal removal;
  (void)map.Need("addresses", "[events/fair.html]");
  removal.addresses = ReadAliases(map, diagnostics, "addresses");
  const yaml::Node* day = map.Need("removed", "2026-11-30");
  removal.title = map.Local("title");
  removal.reason = map.Local("reason");
  map.Finish();
  const auto text = day ? ReadText(*day, diagnostics) : std::nullopt;
  if (!text) return;
  const Result<Date> date = ParseDate(*text, day->pos);
  if (!date.ok()) {
    diagnostics.Error(date.error().rule, day->pos, date.error().message, date.error().hint);
    return;
  }
  removal.day = *date;
  site.removed.push_back(std::move(removal));
}

}  // namespace

void LoadRemoved(Loader& loader) {
  Site& site = loader.site;
  if (FindPlainFile(loader.files, site.folder, kRemovedFile, loader.diagnostics) != Presence::kThere) return;
  const yaml::Node* root = ReadYaml(loader, kRemovedFile, *site.storage.front(), loader.diagnostics);
  if (!root) return;
  MapReader map(*root, site.config.languages, loader.diagnostics, kRemovalExample);
  const yaml::Node* pages = map.Need("pages", kRemovalExample.substr(7));
  map.Finish();
  if (!pages) return;
  if (pages->kind != yaml::Node::kSequence) return NotList(*pages, kRemovalExample, loader.diagnostics);
  for (const yaml::Node* item : pages->items) ReadRemoval(*item, site, loader.diagnostics);
}

}  // namespace kyodo::load
