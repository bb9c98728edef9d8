#include "words/known_words.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::words {

void KnownWords::Add(Trie& trie, std::u32string_view text, std::vector<Piece> pieces) {
  uint32_t& number = trie[text];
  if (number == Trie::kNone) {
    number = static_cast<uint32_t>(words_.size());
    words_.emplace_back();
  }
  words_[number].pieces = std::move(pieces);
}

void KnownWords::AddList(std::string_view csv) {
  for (const std::string_view line : Split(csv, '\n')) {
    const size_t comma = line.find(',');
    if (StartsWith(line, "#") || comma == std::string_view::npos) continue;
    std::u32string word = Decode(Trim(line.substr(0, comma)));
    const bool is_counter = StartsWith(line, "0");
    if (is_counter) word.erase(0, 1);
    if (word.empty()) continue;
    const std::u32string reading = Decode(Trim(line.substr(comma + 1)));
    std::vector<Piece> pieces;
    if (!reading.empty()) {
      auto aligned = AlignWord(word, reading);
      if (!aligned) continue;
      pieces = std::move(*aligned);
    }
    Add(is_counter ? counters_ : by_text_, word, std::move(pieces));
  }
}

bool KnownWords::AddName(std::string_view name, std::string_view kana) {
  const std::u32string text = Decode(name);
  if (text.size() < 2 || std::none_of(text.begin(), text.end(), IsKanji)) return true;
  auto pieces = Align(text, Decode(kana));
  if (!pieces || pieces->empty()) return false;
  Add(by_text_, text, std::move(*pieces));
  return true;
}

KnownWords::Match KnownWords::Look(const Trie& trie, std::u32string_view text, size_t at) const {
  const Trie::Match match = trie.Longest(text, at);
  return match.length ? Match{match.length, &words_[match.value]} : Match{};
}

KnownWords::Match KnownWords::Longest(std::u32string_view text, size_t at) const { return Look(by_text_, text, at); }
KnownWords::Match KnownWords::Counter(std::u32string_view text, size_t at) const { return Look(counters_, text, at); }

const KnownWords::Word* KnownWords::Find(std::u32string_view text) const {
  const uint32_t number = by_text_.Find(text);
  return number == Trie::kNone ? nullptr : &words_[number];
}

}  // namespace kyodo::words
