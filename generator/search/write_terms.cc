#include "search/write_terms.h"

#include <algorithm>
#include <map>

#include "core/hash.h"
#include "core/parallel.h"
#include "core/text.h"
#include "search/postings.h"
#include "words/romaji.h"

namespace kyodo::search {

namespace {

// Bytes of a file before gzip, and how many terms on average are between two that may start one.
constexpr size_t kLeastTerms = 1400, kMostTerms = 4200, kEveryTerm = 20;

constexpr size_t kMostOfReading = 12;  // words

bool MayStart(std::string_view term) { return Hash(term) % kEveryTerm == 0; }

/// Where each file begins, given the size and the name of each item.
template <class Size, class Name>
std::vector<size_t> Cut(size_t count, size_t least, size_t most, const Size& size, const Name& name) {
  std::vector<size_t> begins;
  size_t bytes = 0;
  for (size_t i = 0; i < count; ++i) {
    const size_t own = size(i);
    if (begins.empty() || bytes + own > most || (bytes >= least && MayStart(name(i)))) {
      begins.push_back(i);
      bytes = 0;
    }
    bytes += own;
  }
  begins.push_back(count);
  return begins;
}

/// `term` after `before`.
void AppendFrontCoded(std::string& out, std::u32string_view term, std::u32string_view before) {
  size_t same = 0;
  while (same < 9 && same < term.size() && same < before.size() && term[same] == before[same]) ++same;
  if (!out.empty()) out += '\n';
  out += static_cast<char>('0' + same);
  out += Encode(term.substr(same));
}

/// The shortest beginning of `first` that comes after `before`: enough to find a file by.
std::u32string Separator(std::u32string_view before, std::u32string_view first) {
  size_t size = 1;
  while (size < first.size() && !words::TermLess(before, first.substr(0, size))) ++size;
  return std::u32string(first.substr(0, size));
}

}  // namespace

std::vector<Shard> WriteTerms(const std::vector<IndexTerm>& terms) {
  // Pairs are asked for by phrases only: files of theirs may be larger, which leaves the root smaller.
  const std::vector<size_t> begins = Cut(
      terms.size(), kLeastTerms, kMostTerms,
      [&](size_t i) { return terms[i].text[0] == U' ' ? terms[i].list.size() / 32 + 1 : terms[i].list.size() + 8; },
      [&](size_t i) { return Encode(terms[i].text); });
  std::vector<Shard> shards(begins.size() - 1);
  ParallelFor(shards.size(), [&](size_t shard) {
    std::string text, numbers, all;
    for (size_t i = begins[shard]; i < begins[shard + 1]; ++i) {
      AppendFrontCoded(text, terms[i].text, i > begins[shard] ? terms[i - 1].text : std::u32string());
      AppendVarint(numbers, terms[i].count);
      AppendVarint(numbers, terms[i].list.size());
      all += terms[i].list;
    }
    std::string raw;
    AppendVarint(raw, text.size());
    const size_t text_begin = raw.size(), text_end = text_begin + text.size();
    raw.reserve(text_end + numbers.size() + all.size());
    raw.append(text).append(numbers).append(all);
    const size_t first = begins[shard];
    shards[shard] = {Separator(first > 0 ? terms[first - 1].text : std::u32string(), terms[first].text),
                     MakeFile(std::move(raw))};
    shards[shard].file.text_begin = text_begin;
    shards[shard].file.text_end = text_end;
  });
  return shards;
}

std::vector<Shard> WriteReadings(const std::vector<words::ReadWord>& words) {
  // Counts are negative, so that the commonest comes first.
  std::map<std::u32string, std::map<std::u32string, int64_t>> by_key;
  for (const words::ReadWord& word : words) {
    by_key[word.reading][word.surface] -= word.count;
    const std::string romaji = words::RomajiKeyOfKana(word.reading);
    if (romaji.size() > 2) by_key[Decode(romaji)][word.surface] -= word.count;
  }
  struct Line {
    std::u32string key;
    std::string text;
  };
  std::vector<Line> lines;
  for (const auto& [key, surfaces] : by_key) {
    std::vector<std::pair<int64_t, std::u32string_view>> sorted;
    for (const auto& [surface, count] : surfaces) sorted.emplace_back(count, surface);
    std::sort(sorted.begin(), sorted.end());
    std::string text = Cell(Encode(key));
    for (size_t i = 0; i < std::min(sorted.size(), kMostOfReading); ++i) text += '\t' + Cell(Encode(sorted[i].second));
    lines.push_back({key, text + '\n'});
  }
  const std::vector<size_t> begins = Cut(
      lines.size(), 7 * kLeastTerms, 7 * kMostTerms, [&](size_t i) { return lines[i].text.size(); },
      [&](size_t i) { return Encode(lines[i].key); });
  std::vector<Shard> shards(begins.size() - 1);
  ParallelFor(shards.size(), [&](size_t shard) {
    std::string raw;
    for (size_t i = begins[shard]; i < begins[shard + 1]; ++i) raw += lines[i].text;
    const size_t first = begins[shard];
    shards[shard] = {Separator(first > 0 ? lines[first - 1].key : std::u32string(), lines[first].key),
                     MakeFile(std::move(raw), true)};
  });
  return shards;
}

IndexFile WriteWords(const std::vector<IndexTerm>& terms) {
  std::string text;
  std::u32string_view before;
  for (const IndexTerm& term : terms) {
    const auto plain = [](char32_t c) { return c >= 'a' && c <= 'z'; };
    if (term.text.size() < 3 || !std::all_of(term.text.begin(), term.text.end(), plain)) continue;
    AppendFrontCoded(text, term.text, before);
    before = term.text;
  }
  return text.empty() ? IndexFile() : MakeFile(std::move(text));
}

}  // namespace kyodo::search
