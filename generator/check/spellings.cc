#include "check/spellings.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

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
  Counter(const Vocabulary& vocabulary, LanguageId language) : language_(language) {
    for (const Term& term : vocabulary.terms) {
      if (!term.label.Has(language) || !term.description.Has(language)) continue;
      for (const std::string_view other : ListedWords(term.description.In(language), ','))
        all_.push_back({term.label.In(language), other, 0, 0, {}});
    }
  }

  void Read(const Text& text) {
    if (text.language() != language_ || !text.IsWords()) return;
    for (Spelling& one : all_) {
      one.rights += Count(text.text, one.right, nullptr, text);
      one.others += Count(text.text, one.other, &one, text);
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
  static size_t Count(std::string_view text, std::string_view word, Spelling* keep, const Text& of) {
    size_t count = 0;
    for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + word.size())) {
      // 取り組み holds 取り組, and is no other spelling.
      if (keep && text.substr(at, keep->right.size()) == keep->right) continue;
      if (EndsWith(text.substr(0, at), "「")) continue;
      ++count;
      if (keep && keep->places.size() < kTold) keep->places.push_back(of.PlaceOf(at, word.size()));
    }
    return count;
  }

  LanguageId language_;
  std::vector<Spelling> all_;
};

}  // namespace

void TellSpellings(const Site& site, Diagnostics& diagnostics) {
  if (!site.spellings) return;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    Counter counter(*site.spellings, id);
    for (const auto& [name, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (record.hidden) continue;
        ForEachText(site, record, [&](const Text& text) { counter.Read(text); });
      }
    }
    counter.Tell(diagnostics);
  }
}

}  // namespace kyodo::check
