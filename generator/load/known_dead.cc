#include "load/known_dead.h"

#include <fmt/format.h>

#include "core/text.h"
#include "core/web_address.h"
#include "load/map_reader.h"

namespace kyodo {

namespace {

constexpr std::string_view kUrl = "https://example.jp/old";
constexpr std::string_view kKnownDeadExample = "{url: https://example.jp/old, since: 2026-11-02}";

void ReadOne(const yaml::Node& node, const std::vector<Language>& languages, std::vector<KnownDead>& found,
             Diagnostics& diagnostics) {
  if (node.kind != yaml::Node::kMapping) return NotMapping(node, kKnownDeadExample, diagnostics);
  MapReader map(node, languages, diagnostics, kKnownDeadExample);
  const yaml::Node* url = map.Need("url", kUrl);
  const yaml::Node* since = map.Need("since", "2026-11-02");
  map.Finish();
  const auto address = url ? ReadText(*url, diagnostics) : std::nullopt;
  const auto day = since ? ReadText(*since, diagnostics) : std::nullopt;
  if (!address || !day) return;
  const Result<Date> date = ParseDate(*day, since->pos);
  if (!date) {
    diagnostics.Error(date.error().rule, since->pos, date.error().message, date.error().hint);
    return;
  }
  if (!StartsWith(*address, "https://") && !StartsWith(*address, "http://")) {
    diagnostics.Error(
        "config.known-dead", url->pos,
        {fmt::format("リンクのアドレスではありません: {}", *address),
         fmt::format("Not the address of a link: {}", *address)},
        {fmt::format("文章にあるとおりに、https:// から書きます。例: {}", kKnownDeadExample),
         fmt::format("Write it as it stands in the text, from https:// on. Example: {}", kKnownDeadExample)});
    return;
  }
  found.push_back({WithoutCredentials(address->substr(0, address->find('#'))), *date, url->pos.line, url->pos.column});
}

}  // namespace

std::vector<KnownDead> ReadKnownDead(const yaml::Node& node, const std::vector<Language>& languages,
                                     Diagnostics& diagnostics) {
  std::vector<KnownDead> found;
  if (node.kind != yaml::Node::kSequence) {
    NotList(node, fmt::format("known_dead: [{}]", kKnownDeadExample), diagnostics);
    return found;
  }
  for (const yaml::Node* item : node.items) ReadOne(*item, languages, found, diagnostics);
  return found;
}

std::vector<KnownDead> ReadKnownDead(FileReader& files, const Site& site) {
  const Result<std::string> text = files.Read(site.folder + "/site.yaml");
  if (!text) return {};
  const SourceFile file{site.folder + "/site.yaml", *text};
  std::pmr::monotonic_buffer_resource memory;
  Diagnostics told;  // by the loader, already
  const yaml::Node* root = yaml::Parse(file, file.text, 1, memory, told);
  const yaml::Node* node = root ? root->Find("known_dead") : nullptr;
  return node ? ReadKnownDead(*node, site.config.languages, told) : std::vector<KnownDead>();
}

}  // namespace kyodo
