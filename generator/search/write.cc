#include "search/write.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/text.h"
#include "search/entries.h"
#include "search/layout.h"
#include "search/synonyms.h"
#include "search/terms.h"
#include "search/write_terms.h"
#include "search/write_texts.h"
#include "words/read_words.h"

namespace kyodo::search {

namespace {

class RootWriter {
 public:
  /// Names of files have so many `digits`.
  RootWriter(const Site& site, size_t digits) : site_(site), languages_(site.config.languages), digits_(digits) {
    Part("language");
    for (LanguageId id = 0; id < languages_.size(); ++id) Row(languages_[id].code, NamesOf(site, id));
  }

  void Ranges(const Layout& layout) {
    Part("collection");
    for (const Collection* collection : layout.collections) Row(collection->schema.id, collection->schema.label);
    Part("range");
    for (const Layout::Range& range : layout.ranges)
      Row(range.count, range.language, layout.PlaceOf(*range.collection), uint64_t{IsToAct(site_, *range.collection)});
    Part("universe");
    Row(layout.universe);
  }

  void Sections(const std::vector<Entry>& entries, const Layout& layout) {
    Part("section");
    uint32_t last = 0;
    for (size_t i = 0; i < entries.size();) {
      size_t end = i + 1;
      while (end < entries.size() && !entries[end].section.empty()) ++end;
      if (end > i + 1) {
        Row(layout.number_of[i] - last, end - i - 1);
        last = layout.number_of[end - 1];
      }
      i = end;
    }
  }

  void Spellings(const std::vector<std::pair<std::u32string, std::u32string>>& spellings) {
    Part("variant");
    for (const auto& [from, to] : spellings) Row(Encode(from), Encode(to));
  }

  void Meanings(const std::array<IndexFile, 2>& files) {
    Part("synonyms");
    Row(files[0].NameOf(digits_), files[1].NameOf(digits_));
  }

  /// In one level, or in two where there are `directories`.
  void Shards(std::string_view name, const std::vector<Shard>& shards, const std::vector<Shard>& directories) {
    AddShards(std::string(name), directories.empty() ? shards : std::vector<Shard>());
    AddShards(std::string(name) + "s", directories);
  }

  /// Of all shards.
  void Names() {
    Part("names");
    Row(names_);
  }

  void Titles(const std::vector<IndexFile>& files, const std::vector<Shard>& directories) {
    Part("title");
    for (const IndexFile& file : directories.empty() ? files : std::vector<IndexFile>()) Row(file.NameOf(digits_));
    Part("titles");
    for (const Shard& directory : directories) Row(directory.file.NameOf(digits_));
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

  void AddShards(const std::string& part, const std::vector<Shard>& shards) {
    Part(part);
    for (const Shard& shard : shards) {
      Row(Encode(shard.first));
      names_ += shard.file.NameOf(digits_);
    }
  }

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

  const Site& site_;
  const std::vector<Language>& languages_;
  size_t digits_;
  std::string names_, text_;
};

// Rows that most queries would load in vain leave the root sooner: few look for readings.
constexpr size_t kInDirectory = 32, kOneLevel = 256, kOneLevelOfReadings = kInDirectory;

/// Files with the rows of 32 files each, where there are more than `most` of them in the root.
template <class RowOf>
std::vector<Shard> Directories(size_t count, size_t most, const RowOf& row_of) {
  std::vector<Shard> directories;
  if (count <= most) return directories;
  for (size_t begin = 0; begin < count; begin += kInDirectory) {
    std::string text;
    for (size_t i = begin; i < std::min(begin + kInDirectory, count); ++i) text += (i > begin ? "\n" : "") + row_of(i);
    directories.push_back({{}, MakeFile(std::move(text), true)});
  }
  return directories;
}

std::vector<Shard> DirectoriesOf(const std::vector<Shard>& shards, size_t most, size_t digits) {
  std::vector<Shard> directories = Directories(shards.size(), most, [&](size_t i) {
    return Cell(Encode(shards[i].first)) + '\t' + shards[i].file.NameOf(digits);
  });
  for (size_t i = 0; i < directories.size(); ++i) directories[i].first = shards[i * kInDirectory].first;
  return directories;
}

/// What names other files, by names of so many digits.
struct Naming {
  std::vector<IndexFile> titles;
  std::vector<Shard> term_directories, reading_directories, title_directories;
};

struct Parts {
  std::vector<Entry> entries;
  words::Variants variants;
  std::vector<std::pair<std::u32string, std::u32string>> spellings;  // those of `variants` that can matter
  std::array<IndexFile, 2> synonyms;
  Layout layout;
  std::vector<Shard> terms, readings;
  std::vector<size_t> begins;  // of `texts`, in `entries`
  std::vector<IndexFile> texts;
  std::vector<FacetFile> facets;
  IndexFile words;
};

Naming MakeNaming(const Site& site, const Parts& parts, size_t digits) {
  Naming naming;
  naming.titles = WriteTitles(site, parts.entries, parts.layout, parts.texts, parts.begins, digits);
  naming.term_directories = DirectoriesOf(parts.terms, kOneLevel, digits);
  naming.reading_directories = DirectoriesOf(parts.readings, kOneLevelOfReadings, digits);
  naming.title_directories =
      Directories(naming.titles.size(), kOneLevel, [&](size_t i) { return naming.titles[i].NameOf(digits); });
  return naming;
}

std::string WriteRoot(const Site& site, const Parts& parts, const Naming& naming, size_t digits) {
  RootWriter root(site, digits);
  root.Ranges(parts.layout);
  root.Sections(parts.entries, parts.layout);
  root.Spellings(parts.spellings);
  root.Meanings(parts.synonyms);
  root.Shards("term", parts.terms, naming.term_directories);
  root.Shards("reading", parts.readings, naming.reading_directories);
  root.Names();
  root.Titles(naming.titles, naming.title_directories);
  root.Facets(parts.facets);
  root.Words(parts.words);
  return root.Take();
}

template <class Take>
void ForEachFile(Parts& parts, Naming& naming, const Take& take) {
  const auto take_all = [&](auto& files) { std::for_each(files.begin(), files.end(), take); };
  for (std::vector<Shard>* shards : {&parts.terms, &parts.readings, &naming.term_directories,
                                     &naming.reading_directories, &naming.title_directories}) {
    for (Shard& shard : *shards) take(shard.file);
  }
  take_all(parts.texts);
  take_all(naming.titles);
  for (FacetFile& facet : parts.facets) take(facet.file);
  take_all(parts.synonyms);
  take(parts.words);
}

bool NamesMeet(Parts& parts, Naming& naming, size_t digits) {
  std::map<std::string, std::string> known;  // short, long
  bool meet = false;
  ForEachFile(parts, naming, [&](const IndexFile& file) {
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
  parts.variants = words::Variants(site.search.variants);
  parts.layout = MakeLayout(parts.entries);
  const std::vector<words::ReadWord> words = words::CollectWords(site, analysis, parts.variants);
  const WholeWords whole(site, parts.entries, words, parts.variants);
  const IndexTerms terms = MakeTerms(parts.entries, parts.layout, whole, parts.variants);
  parts.synonyms = WriteSynonyms(MakeSynonyms(site, parts.variants, terms.list));
  // A spelling of what stands nowhere finds nothing in either way.
  std::copy_if(parts.variants.pairs().begin(), parts.variants.pairs().end(), std::back_inserter(parts.spellings),
               [&](const auto& pair) { return MayStand(pair.second, terms.list); });
  parts.terms = WriteTerms(terms.list);
  parts.readings = WriteReadings(WithKanaWords(words, whole));
  parts.texts = WriteTexts(parts.entries, parts.layout, parts.begins);
  parts.facets = WriteFacets(site, parts.entries, parts.layout);
  parts.words = WriteWords(terms.list);
  return parts;
}

}  // namespace

DerivedFiles MakeIndex(const Site& site, const words::JapaneseAnalysis& analysis, size_t digits) {
  DerivedFiles index;
  Parts parts = MakeParts(site, analysis);
  if (parts.entries.empty()) return index;
  Naming naming;
  do {
    naming = MakeNaming(site, parts, digits);
  } while (NamesMeet(parts, naming, digits) && (digits += 2));

  IndexFile root = MakeFile(WriteRoot(site, parts, naming, digits), true);
  index.root = root.path = "search/index." + root.NameOf(digits) + ".bin";
  index.files.push_back(std::move(root));
  std::set<std::string> known = {""};
  ForEachFile(parts, naming, [&](IndexFile& file) {  // the same text twice is one file
    if (!known.insert(file.long_name).second) return;
    file.path = "search/" + file.NameOf(digits) + ".bin";
    index.files.push_back(std::move(file));
  });
  return index;
}

}  // namespace kyodo::search
