#include "search/found_terms.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/hash.h"
#include "model/record.h"

namespace kyodo::search {

namespace {

constexpr uint32_t kOften = 3;
constexpr TermKey kWhole = TermKey{1} << 62, kWord = TermKey{1} << 63;

uint64_t HashOf(std::u32string_view text) {
  return Hash({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char32_t)});
}

/// A term that is half of a title or more is what the page is about.
Impact Within(std::u32string_view title, size_t size, Impact impact) {
  return impact == kInTitle && size * 2 >= title.size() ? kIsTitle : impact;
}

}  // namespace

void KeyNumbers::Resize(size_t slots) {
  slots_.assign(slots, kFree);
  shift_ = 64 - std::countr_zero(slots);
}

void KeyNumbers::Grow() {
  Resize(std::max<size_t>(slots_.size() * 2, 1024));
  for (uint32_t number = 0; number < keys_.size(); ++number) {
    size_t at = Spread(keys_[number]) >> shift_;
    while (slots_[at] != kFree) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = number;
  }
}

void KeyNumbers::Clear() {
  Resize(std::max<size_t>(std::bit_ceil(keys_.size() * 4), 1024));
  keys_.clear();
}

void FoundTerms::Add(const Entry& entry, uint32_t number) {
  for (const Entry::Part& part : entry.parts) AddText(part);
  for (size_t i = 0; i < terms_.size(); ++i) {
    const Term& term = terms_[i];
    const bool often = term.impact == kInText && term.times >= kOften;
    Impact impact = often ? kWeighty : term.impact;
    // Examples that stand apart come after what is as much about it and real.
    if (impact != kInText && entry.record && entry.record->apart) impact = static_cast<Impact>(impact - 1);
    const TermKey key = in_entry_.keys()[i];
    Partition& partition = partitions_[PartitionOf(key)];
    const uint32_t at = partition.numbers.NumberOf(key);
    if (at == partition.made_of.size()) partition.made_of.push_back(term.made_of);
    partition.places.push_back({at, number & 0x3FFFFFFF, impact & 3u});
  }
  terms_.clear();
  in_entry_.Clear();
}

std::u32string FoundTerms::TextOf(size_t partition, uint32_t term) const {
  const TermKey key = KeysOf(partition)[term];
  if (key & kWord) {
    const MadeOf& made_of = partitions_[partition].made_of[term];
    const std::u32string& first = words_[made_of.first - 1].term;
    return made_of.second ? words::PairTerm(first, words_[made_of.second - 1].term) : first;
  }
  if (key & kWhole) return whole_.list()[key & ~kWhole];
  std::u32string text(1, static_cast<char32_t>(key >> 21));
  if (const auto second = static_cast<char32_t>(key & 0x1FFFFF)) text.push_back(second);
  return text;
}

void FoundTerms::AddText(const Entry::Part& part) {
  const std::u32string text = words::Normalize(part.text, variants_);
  const words::Run* before = nullptr;
  uint32_t word_before = 0;
  const std::vector<words::Run> runs = words::RunsOf(text);
  for (const words::Run& run : runs) {
    if (run.kind == words::RunClass::kJapanese) {
      AddJapanese(text, run, part.impact);
    } else {
      const size_t size = run.end - run.begin;
      const uint32_t word = WordOf(std::u32string_view(text).substr(run.begin, size), run.kind);
      Count(kWord | words_[word - 1].hash >> 1, Within(text, size, part.impact), {word, 0});
      if (before && words::ArePair(text, *before, run))
        Count(PairKey(words_[word_before - 1], words_[word - 1]), kInText, {word_before, word});
      word_before = word;
    }
    before = &run;
  }
}

void FoundTerms::AddJapanese(std::u32string_view text, const words::Run& run, Impact impact) {
  for (size_t i = run.begin; i < run.end; ++i) {
    const TermKey next = i + 1 < run.end ? text[i + 1] : 0;
    Count(TermKey{text[i]} << 21 | next, Within(text, next ? 2 : 1, impact));
    whole_.At(text, i,
              [&](uint32_t number) { Count(kWhole | number, Within(text, whole_.list()[number].size(), impact)); });
  }
}

uint32_t FoundTerms::WordOf(std::u32string_view run, words::RunClass kind) {
  const auto found = word_of_run_.find(run);
  if (found != word_of_run_.end()) return found->second;
  std::u32string term = words::WordTerm(run, kind);
  const uint64_t hash = HashOf(term);
  words_.push_back({std::move(term), hash});
  return word_of_run_.emplace(run, static_cast<uint32_t>(words_.size())).first->second;
}

/// Long pairs are cut, so that two of them may be one term: their key is made of their text.
TermKey FoundTerms::PairKey(const Word& first, const Word& second) const {
  const bool is_cut = first.term.size() + second.term.size() + 2 > words::kLongestWord;
  const uint64_t hash = is_cut ? HashOf(words::PairTerm(first.term, second.term))
                               : KeyNumbers::Spread(first.hash + std::rotl(KeyNumbers::Spread(second.hash), 32));
  return kWord | hash >> 1;
}

void FoundTerms::Count(TermKey key, Impact impact, MadeOf made_of) {
  const uint32_t number = in_entry_.NumberOf(key);
  if (number == terms_.size()) terms_.push_back({made_of});
  Term& term = terms_[number];
  ++term.times;
  term.impact = std::max(term.impact, impact);
}

}  // namespace kyodo::search
