#include "search/write.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.h"
#include "search/entries.h"
#include "search/layout.h"
#include "search/terms.h"
#include "search/write_terms.h"
#include "search/write_texts.h"
#include "words/read_words.h"

namespace kyodo::search {

namespace {

class RootWriter {
 public:
  /// Names of files have so many `digits`.
  RootWriter(const Site& site, size_t digits) : languages_(site.config.languages), digits_(digits) {
    Part("language");
    for (LanguageId id = 0; id < languages_.size(); ++id) Row(languages_[id].code, NamesOf(site, id));
  }

  void Ranges(const Layout& layout) {
    Part("collection");
    for (const Collection* collection : layout.collections) Row(collection->schema.id, collection->schema.label);
    Part("range");
    for (const Layout::Range& range : layout.ranges)
      Row(range.first, range.count, range.language, layout.PlaceOf(*range.collection));
    Part("universe");
    Row(layout.universe);
  }

  void Sections(const std::vector<Entry>& entries, const Layout& layout) {
    Part("section");
    for (size_t i = 0; i < entries.size();) {
      size_t end = i + 1;
      while (end < entries.size() && !entries[end].section.empty()) ++end;
      if (end > i + 1) Row(layout.number_of[i], end - i - 1);
      i = end;
    }
  }

  void Spellings(const words::Variants& variants) {
    Part("variant");
    for (const auto& [from, to] : variants.pairs()) Row(Encode(from), Encode(to));
  }

  void Shards(std::string_view name, const std::vector<Shard>& shards) {
    Part(name);
    for (const Shard& shard : shards) Row(Encode(shard.first), shard.file.NameOf(digits_));
  }

  void Titles(const std::vector<IndexFile>& files) {
    Part("title");
    for (const IndexFile& file : files) Row(file.NameOf(digits_));
  }

  void Facets(const std::vector<FacetFile>& facets) {
    Part("facet");
    for (const FacetFile& facet : facets) Row(facet.id, facet.file.NameOf(digits_), facet.label);
  }

  void Words(const IndexFile& file) {
    Part("words");
    Row(file.NameOf(digits_));
  }

  std::string Take() { return std::move(text_); }

 private:
  void Part(std::string_view name) { text_.append(text_.empty() ? "" : "\n").append(name); }

  template <class... Values>
  void Row(const Values&... values) {
    text_ += '\n';
    (Add(values), ...);
  }

  void Add(uint64_t number) { text_ += '\t' + std::to_string(number); }
  void Add(std::string_view text) { text_ += '\t' + Cell(text); }
  void Add(const LocalText& label) {
    for (LanguageId id = 0; id < languages_.size(); ++id) Add(label.In(id));
  }

  const std::vector<Language>& languages_;
  size_t digits_;
  std::string text_;
};

struct Parts {
  std::vector<Entry> entries;
  words::Variants variants;
  Layout layout;
  std::vector<Shard> terms, readings;
  std::vector<size_t> begins;  // of `texts`, in `entries`
  std::vector<IndexFile> texts;
  std::vector<FacetFile> facets;
  IndexFile words;
};

std::string WriteRoot(const Site& site, const Parts& parts, const std::vector<IndexFile>& titles, size_t digits) {
  RootWriter root(site, digits);
  root.Ranges(parts.layout);
  root.Sections(parts.entries, parts.layout);
  root.Spellings(parts.variants);
  root.Shards("term", parts.terms);
  root.Shards("reading", parts.readings);
  root.Titles(titles);
  root.Facets(parts.facets);
  root.Words(parts.words);
  return root.Take();
}

template <class Take>
void ForEachFile(Parts& parts, std::vector<IndexFile>& titles, const Take& take) {
  const auto take_all = [&](std::vector<IndexFile>& files) { std::for_each(files.begin(), files.end(), take); };
  for (Shard& shard : parts.terms) take(shard.file);
  for (Shard& shard : parts.readings) take(shard.file);
  take_all(parts.texts);
  take_all(titles);
  for (FacetFile& facet : parts.facets) take(facet.file);
  take(parts.words);
}

bool NamesMeet(Parts& parts, std::vector<IndexFile>& titles, size_t digits) {
  std::map<std::string, std::string> known;  // short, long
  bool meet = false;
  ForEachFile(parts, titles, [&](const IndexFile& file) {
    meet = meet || known.try_emplace(file.NameOf(digits), file.long_name).first->second != file.long_name;
  });
  return meet;
}

/// Words of kana alone are their own reading: romaji finds them.
std::vector<words::ReadWord> WithKanaWords(std::vector<words::ReadWord> words, const WholeWords& whole) {
  for (const std::u32string& word : whole.list()) {
    if (std::all_of(word.begin(), word.end(), [](char32_t c) { return c >= 0x3041 && c <= 0x30FF; }))
      words.push_back({word, word, 1});
  }
  return words;
}

Parts MakeParts(const Site& site, const words::JapaneseAnalysis& analysis) {
  Parts parts;
  parts.entries = MakeEntries(site);
  if (parts.entries.empty()) return parts;
  parts.variants = words::Variants(site.config.search_variants);
  parts.layout = MakeLayout(parts.entries);
  const std::vector<words::ReadWord> words = words::CollectWords(site, analysis, parts.variants);
  const WholeWords whole(site, parts.entries, words, parts.variants);
  const std::vector<IndexTerm> terms = MakeTerms(parts.entries, parts.layout, whole, parts.variants);
  parts.terms = WriteTerms(terms, parts.layout.universe);
  parts.readings = WriteReadings(WithKanaWords(words, whole));
  parts.texts = WriteTexts(parts.entries, parts.begins);
  parts.facets = WriteFacets(site, parts.entries, parts.layout);
  parts.words = WriteWords(terms);
  return parts;
}

}  // namespace

DerivedFiles MakeIndex(const Site& site, const words::JapaneseAnalysis& analysis, size_t digits) {
  DerivedFiles index;
  Parts parts = MakeParts(site, analysis);
  if (parts.entries.empty()) return index;
  std::vector<IndexFile> titles;
  do {
    titles = WriteTitles(parts.entries, parts.layout, parts.texts, parts.begins, digits);
  } while (NamesMeet(parts, titles, digits) && (digits += 2));

  const std::string text = WriteRoot(site, parts, titles, digits);
  IndexFile root = MakeFile(text, text);
  index.root = root.path = "search/index." + root.NameOf(digits) + ".bin";
  index.files.push_back(std::move(root));
  std::set<std::string> known = {""};
  ForEachFile(parts, titles, [&](IndexFile& file) {  // the same text twice is one file
    if (!known.insert(file.long_name).second) return;
    file.path = "search/" + file.NameOf(digits) + ".bin";
    index.files.push_back(std::move(file));
  });
  return index;
}

}  // namespace kyodo::search
