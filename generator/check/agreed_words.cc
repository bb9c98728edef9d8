#include "check/agreed_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "check/texts.h"
#include "core/text.h"
#include "core/word_finder.h"

namespace kyodo::check {

namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// In small letters, with one space for line breaks and hyphens.
std::string Plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '-';
    if (!space) out += Lower(c);
    if (space && !EndsWith(out, " ")) out += ' ';
  }
  return out;
}

/// Without the letter that endings replace: polic(y), polic(ies).
std::string Stem(std::string_view word) {
  std::string stem = Plain(word);
  const bool ending = stem.size() > 4 && std::string_view("sey").find(stem.back()) != std::string_view::npos;
  if (ending) stem.pop_back();
  return stem;
}

class AgreedWordsReader {
 public:
  AgreedWordsReader(const Site& site, LanguageId from, Diagnostics& diagnostics)
      : from_(from), diagnostics_(diagnostics), stems_(site.config.languages.size()) {
    std::vector<std::string_view> words;
    for (const Term& term : site.agreed_words->terms) {
      if (!term.label.Has(from)) continue;
      for (const std::string_view text : ListedWords(term.label.In(from), ';')) {
        terms_.push_back(&term);
        words.push_back(text);
      }
      for (LanguageId id = 0; id < stems_.size(); ++id) {
        if (id == from || site.config.languages[id].japanese || !term.label.Has(id)) continue;
        for (const std::string_view word : ListedWords(term.label.In(id), ';')) stems_[id][&term].push_back(Stem(word));
      }
    }
    finder_ = WordFinder(std::move(words));
  }

  /// A word may stand anywhere in the other language's texts of the record.
  void Read(const Record& record) {
    const std::vector<Field>& fields = record.collection->schema.fields;
    originals_.clear();
    others_.assign(stems_.size(), {});
    for (size_t i = 0; i < record.fields.size(); ++i) {
      if (!fields[i].is_private) Collect(record.fields[i], &fields[i].type);
    }
    Collect(record.body, nullptr);
    std::vector<const Term*> told;
    for (const Datum* local : originals_) {
      for (const Term* term : TermsIn(TextOf(local->items()[from_]))) {
        if (std::find(told.begin(), told.end(), term) != told.end()) continue;
        told.push_back(term);
        for (LanguageId id = 0; id < stems_.size(); ++id) Compare(*term, id, *local);
      }
    }
  }

 private:
  static std::string_view TextOf(const Datum& datum) {
    if (datum.kind == Datum::kText) return datum.text();
    return datum.kind == Datum::kMarkdown ? std::string_view(datum.markdown->result.plain) : std::string_view();
  }

  /// The terms that a text holds, each once, in their order.
  std::vector<const Term*> TermsIn(std::string_view text) {
    std::vector<const Term*> found;
    finder_.Find(text, hits_);
    size_t done = 0;
    for (const auto& [at, word] : hits_) {
      if (at < done) continue;
      done = at + finder_.words()[word].size();
      if (std::find(found.begin(), found.end(), terms_[word]) == found.end()) found.push_back(terms_[word]);
    }
    return found;
  }

  void Collect(const Datum& datum, const FieldType* type) {
    if (datum.kind == Datum::kLocal) {
      if (!TextOf(datum.items()[from_]).empty()) originals_.push_back(&datum);
      for (LanguageId id = 0; id < stems_.size(); ++id) {
        if (id != from_ && !stems_[id].empty()) others_[id].append(Plain(TextOf(datum.items()[id]))).append("\n");
      }
    } else if (datum.kind == Datum::kList && type && type->of) {
      for (const Datum& item : datum.items()) Collect(item, type->of.get());
    } else if (datum.kind == Datum::kObject && type) {
      for (size_t i = 0; i < type->fields.size(); ++i) {
        if (!type->fields[i].is_private) Collect(datum.items()[i], &type->fields[i].type);
      }
    }
  }

  void Compare(const Term& term, LanguageId id, const Datum& local) {
    const auto stems = stems_[id].find(&term);
    const Datum& other = local.items()[id];
    if (stems == stems_[id].end() || TextOf(other).empty()) return;
    const std::string& all = others_[id];
    const bool there = std::any_of(stems->second.begin(), stems->second.end(),
                                   [&](const std::string& stem) { return all.find(stem) != all.npos; });
    if (!there) Tell(term, id, other);
  }

  void Tell(const Term& term, LanguageId id, const Datum& other) {
    const SourcePos at =
        other.kind == Datum::kMarkdown ? SourcePos{other.markdown->file, other.markdown->first_line, 1, 1} : other.pos;
    const std::string_view word = term.label.In(from_), agreed = term.label.In(id);
    diagnostics_.Add(Severity::kNote, "text.agreed-word", at,
                     {fmt::format("もとの文章の「{}」の訳に、決めた言葉がありません: {}", word, agreed),
                      fmt::format("The original has “{}”, and this text lacks the agreed word: {}", word, agreed)},
                     {"決めた言葉で訳します。ほかの訳もよければ、語彙に ; で区切って足します。",
                      "Use it. If other words are right too, add them to the vocabulary after a ;."});
  }

  const LanguageId from_;
  Diagnostics& diagnostics_;
  std::vector<const Term*> terms_;  // of each word of finder_
  WordFinder finder_;
  std::vector<WordFinder::Hit> hits_;
  std::vector<std::map<const Term*, std::vector<std::string>>> stems_;  // by language
  std::vector<const Datum*> originals_;                                 // of the record: texts by language
  std::vector<std::string> others_;                                     // all that it says in each other language
};

}  // namespace

namespace {

/// Easy Japanese has the labels of Japanese, and says things in other words.
bool IsVariant(const Language& language, const std::vector<Language>& languages) {
  const std::vector<std::string> wider = WiderLanguages(language.code);
  return std::any_of(wider.begin(), wider.end(),
                     [&](const std::string& code) { return FindLanguage(languages, code) < languages.size(); });
}

}  // namespace

void TellAgreedWords(const Site& site, Diagnostics& diagnostics) {
  if (!site.agreed_words) return;
  for (LanguageId from = 0; from < site.config.languages.size(); ++from) {
    const Language& language = site.config.languages[from];
    if (!language.japanese || IsVariant(language, site.config.languages)) continue;
    AgreedWordsReader reader(site, from, diagnostics);
    for (const auto& [id, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (!record.hidden) reader.Read(record);
      }
    }
  }
}

}  // namespace kyodo::check
