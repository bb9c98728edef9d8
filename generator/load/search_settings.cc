// search.yaml and civic_words.yaml: how the search of the site treats its words.
#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "load/civic_words.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kSearchFile = "search.yaml";
constexpr std::string_view kVariants = "[[障害, 障がい, 障碍], [高, 髙]]";
constexpr std::string_view kSynonyms = "[[補助金, 助成金], {ask: [ママ友], find: [子育て]}]";
constexpr std::string_view kGroupExample = "[補助金, 助成金]";

/// Whether the search sees anything in the text: it knows letters and digits only.
bool HasWord(std::string_view text) {
  const std::u32string folded = Decode(Fold(text));
  return std::any_of(folded.begin(), folded.end(), [](char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
  });
}

class Reader {
 public:
  Reader(SearchSettings& settings, Diagnostics& diagnostics) : settings_(settings), diagnostics_(diagnostics) {}

  void Read(const yaml::Node& root, const std::vector<Language>& languages) {
    MapReader map(root, languages, diagnostics_, "variants: [[障害, 障がい]]");
    if (!map.ok()) return;
    if (const yaml::Node* node = map.Get("variants"))
      ForEach(*node, kVariants, [&](const yaml::Node& item) { AddVariants(item); });
    if (const yaml::Node* node = map.Get("synonyms"))
      ForEach(*node, kSynonyms, [&](const yaml::Node& item) { AddSynonyms(item, languages); });
    if (const yaml::Node* node = map.Get("skip")) AddSkipped(*node);
    map.Finish();
  }

 private:
  template <class Take>
  void ForEach(const yaml::Node& node, std::string_view example, const Take& take) {
    if (node.kind != yaml::Node::kSequence) return NotList(node, example, diagnostics_);
    for (const yaml::Node* item : node.items) take(*item);
  }

  /// Those that the search can see.
  std::vector<std::string> WordsOf(const yaml::Node& node, std::string_view rule, std::string_view example) {
    std::vector<std::string> words;
    ForEach(node, example, [&](const yaml::Node& item) {
      const auto text = ReadText(item, diagnostics_);
      if (!text || text->empty()) return;
      if (HasWord(*text)) return words.emplace_back(*text), void();
      diagnostics_.Error(
          rule, item.pos,
          {fmt::format("文字も数字もない書き方です: {}", *text),
           fmt::format("This spelling has no letter and no digit: {}", *text)},
          {fmt::format("検索は文字と数字だけを見ます。この書き方を消してください。例: {}", example),
           fmt::format("The search sees letters and digits only. Leave this spelling out. Example: {}", example)});
    });
    return words;
  }

  void AddVariants(const yaml::Node& node) {
    constexpr std::string_view kExample = "[障害, 障がい]";
    std::vector<std::string> spellings = WordsOf(node, "search.variant", kExample);
    if (node.kind != yaml::Node::kSequence) return;
    for (const yaml::Node* item : node.items) {
      if (item->kind != yaml::Node::kScalar || item->text.empty()) continue;
      if (!known_.emplace(item->text).second) {
        diagnostics_.Error(
            "search.variant", item->pos,
            {fmt::format("同じ書き方が二度あります: {}", item->text),
             fmt::format("This spelling is there twice: {}", item->text)},
            {"一つの言葉の書き方は、一つのリストにまとめます。", "All spellings of a word belong in one list."});
      }
    }
    if (node.items.size() < 2) {
      diagnostics_.Error("search.variant", node.pos,
                         {"書き方が一つしかありません", "There is only one spelling in this list"},
                         {"ふつうの書き方を先に、ほかの書き方を後に書きます。例: [障害, 障がい]",
                          "Write the usual spelling first, then the others. Example: [障害, 障がい]"});
    }
    settings_.variants.push_back(std::move(spellings));
  }

  void AddSynonyms(const yaml::Node& node, const std::vector<Language>& languages) {
    SearchSynonyms group;
    if (node.kind == yaml::Node::kMapping) {
      MapReader map(node, languages, diagnostics_, "{ask: [ママ友], find: [子育て]}");
      if (const yaml::Node* ask = map.Need("ask", "[ママ友]")) group.ask = WordsOf(*ask, "search.synonym", "[ママ友]");
      if (const yaml::Node* find = map.Need("find", "[子育て]"))
        group.find = WordsOf(*find, "search.synonym", "[子育て]");
      map.Finish();
    } else {
      group.ask = group.find = WordsOf(node, "search.synonym", kGroupExample);
      if (node.kind == yaml::Node::kSequence && node.items.size() < 2) {
        diagnostics_.Error(
            "search.synonym", node.pos, {"言葉が一つしかありません", "There is only one word in this list"},
            {"同じ意味の言葉を並べます。例: [補助金, 助成金]", "List words of one meaning. Example: [補助金, 助成金]"});
      }
    }
    settings_.synonyms.push_back(std::move(group));
  }

  void AddSkipped(const yaml::Node& node) {
    if (node.kind != yaml::Node::kSequence) return NotList(node, "[について, about]", diagnostics_);
    for (const yaml::Node* item : node.items) {  // of words, or of lists of them
      const auto take = [&](const yaml::Node& one) {
        const auto text = ReadText(one, diagnostics_);
        if (text && !text->empty()) settings_.skip.emplace_back(*text);
      };
      if (item->kind == yaml::Node::kSequence) {
        for (const yaml::Node* one : item->items) take(*one);
      } else {
        take(*item);
      }
    }
  }

  SearchSettings& settings_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> known_;
};

/// What kyodo ships, but for spellings that the site has a line of its own for.
void AddShipped(Loader& loader) {
  Storage& storage = *loader.site.storage.front();
  SourceFile& file = storage.sources.emplace_back();
  file.path = "civic_words.yaml";
  file.text = CivicWords();
  const yaml::Node* root = yaml::Parse(file, file.text, 1, storage.memory, loader.diagnostics);
  if (!root) return;
  SearchSettings shipped;
  Reader(shipped, loader.diagnostics).Read(*root, loader.site.config.languages);
  SearchSettings& own = loader.site.search;
  std::set<std::string> spelt;
  for (const std::vector<std::string>& line : own.variants) spelt.insert(line.begin(), line.end());
  for (std::vector<std::string>& line : shipped.variants) {
    const bool is_new =
        std::none_of(line.begin(), line.end(), [&](const std::string& one) { return spelt.contains(one); });
    if (is_new) own.variants.push_back(std::move(line));
  }
  std::move(shipped.synonyms.begin(), shipped.synonyms.end(), std::back_inserter(own.synonyms));
  std::move(shipped.skip.begin(), shipped.skip.end(), std::back_inserter(own.skip));
}

}  // namespace

void LoadSearchSettings(Loader& loader) {
  if (FindPlainFile(loader.files, loader.site.folder, kSearchFile, loader.diagnostics) == Presence::kThere) {
    if (const yaml::Node* root = ReadYaml(loader, kSearchFile, *loader.site.storage.front(), loader.diagnostics))
      Reader(loader.site.search, loader.diagnostics).Read(*root, loader.site.config.languages);
  }
  AddShipped(loader);
}

}  // namespace kyodo::load
