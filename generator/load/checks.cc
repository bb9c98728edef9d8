// checks: of site.yaml: how loudly each rule is told (core/levels.h).
#include <fmt/format.h>

#include <algorithm>

#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kChecksExample = "checks: {plain-words.suggest: off}";

void UnknownRule(const yaml::Entry& entry, Diagnostics& diagnostics) {
  diagnostics.Error("checks.rule", entry.key_pos,
                    {fmt::format("このような確かめはありません: {}", entry.key),
                     fmt::format("There is no such check: {}", entry.key)},
                    Suggest(Nearest(entry.key, RuleNames()),
                            {"check の表示の最後にある [ ] の中の名前を書きます。例: plain-words.suggest",
                             "Write the name in [ ] at the end of a message. Example: plain-words.suggest"}));
}

void UnknownLevel(const yaml::Entry& entry, std::string_view level, Diagnostics& diagnostics) {
  diagnostics.Error(
      "checks.level", entry.value->pos,
      {fmt::format("強さの名前ではありません: {}", level), fmt::format("Not a level: {}", level)},
      Suggest(Nearest(level, LevelNames()),
              {fmt::format("off（出さない）、note（参考）、warning（注意）、error（誤り）のどれかを書きます。例: "
                           "{}: off",
                           entry.key),
               fmt::format("Write off, note, warning or error. Example: {}: off", entry.key)}));
}

}  // namespace

void ReadChecks(const yaml::Node& node, SiteConfig& config, Diagnostics& diagnostics) {
  if (node.kind != yaml::Node::kMapping) return NotMapping(node, kChecksExample, diagnostics);
  for (const yaml::Entry& entry : node.entries) {
    const auto text = ReadText(*entry.value, diagnostics);
    if (!text) continue;
    const auto level = std::find(LevelNames().begin(), LevelNames().end(), *text);
    if (level == LevelNames().end()) UnknownLevel(entry, *text, diagnostics);
    if (!std::binary_search(RuleNames().begin(), RuleNames().end(), entry.key)) UnknownRule(entry, diagnostics);
    if (level == LevelNames().end()) continue;
    config.checks[std::string(entry.key)] = {static_cast<Level>(level - LevelNames().begin()), entry.key_pos};
  }
}

}  // namespace kyodo::load
