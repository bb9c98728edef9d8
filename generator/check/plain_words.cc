#include "check/plain_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/texts.h"
#include "core/text.h"

namespace kyodo::check {

namespace {

constexpr std::string_view kQuote = "「";

class PlainWordsReader {
 public:
  PlainWordsReader(const Vocabulary& words, LanguageId language, Diagnostics& diagnostics)
      : language_(language), diagnostics_(diagnostics) {
    for (const Term& term : words.terms) {
      if (!term.label.In(language).empty()) words_.push_back(&term);
    }
    // Where one word begins with another, the longer one is meant.
    std::stable_sort(words_.begin(), words_.end(), [&](const Term* a, const Term* b) {
      return a->label.In(language).size() > b->label.In(language).size();
    });
  }

  void Read(const Text& text) {
    if (text.language().value_or(language_) != language_) return;
    hits_.clear();
    for (const Term* term : words_) {
      const std::string_view word = term->label.In(language_);
      for (size_t at = text.text.find(word); at != word.npos; at = text.text.find(word, at + word.size())) {
        if (!EndsWith(text.text.substr(0, at), kQuote)) hits_.push_back({at, term});
      }
    }
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.offset < b.offset; });
    size_t done = 0;
    for (const Hit& hit : hits_) {
      if (hit.offset < done) continue;
      const std::string_view word = hit.term->label.In(language_);
      done = hit.offset + word.size();
      Tell(*hit.term, text.PlaceOf(hit.offset, word.size()));
    }
  }

 private:
  struct Hit {
    size_t offset;
    const Term* term;
  };

  void Tell(const Term& term, const SourcePos& at) {
    const std::string_view word = term.label.In(language_);
    const std::string_view better = term.description.In(language_);
    Message hint;
    if (!better.empty()) {
      hint = {fmt::format("言い換えの例: {}", better), fmt::format("In plain words: {}", better)};
    }
    diagnostics_.Add(Severity::kNote, "plain-words.suggest", at,
                     {fmt::format("やさしく言い換えられる言葉です: {}", word),
                      fmt::format("A word that can be said more plainly: {}", word)},
                     std::move(hint));
  }

  LanguageId language_;
  Diagnostics& diagnostics_;
  std::vector<const Term*> words_;
  std::vector<Hit> hits_;
};

}  // namespace

void SuggestPlainWords(const Site& site, Diagnostics& diagnostics) {
  if (!site.plain_words) return;
  for (LanguageId id = 0; id < site.config.languages.size(); ++id) {
    if (!site.config.languages[id].japanese) continue;
    PlainWordsReader reader(*site.plain_words, id, diagnostics);
    for (const auto& [name, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (record.hidden) continue;
        ForEachText(site, record, [&](const Text& text) { reader.Read(text); });
      }
    }
  }
}

}  // namespace kyodo::check
