// Ids of texts that one page shows, also where some stand in for those that its language lacks.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "testing.h"

namespace kyodo::testing {
namespace {

const std::vector<std::string>& IdsOf(const Datum& datum, LanguageId id) { return datum.In(id).markdown->result.ids; }

TEST_CASE("Ids: those of a page are unique, in its own language and in another", "[load][ids]") {
  const Files site = {
      {"site/site.yaml", "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\n"},
      {"site/schema/notes.yaml",
       "format: document\nlabel: {ja: 覚え, en: Notes}\nfields:\n  title: {type: string, translate: true}\n"
       "  first: {type: markdown, translate: true}\n  second: {type: markdown, translate: true}\n"},
      {"site/notes/a.ja.md",
       "---\ntitle: 題\nfirst: |\n  #### 一 {#one}\nsecond: |\n  #### 二 {#two}\n---\n\n## 頭 {#top}\n"},
      {"site/notes/a.en.md", "---\ntitle: T\nfirst: |\n  #### One {#two}\n---\n\n## Top {#one}\n\n### Two {#two}\n"}};
  const auto files = MakeMemoryFileSystem(site);
  LoadOptions options;
  options.folder = "site";
  Diagnostics told;
  const auto loaded = Load(*files, options, SharedPool(), told);
  const Record& record = loaded->FindCollection("notes")->records.front();
  for (const LanguageId id : {LanguageId{0}, LanguageId{1}}) {
    std::vector<std::string> all = IdsOf(record.body, id);
    for (const char* key : {"first", "second"}) {
      const auto& ids = IdsOf(*record.Find(key), id);
      all.insert(all.end(), ids.begin(), ids.end());
    }
    CHECK(all.size() >= 3);
    std::sort(all.begin(), all.end());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  }
  CHECK(IdsOf(*record.Find("second"), 0) == IdsOf(*record.Find("second"), 1));
}

}  // namespace
}  // namespace kyodo::testing
