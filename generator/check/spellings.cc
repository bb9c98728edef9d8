#include "check/spellings.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/word_finder.h"

namespace kyodo::check {

namespace {

constexpr size_t kTold = 5;  // places of a spelling

struct Spelling {
  std::string_view right, other;
  size_t rights = 0, others = 0;
  std::vector<SourcePos> places;
};

class Counter {
 public:
  Counter(const Vocabulary& vocabulary, LanguageId language) {
    std::vector<std::string_view> words;
    for (const Term& term : vocabulary.terms) {
      if (!term.label.Has(language) || !term.description.Has(language)) continue;
      for (const std::string_view other : ListedWords(term.description.In(language), ',')) {
        all_.push_back({term.label.In(language), other, 0, 0, {}});
        words.insert(words.end(), {all_.back().right, other});
      }
    }
    ends_.resize(words.size());
    finder_ = WordFinder(std::move(words));
  }

  void Read(const Text& text) {
    finder_.Find(text.text, hits_);
    std::fill(ends_.begin(), ends_.end(), 0);
    for (const auto& [at, word] : hits_) {
      const size_t length = finder_.words()[word].size();
      if (at < ends_[word]) continue;
      ends_[word] = at + length;
      Count(text, at, length, all_[word / 2], word % 2 == 1);
    }
  }

  void Tell(Diagnostics& diagnostics) const {
    for (const Spelling& one : all_) {
      for (size_t i = 0; i < std::min(one.places.size(), kTold); ++i) {
        const bool last = i + 1 == kTold && one.others > kTold;
        diagnostics.Add(Severity::kNote, "spelling.other", one.places[i],
                        {fmt::format("このサイトでは「{}」と書きます: {}", one.right, one.other),
                         fmt::format("This site writes “{}”: {}", one.right, one.other)},
                        {fmt::format("サイト全体で「{}」は{}か所、「{}」は{}か所です。{}", one.right, one.rights,
                                     one.other, one.others, last ? "残りは書き出しません。" : ""),
                         fmt::format("The whole site has “{}” {} times, “{}” {} times.{}", one.right, one.rights,
                                     one.other, one.others, last ? " The others are not listed." : "")});
      }
    }
  }

 private:
  static void Count(const Text& text, size_t at, size_t length, Spelling& one, bool is_other) {
    // 取り組み holds 取り組, and is no other spelling.
    if (is_other && StartsWith(text.text.substr(at), one.right)) return;
    if (EndsWith(text.text.substr(0, at), "「")) return;
    ++(is_other ? one.others : one.rights);
    if (is_other && one.places.size() < kTold) one.places.push_back(text.PlaceOf(at, length));
  }

  std::vector<Spelling> all_;
  WordFinder finder_;         // of each its right one and its other one
  std::vector<size_t> ends_;  // of the last place of each in the text
  std::vector<WordFinder::Hit> hits_;
};

}  // namespace

void TellSpellings(const Site& site, Diagnostics& diagnostics) {
  if (!site.spellings) return;
  std::vector<Counter> counters;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) counters.emplace_back(*site.spellings, id);
  for (const auto& [name, collection] : site.collections) {
    for (const Record& record : collection.records) {
      if (record.hidden) continue;
      ForEachText(site, record, [&](const Text& text) {
        if (text.language() && text.IsWords()) counters[*text.language()].Read(text);
      });
    }
  }
  for (const Counter& counter : counters) counter.Tell(diagnostics);
}

}  // namespace kyodo::check
