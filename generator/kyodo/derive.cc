#include "kyodo/derive.h"

#include <tbb/task_arena.h>

#include "search/write.h"
#include "words/site_readings.h"

namespace kyodo {

namespace {

DerivedFiles ReadingsScript(const Site& site, const words::JapaneseAnalysis& analysis) {
  DerivedFiles made;
  if (!analysis.mecab) {
    made.diagnostics.Add(Severity::kNote, "readings.dictionary", {},
                         {"MeCab の辞書がないので、ふりがなのボタンは付きません。",
                          "MeCab's dictionary is not there, so the pages have no button for readings."},
                         {"scripts/setup が入れます（パッケージ mecab-ipadic-utf8）。",
                          "scripts/setup installs it (package mecab-ipadic-utf8)."});
    return made;
  }
  std::string script = words::MakeReadings(site, analysis);
  if (script.empty()) return made;
  made.root = Derived::kReadings;
  made.files.push_back({made.root, std::move(script), DerivedFile::kPlain});
  return made;
}

/// What the dictionary is needed for: its 80 MB are gone when the search index is made.
struct Japanese {
  words::JapaneseAnalysis analysis;
  DerivedFiles readings;
};

/// A dictionary that is there and cannot be read is an error: it would take the readings from every page.
Result<Japanese> ReadJapanese(const Site& site, const Theme& theme, FileReader& files) {
  Result<std::unique_ptr<Mecab>> mecab = Mecab::Open(files, kMecabDictionary);
  if (!mecab.ok()) return mecab.error();
  Japanese japanese{words::AnalyseJapanese(site, theme, std::move(*mecab)), {}};
  japanese.readings = ReadingsScript(site, japanese.analysis);
  japanese.analysis.CloseDictionary();
  return japanese;
}

DerivedFiles None(const Diagnostic& error) {
  DerivedFiles none;
  none.diagnostics.FileError(error.rule, error.path, error.message, error.hint);
  return none;
}

/// The parallel work of `make` takes no other task of the thread that waits for it: that one could ask for the same.
Lazy<DerivedFiles> Isolated(std::function<DerivedFiles()> make) {
  return Lazy<DerivedFiles>([make = std::move(make)] { return tbb::this_task_arena::isolate(make); });
}

}  // namespace

Derived Derive(const Site& site, const Theme& theme, FileReader& files, bool late) {
  const auto read = std::make_shared<const Lazy<Result<Japanese>>>([&] { return ReadJapanese(site, theme, files); });
  return {Isolated([=] { return (*read)().ok() ? (*read)()->readings : None((*read)().error()); }),
          Isolated([=, &site] {
            return (*read)().ok() ? search::MakeIndex(site, (*read)()->analysis) : None((*read)().error());
          }),
          late};
}

}  // namespace kyodo
