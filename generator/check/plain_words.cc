#include "check/plain_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "model/public_values.h"

namespace kyodo::check {

namespace {

constexpr std::string_view kQuote = "「";

class Reader {
 public:
  Reader(const Vocabulary& words, LanguageId language, Diagnostics& diagnostics)
      : language_(language), diagnostics_(diagnostics) {
    for (const Term& term : words.terms) {
      if (!term.label.In(language).empty()) words_.push_back(&term);
    }
    // Where one word begins with another, the longer one is meant.
    std::stable_sort(words_.begin(), words_.end(), [&](const Term* a, const Term* b) {
      return a->label.In(language).size() > b->label.In(language).size();
    });
  }

  void Read(const Record& record) {
    ForEachPublicValue(record, {language_}, [&](const Datum& datum, const FieldType&) {
      if (datum.kind == Datum::kText) ReadText(datum.text(), *datum.pos.file, datum.pos.line, datum.pos.column);
      if (datum.kind == Datum::kMarkdown)
        ReadText(datum.markdown->text, *datum.markdown->file, datum.markdown->first_line, 1);
    });
  }

 private:
  struct Hit {
    size_t offset;
    const Term* term;
  };

  void ReadText(std::string_view text, const SourceFile& file, uint32_t line, uint16_t column) {
    hits_.clear();
    for (const Term* term : words_) {
      const std::string_view word = term->label.In(language_);
      for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
        if (!EndsWith(text.substr(0, at), kQuote)) hits_.push_back({at, term});
      }
    }
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.offset < b.offset; });
    size_t done = 0;
    for (const Hit& hit : hits_) {
      if (hit.offset < done) continue;
      const std::string_view word = hit.term->label.In(language_);
      done = hit.offset + word.size();
      const auto breaks = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(hit.offset), '\n');
      Tell(*hit.term, PlaceOf(word, file, line + static_cast<uint32_t>(breaks), breaks ? 1 : column));
    }
  }

  /// The value may stand a line or two below the place where it begins, as block
  /// scalars do, or be written with escapes; then the place is where it begins.
  static SourcePos PlaceOf(std::string_view word, const SourceFile& file, uint32_t line, uint16_t column) {
    for (uint32_t at = line; at < line + 3; ++at) {
      const std::string_view source = file.Line(at);
      const size_t found = source.find(word, at == line ? OffsetOf(source, column) : 0);
      if (found != std::string_view::npos)
        return PosAt(file, static_cast<size_t>(source.data() - file.text.data()) + found, word.size());
    }
    return {&file, line, column, 1};
  }

  /// The byte at which a column of the line begins.
  static size_t OffsetOf(std::string_view line, uint16_t column) {
    size_t offset = 0;
    for (uint16_t seen = 1; offset < line.size(); ++offset) {
      if ((static_cast<unsigned char>(line[offset]) & 0xC0) == 0x80) continue;
      if (seen++ == column) break;
    }
    return std::min(offset, line.size());
  }

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
    Reader reader(*site.plain_words, id, diagnostics);
    for (const auto& [name, collection] : site.collections) {
      for (const Record& record : collection.records) {
        if (!record.hidden) reader.Read(record);
      }
    }
  }
}

}  // namespace kyodo::check
