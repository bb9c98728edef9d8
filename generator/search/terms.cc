#include "search/terms.h"

#include <algorithm>
#include <unordered_map>

#include "core/hash.h"
#include "core/parallel.h"

namespace kyodo::search {

namespace {

constexpr size_t kOften = 3;

// A key stands for a term: two characters, or one and 0, or with a bit of kind the number of a whole word or the hash
// of a run of letters or digits.
constexpr uint64_t kWhole = uint64_t{1} << 62, kWord = uint64_t{1} << 63;

struct Found {
  uint64_t key;
  Impact impact;
};

/// The terms of some entries that follow each other.
class Part {
 public:
  Part(const WholeWords& whole, const words::Variants& variants) : whole_(whole), variants_(variants) {}

  void Add(const Entry& entry, uint32_t number) {
    found_.clear();
    for (const Entry::Part& part : entry.parts) AddText(part);
    std::sort(found_.begin(), found_.end(),
              [](const Found& a, const Found& b) { return a.key != b.key ? a.key < b.key : a.impact > b.impact; });
    for (size_t i = 0; i < found_.size();) {
      size_t end = i;
      while (end < found_.size() && found_[end].key == found_[i].key) ++end;
      const bool often = found_[i].impact == kInText && end - i >= kOften;
      lists_[found_[i].key].push_back({number, static_cast<uint8_t>(often ? kWeighty : found_[i].impact)});
      i = end;
    }
  }

  const std::unordered_map<uint64_t, std::vector<Posting>>& lists() const { return lists_; }
  const std::unordered_map<uint64_t, std::u32string>& words() const { return words_; }

 private:
  void AddText(const Entry::Part& part) {
    const std::u32string text = words::Normalize(part.text, variants_);
    const words::Run* before = nullptr;
    std::u32string term_before;
    const std::vector<words::Run> runs = words::RunsOf(text);
    for (const words::Run& run : runs) {
      if (run.kind == words::RunClass::kJapanese) {
        AddJapanese(text, run, part.impact);
      } else {
        const std::u32string& term = StemOf(std::u32string_view(text).substr(run.begin, run.end - run.begin), run.kind);
        AddTerm(term, Within(text, run.end - run.begin, part.impact));
        if (before && words::ArePair(text, *before, run)) AddTerm(words::PairTerm(term_before, term), kInText);
        term_before = term;
      }
      before = &run;
    }
  }

  static Impact Within(std::u32string_view title, size_t size, Impact impact) {
    return impact == kInTitle && size * 2 >= title.size() ? kIsTitle : impact;
  }

  void AddJapanese(std::u32string_view text, const words::Run& run, Impact impact) {
    for (size_t i = run.begin; i < run.end; ++i) {
      const uint64_t next = i + 1 < run.end ? text[i + 1] : 0;
      found_.push_back({uint64_t{text[i]} << 21 | next, Within(text, next ? 2 : 1, impact)});
      whole_.At(text, i, [&](uint32_t number) {
        found_.push_back({kWhole | number, Within(text, whole_.list()[number].size(), impact)});
      });
    }
  }

  const std::u32string& StemOf(std::u32string_view run, words::RunClass kind) {
    std::u32string& term = stems_[std::u32string(run)];
    if (term.empty()) term = words::WordTerm(run, kind);
    return term;
  }

  void AddTerm(const std::u32string& term, Impact impact) {
    const std::string_view bytes(reinterpret_cast<const char*>(term.data()), term.size() * sizeof(char32_t));
    const uint64_t key = kWord | Hash(bytes) >> 1;
    words_.try_emplace(key, term);
    found_.push_back({key, impact});
  }

  const WholeWords& whole_;
  const words::Variants& variants_;
  std::vector<Found> found_;
  std::unordered_map<uint64_t, std::vector<Posting>> lists_;
  std::unordered_map<uint64_t, std::u32string> words_;
  std::unordered_map<std::u32string, std::u32string> stems_;
};

std::u32string TextOf(uint64_t key, const WholeWords& whole,
                      const std::unordered_map<uint64_t, std::u32string>& words) {
  if (key & kWord) return words.at(key);
  if (key & kWhole) return whole.list()[key & ~kWhole];
  std::u32string text(1, static_cast<char32_t>(key >> 21));
  if (const auto second = static_cast<char32_t>(key & 0x1FFFFF)) text.push_back(second);
  return text;
}

}  // namespace

std::vector<IndexTerm> MakeTerms(const std::vector<Entry>& entries, const Layout& layout, const WholeWords& whole,
                                 const words::Variants& variants) {
  constexpr size_t kParts = 16;
  std::vector<Part> parts(kParts, Part(whole, variants));
  ParallelFor(kParts, [&](size_t part) {
    for (size_t i = entries.size() * part / kParts; i < entries.size() * (part + 1) / kParts; ++i)
      parts[part].Add(entries[i], layout.number_of[i]);
  });
  std::unordered_map<uint64_t, size_t> place;
  std::vector<IndexTerm> terms;
  std::unordered_map<uint64_t, std::u32string> words;
  for (const Part& part : parts) words.insert(part.words().begin(), part.words().end());
  for (const Part& part : parts) {
    for (const auto& [key, list] : part.lists()) {
      const auto [found, is_new] = place.try_emplace(key, terms.size());
      if (is_new) terms.push_back({TextOf(key, whole, words), {}});
      std::vector<Posting>& all = terms[found->second].postings;
      all.insert(all.end(), list.begin(), list.end());
    }
  }
  std::sort(terms.begin(), terms.end(),
            [](const IndexTerm& a, const IndexTerm& b) { return words::TermLess(a.text, b.text); });
  return terms;
}

}  // namespace kyodo::search
