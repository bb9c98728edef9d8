#include "words/latin.h"

#include <unicode/translit.h>

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "words/analysis.h"
#include "words/kana.h"
#include "words/known_words.h"

namespace kyodo::words {

namespace {

/// All that is known of the reading of these characters, whose kana stand for themselves.
std::u32string ReadingOf(std::u32string_view text, const std::vector<Piece>& pieces) {
  std::u32string reading;
  size_t at = 0;
  for (const Piece& piece : pieces) {
    reading += text.substr(at, piece.begin - at);
    reading += Decode(piece.reading);
    at = piece.end;
  }
  return reading += text.substr(std::min(at, text.size()));
}

/// The readings of a text's words, one after the other; punctuation ends a word.
class Readings {
 public:
  Readings(const Mecab& dictionary, std::u32string text) : text_(std::move(text)) {
    words_.AddList(CivicReadings());
    Analyser(dictionary).FindWords(text_, found_);
  }

  std::vector<std::u32string> Run() {
    for (size_t at = 0; at < text_.size();) {
      const KnownWords::Match known = words_.Longest(text_, at);
      const auto word = std::find_if(found_.begin(), found_.end(), [&](const FoundWord& one) { return one.end > at; });
      const size_t end = word == found_.end() ? text_.size() : std::max<size_t>(word->begin, at);
      if (known.length >= 2 && !known.word->pieces.empty()) {
        out_.push_back(ReadingOf(std::u32string_view(text_).substr(at, known.length), known.word->pieces));
        at += known.length;
      } else if (end > at) {
        at = end;
      } else {
        AddWord(*word, at);
        at = word->end;
      }
    }
    return std::move(out_);
  }

 private:
  void AddWord(const FoundWord& word, size_t at) {
    const std::u32string own = text_.substr(at, word.end - at);
    const bool has_kanji = std::any_of(own.begin(), own.end(), IsKanji);
    if (!has_kanji) out_.push_back(own);
    if (has_kanji && at == word.begin) out_.push_back(Decode(word.reading));
  }

  const std::u32string text_;
  KnownWords words_;
  std::vector<FoundWord> found_;
  std::vector<std::u32string> out_;
};

}  // namespace

struct Latin::Rules {
  std::unique_ptr<icu::Transliterator> letters;
};

Latin::Latin() : rules_(std::make_unique<Rules>()) {
  UErrorCode status = U_ZERO_ERROR;
  rules_->letters.reset(icu::Transliterator::createInstance(
      "Hiragana-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
}

Latin::~Latin() = default;

std::string Latin::OfKana(std::string_view kana) const {
  if (!rules_->letters) return {};
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(Encode(ToHiragana(Decode(kana))));
  rules_->letters->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  for (const auto& [from, to] :
       {std::pair<std::string_view, std::string_view>{"'", ""}, {"dz", "z"}, {"ou", "o"}, {"oo", "o"}, {"uu", "u"}})
    ReplaceAll(out, from, to);
  return out;
}

std::string Latin::OfText(std::string_view text, const Mecab& dictionary) const {
  std::string out;
  for (const std::u32string& word : Readings(dictionary, Decode(text)).Run()) {
    const std::string letters = OfKana(Encode(word));
    if (!letters.empty()) out += (out.empty() ? "" : "-") + letters;
  }
  return out;
}

}  // namespace kyodo::words
