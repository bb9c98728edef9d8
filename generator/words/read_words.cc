#include "words/read_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "core/parallel.h"
#include "core/text.h"
#include "words/kana.h"
#include "words/known_words.h"
#include "words/trie.h"

namespace kyodo::words {

namespace {

constexpr size_t kMostTogether = 4;
constexpr size_t kLongestReading = 30;

using Text = std::u32string;
using TextView = std::u32string_view;
/// reading '\n' surface → count
using Counts = std::unordered_map<Text, uint32_t>;

bool IsKatakana(char32_t c) { return c >= 0x30A1 && c <= 0x30FA; }

Text KanaOnly(TextView kana) {
  Text out;
  for (const char32_t c : ToHiragana(kana)) {
    if (IsKana(c)) out.push_back(c);
  }
  return out;
}

/// Words whose reading is known without the dictionary.
class Known {
 public:
  void Add(TextView word, TextView kana) {
    Text reading = KanaOnly(kana);
    if (word.size() < 2 || reading.empty() || !HasKanji(word)) return;
    trie_[word] = static_cast<uint32_t>(readings_.size());
    readings_.push_back(std::move(reading));
  }

  void AddList(std::string_view csv) {
    for (const std::string_view line : Split(csv, '\n')) {
      const size_t comma = line.find(',');
      if (StartsWith(line, "#") || StartsWith(line, "0") || comma == std::string_view::npos) continue;
      Add(Decode(Trim(line.substr(0, comma))), Decode(Trim(line.substr(comma + 1))));
    }
  }

  size_t Longest(TextView text, size_t at, const Text*& reading) const {
    const Trie::Match match = trie_.Longest(text, at);
    if (match.length) reading = &readings_[match.value];
    return match.length;
  }

 private:
  Trie trie_;
  std::vector<Text> readings_;
};

struct Word {
  size_t begin = 0, end = 0;
  Text reading;  // empty: not known; no word with it is made
};

class ClauseReader {
 public:
  explicit ClauseReader(const Known& known) : known_(known) {}

  /// The words of a text, from left to right; parts may be missing.
  std::vector<Word> Read(const AnalysedText& analysed) {
    const TextView text = analysed.text;
    TakeWords(analysed);
    std::vector<Word> words;
    size_t next = 0;
    for (size_t at = 0; at < text.size();) {
      while (next < parsed_.size() && parsed_[next].begin < at) ++next;
      const Text* reading = nullptr;
      const size_t length = known_.Longest(text, at, reading);
      if (length >= 3 || (length && IsWhole(at, at + length))) {
        words.push_back({at, at + length, *reading});
        at += length;
      } else if (next < parsed_.size() && parsed_[next].begin == at) {
        words.push_back(parsed_[next]);
        at = parsed_[next].end;
      } else {
        ++at;
      }
    }
    return words;
  }

 private:
  void TakeWords(const AnalysedText& analysed) {
    parsed_.clear();
    for (const FoundWord& one : analysed.words) {
      Word& word = parsed_.emplace_back();
      word.begin = one.begin;
      word.end = one.end;
      const TextView surface = TextView(analysed.text).substr(word.begin, word.end - word.begin);
      if (std::all_of(surface.begin(), surface.end(), IsKana)) {
        word.reading = ToHiragana(surface);
      } else if (!one.is_number) {
        word.reading = KanaOnly(Decode(one.reading));
      }
    }
  }

  /// Whether words start and end there, or nothing is known of the place.
  bool IsWhole(size_t begin, size_t end) const {
    if (parsed_.empty()) return true;
    bool starts = false, ends = false;
    for (const Word& word : parsed_) {
      starts = starts || word.begin == begin || (word.reading.empty() && word.begin < begin && word.end > begin);
      ends = ends || word.end == end || (word.reading.empty() && word.begin < end && word.end > end);
    }
    return starts && ends;
  }

  const Known& known_;
  std::vector<Word> parsed_;
};

class WordCollector {
 public:
  explicit WordCollector(const Variants& variants) : variants_(variants) {}

  void AddClause(TextView text, const std::vector<Word>& words) {
    for (size_t first = 0; first < words.size(); ++first) {
      Text reading;
      bool named = false;
      for (size_t last = first; last < words.size() && last < first + kMostTogether; ++last) {
        const Word& word = words[last];
        if (word.reading.empty() || (last > first && word.begin != words[last - 1].end)) break;
        const TextView own = text.substr(word.begin, word.end - word.begin);
        const bool names = HasKanji(own) || std::any_of(own.begin(), own.end(), IsKatakana);
        // まち and づくり; not what particles make of everything.
        if (!names && (named || own.size() < 2 || last > first + 1)) break;
        named = named || names;
        reading += word.reading;
        if (reading.size() > kLongestReading) break;
        if (named || reading.size() > 2) Add(reading, text.substr(words[first].begin, word.end - words[first].begin));
      }
    }
  }

  void Add(const Text& reading, TextView surface) { ++counts_[reading + U'\n' + Normalized(surface)]; }
  Counts Take() { return std::move(counts_); }

 private:
  Text Normalized(TextView surface) const {
    Text text = ToHiragana(surface);  // clauses have no spaces, letters of both widths apart
    variants_.Apply(text);
    return text;
  }

  const Variants& variants_;
  Counts counts_;
};

/// Calls `take(title, kana)` for every record with a reading that pages may show.
template <class Take>
void ForEachName(const Site& site, const std::vector<LanguageId>& japanese, const Take& take) {
  for (const auto& [id, collection] : site.collections) {
    const int at = collection.schema.Find(collection.schema.reading);
    if (at < 0) continue;
    const Field& field = collection.schema.fields[static_cast<size_t>(at)];
    if (field.is_private || field.search_weight == 0) continue;
    for (const Record& record : collection.records) {
      std::set<std::string_view> taken;  // titles: most are the same in all of them
      for (const LanguageId language : record.hidden ? std::vector<LanguageId>() : japanese) {
        const Datum& kana = record.fields[static_cast<size_t>(at)].In(language);
        const std::string_view title = record.Title(language);
        if (kana.kind == Datum::kText && taken.insert(title).second) take(title, kana.text());
      }
    }
  }
}

std::vector<ReadWord> Sorted(const std::vector<Counts>& parts) {
  std::map<Text, uint32_t> all;
  for (const Counts& part : parts) {
    for (const auto& [text, count] : part) all[text] += count;
  }
  std::vector<ReadWord> words;
  for (const auto& [text, count] : all) {
    const size_t cut = text.find(U'\n');
    words.push_back({text.substr(0, cut), text.substr(cut + 1), count});
  }
  return words;
}

}  // namespace

std::vector<ReadWord> CollectWords(const Site& site, const JapaneseAnalysis& analysis, const Variants& variants) {
  const std::vector<LanguageId>& japanese = analysis.japanese;
  if (japanese.empty()) return {};
  Known known;
  known.AddList(CivicReadings());
  ForEachName(site, japanese,
              [&](std::string_view title, std::string_view kana) { known.Add(Decode(title), Decode(kana)); });
  const std::vector<AnalysedText>& texts = analysis.texts;
  constexpr size_t kParts = 8;
  std::vector<Counts> parts(kParts + 1);
  ParallelFor(kParts, [&](size_t part) {
    ClauseReader reader(known);
    WordCollector collector(variants);
    for (size_t i = texts.size() * part / kParts; i < texts.size() * (part + 1) / kParts; ++i)
      collector.AddClause(texts[i].text, reader.Read(texts[i]));
    parts[part] = collector.Take();
  });
  WordCollector names(variants);
  ForEachName(site, japanese, [&](std::string_view title, std::string_view kana) {
    const Text reading = KanaOnly(Decode(kana)), surface = Normalize(title, variants);
    if (!reading.empty() && surface.size() <= kLongestReading && RunsOf(surface).size() == 1)
      names.Add(reading, surface);
  });
  parts[kParts] = names.Take();
  return Sorted(parts);
}

}  // namespace kyodo::words
