#include "words/kana.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::words {

bool HasKanji(std::u32string_view text) { return std::any_of(text.begin(), text.end(), IsKanji); }

bool IsKana(char32_t c) { return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC; }
bool IsDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

bool IsLetter(char32_t c) {
  const char32_t narrow = c >= 0xFF21 && c <= 0xFF5A ? c - 0xFEE0 : c;
  return (narrow >= 'A' && narrow <= 'Z') || (narrow >= 'a' && narrow <= 'z');
}

char32_t ToHiragana(char32_t c) { return c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c; }

std::u32string ToHiragana(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = ToHiragana(c);
  return out;
}

namespace {

/// ヶ in 自由ヶ丘 is read が: no kana that a reading would repeat.
bool IsSmallKe(char32_t c) { return c == U'ヶ' || c == U'ヵ'; }
bool IsRead(char32_t c) { return IsKanji(c) || IsSmallKe(c) || IsDigit(c) || IsLetter(c); }

struct KanaRun {
  uint32_t begin = 0, end = 0;
  bool is_read = false;  // else kana
};

std::vector<KanaRun> KanaRunsOf(std::u32string_view word) {
  std::vector<KanaRun> runs;
  for (uint32_t i = 0; i < word.size(); ++i) {
    const bool is_read = IsRead(word[i]);
    if (!is_read && !IsKana(word[i])) continue;
    if (runs.empty() || runs.back().end != i || runs.back().is_read != is_read) runs.push_back({i, i, is_read});
    runs.back().end = i + 1;
  }
  return runs;
}

constexpr size_t kMostKanaOfOne = 6;  // 志 こころざし has five

class Aligner {
 public:
  Aligner(std::u32string_view word, std::u32string_view reading)
      : word_(word), reading_(reading), runs_(KanaRunsOf(word)), lengths_(runs_.size()) {}

  /// How many ways there are, counted up to two; `found` is the first.
  int Count() {
    Go(0, 0);
    return ways_;
  }
  std::vector<Piece> Found() const {
    std::vector<Piece> pieces;
    size_t at = 0;
    for (size_t i = 0; i < runs_.size(); ++i) {
      if (runs_[i].is_read && MayShow(runs_[i]))
        pieces.push_back({runs_[i].begin, runs_[i].end, Encode(reading_.substr(at, found_[i]))});
      at += found_[i];
    }
    return pieces;
  }

 private:
  bool MayShow(const KanaRun& run) const {
    const std::u32string_view text = word_.substr(run.begin, run.end - run.begin);
    return std::any_of(text.begin(), text.end(), IsKanji) && std::none_of(text.begin(), text.end(), IsLetter) &&
           std::count_if(text.begin(), text.end(), IsDigit) <= 2;
  }

  void Go(size_t run, size_t at) {
    if (ways_ > 1 || ++steps_ > 20'000) {
      ways_ = 2;
      return;
    }
    if (run == runs_.size()) {
      if (at != reading_.size()) return;
      if (++ways_ == 1) found_ = lengths_;
      return;
    }
    const size_t size = runs_[run].end - runs_[run].begin;
    if (!runs_[run].is_read) {
      if (ToHiragana(word_.substr(runs_[run].begin, size)) != reading_.substr(at, size)) return;
      lengths_[run] = size;
      Go(run + 1, at + size);
      return;
    }
    const size_t most = std::min(size * kMostKanaOfOne, reading_.size() - at);
    for (lengths_[run] = 1; lengths_[run] <= most; ++lengths_[run]) {
      const size_t kept = lengths_[run];
      Go(run + 1, at + kept);
      lengths_[run] = kept;
    }
  }

  std::u32string_view word_, reading_;
  std::vector<KanaRun> runs_;
  std::vector<size_t> lengths_, found_;
  int ways_ = 0;
  size_t steps_ = 0;
};

std::u32string OnlyKana(std::u32string_view reading) {
  std::u32string out;
  for (const char32_t c : reading) {
    if (IsKana(c)) out.push_back(ToHiragana(c));
  }
  return out;
}

}  // namespace

std::optional<std::vector<Piece>> Align(std::u32string_view word, std::u32string_view reading) {
  const std::u32string kana = OnlyKana(reading);
  Aligner aligner(word, kana);
  if (aligner.Count() != 1) return std::nullopt;
  return aligner.Found();
}

std::optional<std::vector<Piece>> AlignWord(std::u32string_view word, std::u32string_view reading) {
  const std::u32string kana = OnlyKana(reading);
  Aligner aligner(word, kana);
  const int ways = aligner.Count();
  if (ways == 0) return std::nullopt;
  if (ways == 1) return aligner.Found();
  size_t begin = 0, end = word.size(), first = 0, last = kana.size();
  while (!IsRead(word[begin])) ++begin, ++first;
  while (!IsRead(word[end - 1])) --end, --last;
  return std::vector<Piece>{{static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                             Encode(std::u32string_view(kana).substr(first, last - first))}};
}

}  // namespace kyodo::words
