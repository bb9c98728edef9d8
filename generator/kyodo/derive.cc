#include "kyodo/derive.h"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include "core/hash.h"
#include "readings/site_readings.h"
#include "search/write.h"

namespace kyodo {

namespace {

/// Only a dictionary that is not there is done without; any other failure would take the readings from every page.
bool IsMissing(FileSystem& files, const std::string& path) {
  const Result<FileInfo> info = files.Stat(path);
  return !info.ok() && info.error().rule == "file.missing";
}

DerivedFiles NoDictionary(FileSystem& files) {
  DerivedFiles none;
  if (IsMissing(files, kMecabDictionaryFile)) {
    none.diagnostics.Add(Severity::kNote, "readings.dictionary", {},
                         {"MeCab の辞書がないので、ふりがなのボタンは付きません。",
                          "MeCab's dictionary is not there, so the pages have no button for readings."},
                         {"scripts/setup が入れます（パッケージ mecab-ipadic-utf8）。",
                          "scripts/setup installs it (package mecab-ipadic-utf8)."});
  } else {
    none.diagnostics.FileError("readings.dictionary", kMecabDictionary,
                               {"MeCab の辞書が読めません", "MeCab's dictionary cannot be read"},
                               {"パッケージ mecab-ipadic-utf8 を入れ直してから、もう一度実行してください。",
                                "Install the package mecab-ipadic-utf8 anew, and run again."});
  }
  return none;
}

DerivedFiles ReadingsScript(const Site& site, const readings::JapaneseAnalysis& analysis, FileSystem& files) {
  if (!analysis.mecab) return NoDictionary(files);
  DerivedFiles made;
  std::string script = readings::MakeReadings(site, analysis);
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

Derived Derive(const Site& site, const Theme& theme, FileSystem& files) {
  using readings::JapaneseAnalysis;
  const auto analysis = std::make_shared<const Lazy<JapaneseAnalysis>>(
      [&] { return readings::AnalyseJapanese(site, theme, Mecab::Open(kMecabDictionary)); });
  const auto make_readings = [&site, &files, analysis] { return ReadingsScript(site, (*analysis)(), files); };
  const auto make_search = [&site, &files, analysis] {
    const bool has_lost_it = !(*analysis)().mecab && !IsMissing(files, kMecabDictionaryFile);
    return has_lost_it ? NoDictionary(files) : search::MakeIndex(site, (*analysis)());
  };
  return {Lazy<DerivedFiles>(Isolated(make_readings)), Lazy<DerivedFiles>(Isolated(make_search))};
}

}  // namespace kyodo
