#include "search/whole_words.h"

#include <algorithm>
#include <set>

#include "core/text.h"

namespace kyodo::search {

namespace {

constexpr size_t kLongest = 12;
constexpr uint32_t kCommon = 4;

bool IsKatakana(char32_t c) { return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0xFF66 && c <= 0xFF9F); }

class Collector {
 public:
  explicit Collector(const words::Variants& variants) : variants_(variants) {}

  void Add(std::string_view text) { AddNormalized(words::Normalize(text, variants_)); }

  void AddNormalized(const std::u32string& text) {
    if (text.size() < 3 || text.size() > kLongest) return;
    for (const char32_t c : text) {
      if (words::ClassOf(c) != words::RunClass::kJapanese) return;
    }
    words_.insert(text);
  }

  void AddKatakana(std::string_view text) {
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
      const size_t here = at;
      const auto byte = static_cast<unsigned char>(text[at]);
      if ((byte == 0xE3 || byte == 0xEF) && IsKatakana(DecodeUtf8(text, at))) continue;
      if (at == here) ++at;
      if (here - begin >= 9) AddRun(text.substr(begin, here - begin));
      begin = at;
    }
    if (text.size() > begin) AddRun(text.substr(begin));
  }

  std::vector<std::u32string> Take() { return {words_.begin(), words_.end()}; }

 private:
  void AddRun(std::string_view run) {
    if (runs_.insert(std::string(run)).second) Add(run);
  }

  const words::Variants& variants_;
  std::set<std::u32string> words_;
  std::set<std::string> runs_;
};

}  // namespace

WholeWords::WholeWords(const Site& site, const std::vector<Entry>& entries, const std::vector<words::ReadWord>& words,
                       const words::Variants& variants) {
  Collector collector(variants);
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    if (!site.config.languages[id].japanese) continue;
    for (const auto& [name, collection] : site.collections) {
      if (!collection.schema.glossary) continue;
      for (const Record& record : collection.records) {
        if (!record.hidden) collector.Add(record.Title(id));
      }
    }
    for (const auto& [name, vocabulary] : site.vocabularies) {
      for (const Term& term : vocabulary.terms) collector.Add(term.label.In(id));
    }
  }
  for (const Entry& entry : entries) {
    if (!site.config.languages[entry.language].japanese) continue;
    for (const Entry::Part& part : entry.parts) collector.AddKatakana(part.text);
  }
  for (const words::ReadWord& word : words) {
    if (word.count >= kCommon) collector.AddNormalized(word.surface);
  }
  list_ = collector.Take();
  for (uint32_t i = 0; i < list_.size(); ++i) {
    auto& range = by_start_.try_emplace(Start(list_[i]), i, i).first->second;
    range.second = i + 1;
  }
}

}  // namespace kyodo::search
