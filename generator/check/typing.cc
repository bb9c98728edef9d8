#include "check/typing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"

namespace kyodo::check {

namespace {

bool IsHiragana(char32_t c) { return c >= 0x3041 && c <= 0x3096; }
bool IsNoun(char32_t c) { return IsKanji(c) || (c >= 0x30A1 && c <= 0x30FC); }

/// The text by characters, with the byte at which each begins.
struct Characters {
  std::u32string all;
  std::vector<size_t> starts;

  explicit Characters(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      starts.push_back(at);
      all += DecodeUtf8(text, at);
    }
    starts.push_back(text.size());
  }
  char32_t At(size_t i) const { return i < all.size() ? all[i] : U'\0'; }
};

class Typing {
 public:
  Typing(const Text& text, Diagnostics& diagnostics) : text_(text), own_(text.text), diagnostics_(diagnostics) {}

  void Japanese() {
    const std::u32string& all = own_.all;
    if (own_.At(0) == U'。' || own_.At(0) == U'、') Punctuation(0, 1);
    bool told_stop = false, told_twice = false;  // once: of what a PDF file gave there are many
    for (size_t i = 0; i + 1 < all.size(); ++i) {
      const char32_t c = all[i], next = all[i + 1];
      const bool stop = c == U'。' || c == U'、', next_stop = next == U'。' || next == U'、';
      if (stop && next_stop && own_.At(i + 2) != next) Punctuation(i, 2);
      if (c == next && IsParticle(c) && i > 0 && IsNoun(all[i - 1]) && IsNoun(own_.At(i + 2))) Twice(i, 2);
      if (IsHiragana(c) && IsLeft(next) && EndsWord(own_.At(i + 2))) Typed(i + 1);
      if (next == U'　' && IsKanji(c)) Spaced(i);
      if (IsKatakana(c) && (next == U'一' || next == U'－') && IsKatakana(own_.At(i + 2))) Lookalike(i + 1, U'ー');
      if (IsHiragana(c) && (next == U'.' || next == U',') && EndsClause(own_.At(i + 2)) && !told_stop) {
        told_stop = true;
        Punctuation(i + 1, 1);
      }
      if (!told_twice && IsKanji(c)) told_twice = RepeatedWord(i);
      if (c == U'二' && IsSmallKatakana(next)) Lookalike(i, U'ニ');
    }
  }

  void English() {
    const std::string_view all = text_.text;
    FullWidth();
    for (const std::string_view sign : {"、", "。"}) {
      for (size_t at = all.find(sign); at != all.npos; at = all.find(sign, at + sign.size()))
        if (at > 0 && IsLetter(all[at - 1])) return Tell("text.punctuation", at, sign.size(), Punctuations());
    }
    constexpr std::array<std::string_view, 14> kWords = {"the", "a",  "an",  "of",   "to", "in", "and",
                                                         "for", "is", "are", "with", "on", "at", "by"};
    for (const std::string_view word : kWords) {
      const std::string twice = fmt::format(" {0} {0} ", word);
      const size_t at = all.find(twice);
      if (at != all.npos) return Tell("text.twice", at + 1, twice.size() - 2, Twices(twice));
    }
  }

 private:
  static bool IsParticle(char32_t c) {
    return c == U'の' || c == U'に' || c == U'を' || c == U'は' || c == U'が' || c == U'で' || c == U'と' || c == U'へ';
  }
  static bool IsKatakana(char32_t c) { return (c >= U'ァ' && c <= U'ヴ') || c == U'ー'; }
  static bool IsSmallKatakana(char32_t c) { return c == U'ャ' || c == U'ュ' || c == U'ョ' || c == U'ィ'; }
  static bool IsLeft(char32_t c) {
    return c < 0x80 && std::string_view("ksthmyrwgzdbpj").find(static_cast<char>(c)) != std::string_view::npos;
  }
  static bool EndsWord(char32_t c) { return c == U'。' || c == U'、' || IsHiragana(c); }

  static std::pair<Message, Message> Punctuations() {
    return {
        {"句読点が余分です", "Punctuation too much, or of another language"},
        {"余分な句読点を消します。英語では , と . を使います。", "Delete what is too much; in English write , and ."}};
  }
  static std::pair<Message, Message> Twices(std::string_view what) {
    return {
        {fmt::format("同じ語が二つ続いています: {}", Trim(what)), fmt::format("The same word twice: {}", Trim(what))},
        {"片方を消します。", "Delete one of them."}};
  }

  void Tell(const char* rule, size_t at, size_t length, std::pair<Message, Message> said,
            Severity severity = Severity::kWarning) {
    diagnostics_.Add(severity, rule, text_.PlaceOf(at, length), std::move(said.first), std::move(said.second));
  }

  size_t Bytes(size_t i, size_t count) const { return own_.starts[i + count] - own_.starts[i]; }
  std::string_view Part(size_t i, size_t count) const { return text_.text.substr(own_.starts[i], Bytes(i, count)); }

  void Punctuation(size_t i, size_t count) {
    Tell("text.punctuation", own_.starts[i], Bytes(i, count), Punctuations());
  }
  void Twice(size_t i, size_t count) { Tell("text.twice", own_.starts[i], Bytes(i, count), Twices(Part(i, count))); }

  void Typed(size_t i) {
    Tell("text.typed", own_.starts[i], 1,
         {{fmt::format("かなに直し忘れた文字のようです: {}", Part(i - 1, 2)),
           fmt::format("It seems to be left from typing kana: {}", Part(i - 1, 2))},
          {"かなに直すか、消します。", "Write the kana, or delete it."}},
         Severity::kNote);
  }

  static bool EndsClause(char32_t c) { return c == U'\0' || c == U'\n' || IsHiragana(c) || IsNoun(c); }

  /// 申込み申込み: three characters or more, of which the first is a kanji.
  bool RepeatedWord(size_t i) {
    constexpr size_t kFewest = 3, kMost = 8;
    const std::u32string_view all = own_.all;
    for (size_t length = kFewest; length <= kMost && i + 2 * length <= all.size(); ++length) {
      if (all[i] != all[i + length] || all.substr(i, length) != all.substr(i + length, length)) continue;
      const bool words = std::all_of(all.begin() + static_cast<std::ptrdiff_t>(i),
                                     all.begin() + static_cast<std::ptrdiff_t>(i + length),
                                     [](char32_t c) { return IsHiragana(c) || (IsNoun(c) && c != U'・'); });
      if (!words || all.substr(i, length).ends_with(U"ずつ")) continue;
      Twice(i, 2 * length);
      return true;
    }
    return false;
  }

  /// サ一ビス, 二ュース: what looks the same and is another character, which no search finds.
  void Lookalike(size_t i, char32_t meant) {
    const size_t first = i > 0 ? i - 1 : i, count = i > 0 ? 3 : 2;
    std::string right = std::string(Part(first, i - first));
    AppendUtf8(right, meant);
    right += Part(i + 1, first + count - i - 1);
    Tell("text.typed", own_.starts[i], Bytes(i, 1),
         {{fmt::format("形の似た、別の字です: {}", Part(first, count)),
           fmt::format("Another character that looks alike: {}", Part(first, count))},
          {fmt::format("{} と書きます。検索で見つかり、正しく読み上げられます。", right),
           fmt::format("Write {}, so that searches find it and screen readers read it.", right)}},
         Severity::kNote);
  }

  /// Ｋｙｏｄｏ in an English text; within Japanese words it may be a name.
  void FullWidth() {
    const std::u32string& all = own_.all;
    for (size_t i = 0; i < all.size(); ++i) {
      const char32_t c = all[i];
      const bool sign = c == U'，' || c == U'．' || c == U'：' || c == U'；' || c == U'！' || c == U'？';
      const bool letter = (c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ');
      const char32_t before = i > 0 ? all[i - 1] : U' ';
      if (!(letter || sign) || before > 0x7F || (sign && !IsLetter(static_cast<char>(before)))) continue;
      size_t end = i;
      while (end < all.size() && all[end] >= 0xFF01 && all[end] <= 0xFF5E) ++end;
      if (own_.At(end) > 0x2E7F) continue;  // of Japanese
      return Tell("text.full-width", own_.starts[i], Bytes(i, end - i),
                  {{fmt::format("英語の文章に、全角の文字があります: {}", Part(i, end - i)),
                    fmt::format("Full-width characters in an English text: {}", Part(i, end - i))},
                   {fmt::format("{} と書きます。", Narrow(i, end)), fmt::format("Write {}", Narrow(i, end))}});
    }
  }

  std::string Narrow(size_t begin, size_t end) const {
    std::string out;
    for (; begin < end; ++begin) AppendUtf8(out, own_.all[begin] - 0xFEE0);
    return out;
  }

  /// 日　時：, alone before a colon or in its line.
  void Spaced(size_t i) {
    const auto edge = [](char32_t c) {
      return c == U'\0' || c == U'\n' || c == U'：' || c == U':' || c == U'|' || c == U'・' || c == U'*' || c == U' ';
    };
    size_t next = i + 1;
    while (own_.At(next) == U'　') ++next;
    const bool alone = (i == 0 || edge(own_.all[i - 1])) && IsKanji(own_.At(next)) && edge(own_.At(next + 1));
    if (!alone || (own_.At(next + 1) != U'：' && own_.At(next + 1) != U':' && own_.At(next + 1) != U'|')) return;
    const std::string word = std::string(Part(i, 1)) + std::string(Part(next, 1));
    Tell("text.spaced", own_.starts[i], own_.starts[next + 1] - own_.starts[i],
         {{fmt::format("字の間の空白で、語が切れています: {}", Part(i, next + 1 - i)),
           fmt::format("A blank cuts the word: {}", Part(i, next + 1 - i))},
          {fmt::format("{} と書きます。検索でも読み上げでも、一つの語になります。", word),
           fmt::format("Write {}, so that searches and screen readers know the word.", word)}},
         Severity::kNote);
  }

  const Text& text_;
  const Characters own_;
  Diagnostics& diagnostics_;
};

}  // namespace

void CheckTyping(const Site& site, const Text& text, Diagnostics& diagnostics) {
  const LanguageId language = text.language().value_or(0);
  if (language >= site.config.languages.size()) return;
  Typing typing(text, diagnostics);
  if (site.config.languages[language].japanese) typing.Japanese();
  if (site.config.languages[language].code == "en") typing.English();
}

}  // namespace kyodo::check
