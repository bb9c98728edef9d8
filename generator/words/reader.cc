#include "words/reader.h"

#include <algorithm>

#include "core/text.h"
#include "words/kana.h"

namespace kyodo::words {

namespace {

/// Below this share of the probability a reading is left out: 方 (ほう, かた) in most places.
constexpr float kCertain = 0.8f;

}  // namespace

Reader::Reader(const Mecab& mecab, const KnownWords& words) : mecab_(mecab), analyser_(mecab), words_(words) {}

void Reader::TakeWords(const std::vector<FoundWord>& found, size_t offset, std::vector<Word>& out) {
  out.clear();
  for (const FoundWord& one : found) {
    Word& word = out.emplace_back();
    word.begin = offset + one.begin;
    word.end = offset + one.end;
    if (one.certainty >= kCertain && !one.is_person) word.reading = one.reading;
    word.is_number = one.is_number;
    word.is_unknown = one.reading.empty();
  }
}

void Reader::Parse(std::u32string_view text, size_t offset, std::vector<Word>& out) {
  analyser_.FindWords(text, found_);
  TakeWords(found_, offset, out);
}

bool Reader::StartsWord(size_t at) const {
  return std::any_of(parsed_.begin(), parsed_.end(), [&](const Word& word) { return word.begin == at; });
}

bool Reader::IsWord(size_t begin, size_t end) const {
  return std::any_of(parsed_.begin(), parsed_.end(),
                     [&](const Word& word) { return word.begin == begin && word.end == end; });
}

bool Reader::Counts(std::u32string_view text, size_t at, size_t length) const {
  if (IsDigit(text[at])) return at == 0 || !IsDigit(text[at - 1]);
  if (length >= 3) return true;
  if (length == 1) return IsWord(at, at + 1);
  return std::any_of(parsed_.begin(), parsed_.end(), [&](const Word& word) {
    return word.begin == at || (word.is_unknown && word.begin < at + 2 && word.end > at);
  });
}

KnownWords::Match Reader::LongestThatCounts(std::u32string_view text, size_t at) const {
  for (size_t end = std::min(text.size(), at + known_most_);;) {
    const KnownWords::Match match = words_.Longest(text.substr(0, end), at);
    if (!match.length) return match;
    // A word without a reading says so of just that word.
    const bool counts = match.word->pieces.empty() ? IsWord(at, at + match.length) : Counts(text, at, match.length);
    if (counts) return match;
    end = at + match.length - 1;
  }
}

void Reader::FindKnown(std::u32string_view text) {
  known_.clear();
  for (size_t at = 0; at < text.size();) {
    KnownWords::Match match;
    if (at > 0 && IsDigit(text[at - 1])) match = words_.Counter(text, at);
    if (!match.length) match = LongestThatCounts(text, at);
    if (!match.length) {
      ++at;
      continue;
    }
    known_.push_back({at, at + match.length, match.word});
    at += match.length;
  }
}

void Reader::AddWord(std::u32string_view text, const Word& word, const Word* before, std::vector<Piece>& out) {
  const std::u32string_view surface = text.substr(word.begin, word.end - word.begin);
  if (!HasKanji(surface)) return;
  // 三本 is さんぼん, 六百 ろっぴゃく: numbers and what follows them change each other.
  const bool after_number = word.begin > 0 && (IsDigit(text[word.begin - 1]) || (before && before->is_number));
  const bool unknown = word.reading.empty() || word.is_number || after_number;
  const std::vector<Piece>* pieces = nullptr;
  if (!unknown) {
    const auto [found, is_new] = aligned_.try_emplace(word.reading.data());
    if (is_new) found->second = AlignWord(surface, Decode(word.reading)).value_or(std::vector<Piece>());
    pieces = &found->second;
  }
  const auto begin = static_cast<uint32_t>(word.begin);
  if (!pieces || pieces->empty()) {
    out.push_back({begin, static_cast<uint32_t>(word.end), {}});
    return;
  }
  for (const Piece& piece : *pieces) out.push_back({begin + piece.begin, begin + piece.end, piece.reading});
}

void Reader::ReadBetween(std::u32string_view text, size_t begin, size_t end, std::vector<Piece>& out) {
  if (begin == end || !HasKanji(text.substr(begin, end - begin))) return;
  const std::vector<Word>* words = &parsed_;
  const auto ends_word = [&](const Word& word) { return word.end == end; };
  if (!StartsWord(begin) || std::none_of(parsed_.begin(), parsed_.end(), ends_word)) {
    Parse(text.substr(begin, end - begin), begin, part_);
    words = &part_;
  }
  const Word* before = nullptr;
  for (const Word& word : *words) {
    if (word.begin >= begin && word.end <= end) AddWord(text, word, before, out);
    before = &word;
  }
}

const std::vector<Piece>& Reader::Parts(std::u32string_view text, const KnownWords::Word& word) {
  const auto [found, is_new] = parts_.try_emplace(&word);
  if (!is_new) return found->second;
  if (!inner_) inner_ = std::make_unique<Reader>(mecab_, words_);
  std::vector<Piece> parts, finer;
  for (const Piece& piece : word.pieces) {
    inner_->ReadPart(text.substr(piece.begin, piece.end - piece.begin), finer);
    std::string whole;
    size_t covered = 0;
    for (const Piece& one : finer) {
      whole += one.reading;
      covered += one.end - one.begin;
    }
    if (whole != piece.reading || covered != piece.end - piece.begin)
      finer = {{0, piece.end - piece.begin, piece.reading}};
    for (const Piece& one : finer) parts.push_back({piece.begin + one.begin, piece.begin + one.end, one.reading});
  }
  return parts_[&word] = std::move(parts);
}

void Reader::Read(const AnalysedText& text, std::vector<Piece>& out) {
  known_most_ = text.text.size();
  TakeWords(text.words, 0, parsed_);
  ReadParsed(text.text, out);
}

void Reader::ReadPart(std::u32string_view text, std::vector<Piece>& out) {
  known_most_ = text.size() - 1;
  Parse(text, 0, parsed_);
  ReadParsed(text, out);
}

void Reader::ReadParsed(std::u32string_view text, std::vector<Piece>& out) {
  out.clear();
  FindKnown(text);
  size_t at = 0;
  for (const Known& known : known_) {
    ReadBetween(text, at, known.begin, out);
    at = known.begin;
    const auto begin = static_cast<uint32_t>(known.begin);
    for (const Piece& piece : Parts(text.substr(known.begin, known.end - known.begin), *known.word)) {
      ReadBetween(text, at, begin + piece.begin, out);
      out.push_back({begin + piece.begin, begin + piece.end, piece.reading});
      at = begin + piece.end;
    }
    if (!known.word->pieces.empty()) {
      ReadBetween(text, at, known.end, out);
    } else if (HasKanji(text.substr(known.begin, known.end - known.begin))) {
      out.push_back({begin, static_cast<uint32_t>(known.end), {}});
    }
    at = known.end;
  }
  ReadBetween(text, at, text.size(), out);
}

}  // namespace kyodo::words
