#include "search/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.h"
#include "search/entries.h"
#include "search/layout.h"
#include "search/terms.h"
#include "search/words.h"
#include "search/write_terms.h"
#include "search/write_texts.h"

namespace kyodo::search {

namespace {

class RootWriter {
 public:
  explicit RootWriter(const Site& site) : languages_(site.config.languages) {
    Part("language");
    for (LanguageId id = 0; id < languages_.size(); ++id) Row(languages_[id].code, Labels(NamesOf(site, id)));
  }

  void Ranges(const Layout& layout) {
    Part("collection");
    for (const Collection* collection : layout.collections)
      Row(collection->schema.id, Labels(collection->schema.label));
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

  void Spellings(const Variants& variants) {
    Part("variant");
    for (const auto& [from, to] : variants.pairs()) Row(Encode(from), Encode(to));
  }

  void Shards(std::string_view name, const std::vector<Shard>& shards) {
    Part(name);
    for (const Shard& shard : shards) Row(Encode(shard.first), HashOf(shard.file));
  }

  void Titles(const std::vector<IndexFile>& files) {
    Part("title");
    for (const IndexFile& file : files) Row(HashOf(file));
  }

  void Facets(const std::vector<FacetFile>& facets) {
    Part("facet");
    for (const FacetFile& facet : facets) Row(facet.id, HashOf(facet.file), Labels(facet.label));
  }

  void Words(const IndexFile& file) {
    Part("words");
    Row(HashOf(file));
  }

  std::string Take() { return std::move(text_); }

 private:
  void Part(std::string_view name) { text_.append(text_.empty() ? "" : "\n").append(name); }

  template <class... Values>
  void Row(const Values&... values) {
    text_ += '\n';
    (fmt::format_to(std::back_inserter(text_), "\t{}", values), ...);
  }

  std::string Labels(const LocalText& label) const {
    std::string labels;
    for (LanguageId id = 0; id < languages_.size(); ++id) labels.append(id ? "\t" : "").append(label.In(id));
    return labels;
  }

  const std::vector<Language>& languages_;
  std::string text_;
};

void Take(std::vector<IndexFile>& into, std::vector<IndexFile> files) {
  for (IndexFile& file : files) {
    if (!file.path.empty()) into.push_back(std::move(file));
  }
}

std::vector<IndexFile> FilesOf(std::vector<Shard> shards) {
  std::vector<IndexFile> files;
  for (Shard& shard : shards) files.push_back(std::move(shard.file));
  return files;
}

/// The same texts twice make one file; two texts with one name, which nearly never happens, cannot be published.
void DropTwins(std::vector<IndexFile>& files) {
  std::stable_sort(files.begin(), files.end(), [](const IndexFile& a, const IndexFile& b) { return a.path < b.path; });
  const auto same = [](const IndexFile& a, const IndexFile& b) { return a.path == b.path && a.bytes == b.bytes; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
}

/// Words of kana alone are their own reading: romaji finds them.
std::vector<ReadWord> WithKanaWords(std::vector<ReadWord> words, const WholeWords& whole) {
  for (const std::u32string& word : whole.list()) {
    if (std::all_of(word.begin(), word.end(), [](char32_t c) { return c >= 0x3041 && c <= 0x30FF; }))
      words.push_back({word, word, 1});
  }
  return words;
}

}  // namespace

IndexFiles MakeIndex(const Site& site, const readings::JapaneseAnalysis& analysis) {
  IndexFiles index;
  const std::vector<Entry> entries = MakeEntries(site);
  if (entries.empty()) return index;
  const Variants variants(site.config.search_variants);
  const Layout layout = MakeLayout(entries);
  const std::vector<ReadWord> words = CollectWords(site, analysis, variants);
  const WholeWords whole(site, entries, words, variants);
  const std::vector<IndexTerm> terms = MakeTerms(entries, layout, whole, variants);
  std::vector<Shard> term_files = WriteTerms(terms, layout.universe);
  std::vector<Shard> reading_files = WriteReadings(WithKanaWords(words, whole));
  std::vector<size_t> begins;
  std::vector<IndexFile> texts = WriteTexts(entries, begins);
  std::vector<IndexFile> titles = WriteTitles(entries, layout, texts, begins);
  std::vector<FacetFile> facets = WriteFacets(site, entries, layout);
  IndexFile word_file = WriteWords(terms);

  RootWriter root(site);
  root.Ranges(layout);
  root.Sections(entries, layout);
  root.Spellings(variants);
  root.Shards("term", term_files);
  root.Shards("reading", reading_files);
  root.Titles(titles);
  root.Facets(facets);
  root.Words(word_file);
  const std::string text = root.Take();

  Take(index.files, FilesOf(std::move(term_files)));
  Take(index.files, FilesOf(std::move(reading_files)));
  Take(index.files, std::move(texts));
  Take(index.files, std::move(titles));
  for (FacetFile& facet : facets) index.files.push_back(std::move(facet.file));
  std::vector<IndexFile> rest;
  rest.push_back(std::move(word_file));
  rest.push_back(MakeFile(text, text, "index."));
  index.root = rest.back().path;
  Take(index.files, std::move(rest));
  DropTwins(index.files);
  return index;
}

}  // namespace kyodo::search
