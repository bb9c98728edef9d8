#include "check/plain_words.h"

#include <fmt/format.h>

#include "check/texts.h"
#include "core/text.h"
#include "core/word_finder.h"

namespace kyodo::check {

namespace {

constexpr std::string_view kQuote = "「";

class PlainWordsReader {
 public:
  PlainWordsReader(const Vocabulary& words, LanguageId language, Diagnostics& diagnostics)
      : language_(language), diagnostics_(diagnostics) {
    std::vector<std::string_view> labels;
    for (const Term& term : words.terms) {
      terms_.push_back(&term);
      labels.push_back(term.label.In(language));
    }
    finder_ = WordFinder(std::move(labels));
  }

  void Read(const Text& text) {
    if (text.language().value_or(language_) != language_) return;
    finder_.Find(text.text, hits_);
    size_t done = 0;
    for (const auto& [at, word] : hits_) {
      if (at < done || EndsWith(text.text.substr(0, at), kQuote)) continue;
      const size_t length = finder_.words()[word].size();
      done = at + length;
      Tell(*terms_[word], text.PlaceOf(at, length));
    }
  }

 private:
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
  std::vector<const Term*> terms_;
  WordFinder finder_;  // of their labels
  std::vector<WordFinder::Hit> hits_;
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
