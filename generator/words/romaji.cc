#include "words/romaji.h"

#include <array>
#include <utility>

#include "core/text.h"

namespace kyodo::words {

namespace {

/// By consonant; * where there is no such kana.
constexpr std::string_view kConsonants = " kstnhmyrwgzdbp";
constexpr std::string_view kVowels = "aiueo";
constexpr std::array<std::u32string_view, 5> kRows = {
    U"あかさたなはまやらわがざだばぱ", U"いきしちにひみ*り*ぎじぢびぴ", U"うくすつぬふむゆる*ぐずづぶぷ",
    U"えけせてねへめ*れ*げぜでべぺ", U"おこそとのほもよろ*ごぞどぼぽ"};

bool IsJapanese(std::string_view key) {
  for (size_t at = 0; at < key.size(); ++at) {
    const size_t start = at;
    const auto is = [&](std::string_view letters) { return at < key.size() && letters.find(key[at]) != letters.npos; };
    if (is("kstnhmrgzdbpwy")) ++at;
    if (is("y")) ++at;
    if (is(kVowels)) continue;
    at = start;
    if (key[at] != 'n') return false;
  }
  return !key.empty();
}

std::string Unify(std::string_view letters) {
  std::string text(letters);
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"sh", "sy"}, {"ch", "ty"}, {"j", "zy"},  {"yi", "i"},  {"ts", "t"},
      {"f", "h"},   {"wo", "o"},  {"mb", "nb"}, {"mm", "nm"}, {"mp", "np"}};
  for (const auto& [from, to] : kSame) ReplaceAll(text, from, to);
  std::string once;
  for (const char c : text) {
    if (once.empty() || once.back() != c) once.push_back(c);
  }
  ReplaceAll(once, "ou", "o");
  return once;
}

void AppendKana(std::string& out, char32_t kana) {
  constexpr std::u32string_view kSmallY = U"ゃ*ゅ*ょ", kSmallVowels = U"ぁぃぅぇぉ";
  if (kana == U'ん') out += 'n';
  if (kana == U'を') out += 'o';
  if (kana == U'ぢ' || kana == U'づ') out += kana == U'ぢ' ? "zi" : "zu";
  if (kana == U'ぢ' || kana == U'づ') return;
  for (size_t vowel = 0; vowel < kRows.size(); ++vowel) {
    const size_t row = kana == U'*' ? kRows[0].npos : kRows[vowel].find(kana);
    if (row != kRows[0].npos) {
      if (row > 0) out += kConsonants[row];
      out += kVowels[vowel];
    }
    const bool small_y = kSmallY[vowel] == kana;
    if (!small_y && kSmallVowels[vowel] != kana) continue;
    if (!out.empty() && IsVowel(out.back())) out.pop_back();
    if (small_y) out += 'y';
    out += kVowels[vowel];
  }
}

}  // namespace

std::string RomajiKey(std::string_view letters) {
  std::string key = Unify(letters);
  return IsJapanese(key) ? key : std::string();
}

std::string RomajiKeyOfKana(std::u32string_view reading) {
  std::string letters;
  for (const char32_t c : reading) AppendKana(letters, c);
  return RomajiKey(letters);
}

}  // namespace kyodo::words
