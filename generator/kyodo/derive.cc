#include "kyodo/derive.h"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "core/hash.h"
#include "formats/mecab.h"
#include "readings/site_readings.h"
#include "search/write.h"

namespace kyodo {

namespace {

DerivedFiles MakeReadings(const Site& site, const Theme& theme, const Mecab* mecab) {
  DerivedFiles made;
  if (!mecab) {
    made.diagnostics.Add(Severity::kNote, "readings.dictionary", {},
                         {"MeCab の辞書がないので、ふりがなのボタンは付きません。",
                          "MeCab's dictionary is not there, so the pages have no button for readings."},
                         {"scripts/setup が入れます（パッケージ mecab-ipadic-utf8）。",
                          "scripts/setup installs it (package mecab-ipadic-utf8)."});
    return made;
  }
  std::string script = readings::MakeReadings(site, theme, *mecab);
  if (script.empty()) return made;
  made.root = fmt::format("assets/readings.{}.js", HexHash(Hash(script)).substr(0, 10));
  made.files.push_back({made.root, std::move(script)});
  return made;
}

/// The parallel work of `make` takes no other task of the thread that waits for it: that one could ask for the same.
std::function<DerivedFiles()> Isolated(std::function<DerivedFiles()> make) {
  return [make = std::move(make)] { return tbb::this_task_arena::isolate(make); };
}

}  // namespace

Derived Derive(const Site& site, const Theme& theme) {
  const auto mecab = std::make_shared<const Lazy<std::unique_ptr<Mecab>>>([] { return Mecab::Open(kMecabDictionary); });
  return {Lazy<DerivedFiles>(Isolated([&site, &theme, mecab] { return MakeReadings(site, theme, (*mecab)().get()); })),
          Lazy<DerivedFiles>(Isolated([&site, &theme, mecab] { return search::MakeIndex(site, theme, (*mecab)().get()); }))};
}

}  // namespace kyodo
