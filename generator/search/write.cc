#include "search/write.h"

#include <fmt/format.h>

#include <algorithm>

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
  explicit RootWriter(const Site& site) : languages_(site.config.languages.size()) {
    for (const Language& language : site.config.languages) Line("language", language.code);
  }

  void Ranges(const Layout& layout) {
    std::vector<const Collection*> collections;
    for (const Layout::Range& range : layout.ranges) {
      auto found = std::find(collections.begin(), collections.end(), range.collection);
      if (found == collections.end()) {
        const Schema& schema = range.collection->schema;
        Line("collection", schema.id + Labels(schema.label));
        found = collections.insert(found, range.collection);
      }
      Line("range", fmt::format("{}\t{}\t{}\t{}", range.first, range.count, range.language,
                                found - collections.begin()));
    }
    Line("universe", std::to_string(layout.universe));
  }

  void Sections(const std::vector<Entry>& entries, const Layout& layout) {
    for (size_t i = 0; i < entries.size();) {
      size_t end = i + 1;
      while (end < entries.size() && !entries[end].section.empty()) ++end;
      if (end > i + 1) Line("section", fmt::format("{}\t{}", layout.number_of[i], end - i - 1));
      i = end;
    }
  }

  void Spellings(const Variants& variants) {
    for (const auto& [from, to] : variants.pairs()) Line("variant", Encode(from) + '\t' + Encode(to));
  }

  void Shards(std::string_view key, const std::vector<Shard>& shards) {
    for (const Shard& shard : shards) Line(key, Encode(shard.first) + '\t' + HashOf(shard.file));
  }

  void Titles(const std::vector<IndexFile>& files) {
    for (const IndexFile& file : files) Line("title", HashOf(file));
  }

  void Facets(const std::vector<FacetFile>& facets) {
    for (const FacetFile& facet : facets) Line("facet", facet.id + '\t' + HashOf(facet.file) + Labels(facet.label));
  }

  void Words(const IndexFile& file) { Line("words", HashOf(file)); }

  std::string Take() { return std::move(text_); }

 private:
  void Line(std::string_view key, std::string_view values) {
    if (!text_.empty()) text_ += '\n';
    text_.append(key).append("\t").append(values);
  }

  std::string Labels(const LocalText& label) const {
    std::string labels;
    for (LanguageId id = 0; id < languages_; ++id) labels += '\t' + label.In(id);
    return labels;
  }

  size_t languages_;
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

IndexFiles MakeIndex(const Site& site, const Theme& theme, const Mecab* mecab) {
  IndexFiles index;
  const std::vector<Entry> entries = MakeEntries(site);
  if (entries.empty()) return index;
  const Variants variants(site.config.search_variants);
  const Layout layout = MakeLayout(entries);
  const std::vector<ReadWord> words = CollectWords(site, theme, mecab, variants);
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
