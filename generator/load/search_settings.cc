// search.yaml: how the search of the site treats its words.
#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "load/loader.h"
#include "load/map_reader.h"

namespace kyodo::load {

namespace {

constexpr std::string_view kFile = "search.yaml";
constexpr std::string_view kExample = "[[障害, 障がい, 障碍], [高, 髙]]";

/// Whether the search sees anything in the text: it knows letters and digits only.
bool HasWord(std::string_view text) {
  const std::u32string folded = Decode(Fold(text));
  return std::any_of(folded.begin(), folded.end(), [](char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
  });
}

class VariantReader {
 public:
  VariantReader(SiteConfig& config, Diagnostics& diagnostics) : config_(config), diagnostics_(diagnostics) {}

  void Read(const yaml::Node& node) {
    if (node.kind != yaml::Node::kSequence) return NotList(node, kExample, diagnostics_);
    for (const yaml::Node* item : node.items) ReadList(*item);
  }

 private:
  void ReadList(const yaml::Node& node) {
    if (node.kind != yaml::Node::kSequence) return NotList(node, "[障害, 障がい]", diagnostics_);
    std::vector<std::string> spellings;
    for (const yaml::Node* item : node.items) {
      const auto text = ReadText(*item, diagnostics_);
      if (!text || text->empty()) continue;
      if (!HasWord(*text)) {
        diagnostics_.Error(
            "search.variant", item->pos,
            {fmt::format("文字も数字もない書き方です: {}", *text),
             fmt::format("This spelling has no letter and no digit: {}", *text)},
            {"検索は文字と数字だけを見ます。この書き方を消してください。例: [障害, 障がい]",
             "The search sees letters and digits only. Leave this spelling out. Example: [障害, 障がい]"});
        continue;
      }
      if (!known_.emplace(*text, true).second) {
        diagnostics_.Error(
            "search.variant", item->pos,
            {fmt::format("同じ書き方が二度あります: {}", *text),
             fmt::format("This spelling is there twice: {}", *text)},
            {"一つの言葉の書き方は、一つのリストにまとめます。", "All spellings of a word belong in one list."});
      }
      spellings.emplace_back(*text);
    }
    if (node.items.size() < 2) {
      diagnostics_.Error("search.variant", node.pos,
                         {"書き方が一つしかありません", "There is only one spelling in this list"},
                         {"ふつうの書き方を先に、ほかの書き方を後に書きます。例: [障害, 障がい]",
                          "Write the usual spelling first, then the others. Example: [障害, 障がい]"});
    }
    config_.search_variants.push_back(std::move(spellings));
  }

  SiteConfig& config_;
  Diagnostics& diagnostics_;
  std::map<std::string, bool, std::less<>> known_;
};

}  // namespace

void LoadSearchSettings(Loader& loader) {
  if (FindPlainFile(loader.files, loader.site.folder, kFile, loader.diagnostics) != Presence::kThere) return;
  const yaml::Node* root = ReadYaml(loader, kFile, *loader.site.storage.front(), loader.diagnostics);
  if (!root) return;
  MapReader map(*root, loader.site.config.languages, loader.diagnostics, "variants: [[障害, 障がい]]");
  if (!map.ok()) return;
  if (const yaml::Node* variants = map.Get("variants"))
    VariantReader(loader.site.config, loader.diagnostics).Read(*variants);
  map.Finish();
}

}  // namespace kyodo::load
