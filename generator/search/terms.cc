#include "search/terms.h"

#include <algorithm>
#include <array>

#include "core/parallel.h"
#include "search/found_terms.h"

namespace kyodo::search {

namespace {

/// The terms of one partition, from all parts.
class PartitionOfAll {
 public:
  PartitionOfAll(std::vector<FoundTerms>& parts, size_t partition) {
    for (FoundTerms& part : parts) Add(part, partition);
  }

  /// Their lists lie in `coded`.
  std::vector<IndexTerm> Code(uint32_t universe, std::string& coded) {
    const std::vector<Posting> sorted = Sorted();
    PostingWriter writer(universe, coded);
    std::vector<size_t> ends;
    std::span<const Posting> rest = sorted;
    for (const uint32_t count : counts_) {
      writer.Append(rest.first(count));
      ends.push_back(coded.size());
      rest = rest.subspan(count);
    }
    std::vector<IndexTerm> terms;
    terms.reserve(ends.size());
    for (size_t i = 0, begin = 0; i < ends.size(); begin = ends[i++])
      terms.push_back({std::move(texts_[i]), counts_[i], std::string_view(coded).substr(begin, ends[i] - begin)});
    return terms;
  }

 private:
  struct OfPart {
    std::vector<uint32_t> numbers;  // here, of its terms
    std::deque<FoundTerms::Place> places;
  };

  void Add(FoundTerms& part, size_t partition) {
    OfPart& own = parts_.emplace_back();
    const std::vector<TermKey>& keys = part.KeysOf(partition);
    own.numbers.reserve(keys.size());
    for (uint32_t term = 0; term < keys.size(); ++term) {
      const uint32_t number = numbers_.NumberOf(keys[term]);
      if (number == texts_.size()) texts_.push_back(part.TextOf(partition, term));
      own.numbers.push_back(number);
    }
    counts_.resize(texts_.size());
    own.places = part.Take(partition);
    for (const FoundTerms::Place& place : own.places) ++counts_[own.numbers[place.term]];
  }

  /// By term; of one term they come in the order of entries already.
  std::vector<Posting> Sorted() {
    std::vector<size_t> next;
    size_t begin = 0;
    for (const uint32_t count : counts_) {
      next.push_back(begin);
      begin += count;
    }
    std::vector<Posting> sorted(begin);
    for (OfPart& part : parts_) {
      for (const FoundTerms::Place& place : part.places) sorted[next[part.numbers[place.term]]++] = place.posting();
      part = {};
    }
    return sorted;
  }

  KeyNumbers numbers_;
  std::vector<std::u32string> texts_;
  std::vector<uint32_t> counts_;
  std::vector<OfPart> parts_;
};

/// What TermLess says of six characters, as two numbers; equal ones may still differ.
using SortKey = std::array<uint64_t, 2>;

SortKey SortKeyOf(std::u32string_view text) {
  SortKey key = {};
  for (size_t i = 0; i < 6; ++i) {
    const char32_t c = i < text.size() ? text[i] + 1 : 0;
    key[i / 3] = key[i / 3] << 21 | (c > 0xE000 && c <= 0x10000 ? c + 0x110000 : c);
  }
  return key;
}

std::vector<IndexTerm> Sorted(std::vector<std::vector<IndexTerm>> parts) {
  struct Place {
    SortKey key;
    IndexTerm* term;
  };
  std::vector<Place> order;
  for (std::vector<IndexTerm>& part : parts) {
    for (IndexTerm& term : part) order.push_back({SortKeyOf(term.text), &term});
  }
  ParallelSort(order, [](const Place& a, const Place& b) {
    return a.key != b.key ? a.key < b.key : words::TermLess(a.term->text, b.term->text);
  });
  std::vector<IndexTerm> sorted;
  sorted.reserve(order.size());
  for (const Place& place : order) sorted.push_back(std::move(*place.term));
  return sorted;
}

}  // namespace

IndexTerms MakeTerms(const std::vector<Entry>& entries, const Layout& layout, const WholeWords& whole,
                     const words::Variants& variants) {
  constexpr size_t kParts = 8;
  std::vector<FoundTerms> parts(kParts, FoundTerms(whole, variants));
  ParallelFor(kParts, [&](size_t part) {
    for (size_t i = entries.size() * part / kParts; i < entries.size() * (part + 1) / kParts; ++i)
      parts[part].Add(entries[i], layout.number_of[i]);
  });
  IndexTerms terms;
  terms.coded.resize(kPartitions);
  std::vector<std::vector<IndexTerm>> made(kPartitions);
  ParallelFor(kPartitions,
              [&](size_t at) { made[at] = PartitionOfAll(parts, at).Code(layout.universe, terms.coded[at]); });
  terms.list = Sorted(std::move(made));
  return terms;
}

}  // namespace kyodo::search
