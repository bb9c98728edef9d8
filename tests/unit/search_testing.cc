#include "search_testing.h"

namespace kyodo::search {

namespace {

std::map<std::string, std::string> SmallSite() {
  return {
      {"site.yaml", "title: {ja: 試験, en: Test}\nbase_url: https://example.jp/\nlanguages: [ja, en]\n"},
      {"search.yaml", "variants: [[障害, 障がい]]\n"},
      {"schema/groups.yaml",
       "format: record\nlabel: {ja: 団体, en: Groups}\nfields:\n  title: {type: string, translate: true, required: "
       "true}\n"
       "  kana: {type: string}\n  summary: {type: text, translate: true, search: 3}\n"
       "  leader: {type: string, search: 0}\n  secret: {type: string, private: true}\n"},
      {"schema/guidelines.yaml",
       "format: document\nlabel: {ja: 指針, en: Guidelines}\nfields:\n"
       "  title: {type: string, translate: true, required: true}\n"},
      {"schema/chapters.yaml",
       "format: document\nlabel: {ja: 章, en: Chapters}\nfields:\n"
       "  title: {type: string, translate: true, required: true}\n"
       "  guideline: {type: ref, to: guidelines, required: true}\n  number: {type: integer, required: true}\n"
       "parts: {of: guideline, order: number}\n"},
      {"guidelines/guide.ja.md", "---\ntitle: 手引き\n---\nはじめに\n"},
      {"guidelines/guide.en.md", "---\ntitle: Handbook\n---\nForeword\n"},
      {"chapters/guide-1.ja.md",
       "---\ntitle: 進め方\nguideline: guide\nnumber: 1\n---\n前書きです。\n\n## 準備\n\n部屋を借ります。\n\n"
       "## 当日\n\n名札を配ります。\n"},
      {"chapters/guide-1.en.md",
       "---\ntitle: Proceeding\n---\nA preface.\n\n## Preparing\n\nRent a room.\n\n"
       "## The day\n\nHand out badges.\n"},
      {"groups/a.yaml",
       "title: {ja: 協働の会, en: Kyodo group}\nkana: きょうどうのかい\nsummary: {ja: "
       "障がいのある人と防災訓練をします。, en: Volunteers run "
       "disaster drills.}\nleader: 山田太郎\nsecret: 03-1234-5678\n"},
      {"groups/b.yaml",
       "title: {ja: 町会, en: Town association}\nsummary: {ja: 会の協働を進める町会。, en: 'Drills for disasters, in "
       "town.'}\n"},
      {"groups/c.yaml", "title: {ja: '<script>alert(1)</script>', en: '\"><img src=x onerror=alert(1)>'}\n"}};
}

}  // namespace

Found::Found(const std::map<std::string, std::string>& changes, size_t digits) {
  std::map<std::string, std::string> all = SmallSite();
  for (const auto& [path, text] : changes) all[path] = text;
  testing::Files files;
  for (const auto& [path, text] : all) files["site/" + path] = text;
  loaded = testing::LoadFiles(files);
  made = MakeIndex(*loaded.site, words::AnalyseJapanese(*loaded.site, Theme(), nullptr), digits);
  for (const DerivedFile& file : made.files) bytes[file.path] = file.Bytes();
  index = std::make_unique<Index>(OpenIndex(made.root, bytes));
}

std::vector<std::string> Found::Paths(std::string_view query, size_t language) {
  std::vector<std::string> paths;
  for (const Answer::Hit& hit : Ask(*index, query, language).hits) paths.push_back(index->Title(hit.number).path);
  return paths;
}

Index OpenIndex(const std::string& root, const IndexBytes& bytes) {
  return Index(root, [&bytes](const std::string& path) -> std::optional<std::string> {
    const auto found = bytes.find(path);
    return found == bytes.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace kyodo::search
