// What is written in braces: readings, dots, foreign words and the names of headings.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text.h"
#include "markdown/ids.h"
#include "markdown/slips_text.h"

namespace kyodo::slips {

namespace {

bool IsKana(char32_t c) { return (c >= 0x3041 && c <= 0x309F) || (c >= 0x30A1 && c <= 0x30FF); }

template <class Is>
bool AreAll(std::string_view text, Is is) {
  for (size_t at = 0; at < text.size();) {
    if (!is(DecodeUtf8(text, at))) return false;
  }
  return !text.empty();
}

std::string_view TrimWide(std::string_view text) {
  text.remove_prefix(LeadingSpaces(text));
  while (true) {
    const std::string_view before = text;
    text = Trim(text);
    for (const std::string_view space : {"\u3000", "\u00A0"}) {
      if (EndsWith(text, space)) text.remove_suffix(space.size());
    }
    if (text.size() == before.size()) return text;
  }
}

/// The code that a language has, for what people write in its place; empty: none is known.
std::string_view LanguageCode(std::string_view written) {
  struct Name {
    std::string_view written, code;
  };
  static constexpr std::array kNames = {
      Name{"英語", "en"},       Name{"uk", "en"},           Name{"us", "en"},         Name{"jp", "ja"},
      Name{"jpn", "ja"},        Name{"日本語", "ja"},       Name{"japanese", "ja"},   Name{"cn", "zh"},
      Name{"chi", "zh"},        Name{"zho", "zh"},          Name{"中国語", "zh"},     Name{"chinese", "zh"},
      Name{"kr", "ko"},         Name{"kor", "ko"},          Name{"韓国語", "ko"},     Name{"korean", "ko"},
      Name{"fra", "fr"},        Name{"fre", "fr"},          Name{"フランス語", "fr"}, Name{"deu", "de"},
      Name{"ger", "de"},        Name{"ドイツ語", "de"},     Name{"spa", "es"},        Name{"スペイン語", "es"},
      Name{"por", "pt"},        Name{"ポルトガル語", "pt"}, Name{"vie", "vi"},        Name{"vn", "vi"},
      Name{"ベトナム語", "vi"}, Name{"nep", "ne"},          Name{"ネパール語", "ne"}, Name{"tgl", "tl"},
      Name{"タガログ語", "tl"}, Name{"tha", "th"},          Name{"ind", "id"},        Name{"rus", "ru"},
      Name{"ita", "it"},        Name{"lat", "la"},
  };
  const std::string low = SmallLetters(written);
  if (StartsWith(low, "eng")) return "en";
  for (const Name& name : kNames) {
    if (name.written == low) return name.code;
  }
  const bool code =
      low.size() >= 2 && low.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  return code ? written : std::string_view();
}

class Braces {
 public:
  Braces(Text& text, size_t index) : text_(text), index_(index), line_(text.lines[index].text), seen_(Blotted(line_)) {}

  void Run() {
    size_t at = text_.lines[index_].begin;
    while (at < seen_.size()) {
      const std::string_view rest = std::string_view(seen_).substr(at);
      const size_t open = Leading(rest, {"{", "｛"});
      if (open == 0) {
        ++at;
        continue;
      }
      const size_t close = std::min(rest.find('}', open), rest.find("｝", open));
      if (close == std::string_view::npos) return OpenReading(at, rest.substr(open));
      const size_t end = at + close + Leading(rest.substr(close), {"}", "｝"});
      const bool wide = open > 1 || end - at - close > 1;
      if (Brace(at, end, std::string_view(line_).substr(at + open, close - open), wide)) return;
      at = end;
    }
  }

 private:
  bool Tell(std::string_view rule, size_t from, size_t to, Message found, std::string_view instead) {
    text_.Warn(rule, index_, from, to, std::move(found), Write(Replaced(line_, from, to, instead)));
    return true;
  }

  /// "{協働|きょうどうです": without its }.
  void OpenReading(size_t from, std::string_view inside) {
    const size_t bar = inside.find('|');
    if (bar == std::string_view::npos || !AreAll(inside.substr(0, bar), IsKanji)) return;
    size_t at = bar + 1;
    if (at >= inside.size() || !IsKana(DecodeUtf8(inside, at))) return;
    text_.Warn(
        "ruby.form", index_, from, from + 1 + at,
        {"} がないため、ふりがなになりません。", "The } is missing, so this is no reading."},
        {"読みの後に } を置きます。例: {協働|きょうどう}", "Put a } behind the reading. Example: {協働|きょうどう}"});
  }

  bool Brace(size_t from, size_t to, std::string_view inside, bool wide) {
    return Name(from, to, inside, wide) || Language(from, to, inside, wide) || Dots(from, to, inside, wide) ||
           Reading(from, to, inside, wide);
  }

  bool Name(size_t from, size_t to, std::string_view inside, bool wide) {
    const std::string_view words = TrimWide(inside);
    const size_t hash = Leading(words, {"#", "＃"});
    if (hash == 0) return false;
    const std::string id(TrimWide(words.substr(hash)));
    if (!IsAuthorId(id)) return false;
    const bool last = TrimWide(std::string_view(line_).substr(to)).empty();
    const bool exact = !wide && hash == 1 && inside == "#" + id;
    if (exact && last) return false;
    const std::string name = "{#" + id + "}";
    if (last)
      return Tell(
          "id.form", from, to,
          {"全角の記号や空白があるため、名前になりません。", "With full-width signs or spaces, this is no name."},
          name);
    const std::string_view behind = TrimWide(std::string_view(line_).substr(to));
    if (text_.lines[index_].kind != Line::kHeading) return false;
    text_.Warn("id.form", index_, from, to,
               {"行の終わりにないため、名前になりません。", "It is not at the end of the line, so it is no name."},
               Write(fmt::format("{} {} {}", TrimWide(std::string_view(line_).substr(0, from)), behind, name)));
    return true;
  }

  bool Language(size_t from, size_t to, std::string_view inside, bool wide) {
    const std::string narrow = Narrow(inside);
    std::string_view rest = Trim(narrow);
    if (!StartsWith(rest, "lang") && !StartsWith(rest, "Lang") && !StartsWith(rest, "LANG")) return false;
    rest = Trim(rest.substr(4));
    const size_t sign = Leading(rest, {"=", ":"});
    if (sign == 0) return false;
    rest = Trim(rest.substr(sign));
    while (const size_t quote = Leading(rest, {"\"", "'", "“", "”"})) rest.remove_prefix(quote);
    for (const std::string_view quote : {"\"", "'", "“", "”"}) {
      if (EndsWith(rest, quote)) rest.remove_suffix(quote.size());
    }
    const std::string_view code = LanguageCode(rest);
    if (code.empty()) return false;
    const size_t gap = from - TrimWide(std::string_view(line_).substr(0, from)).size();
    const std::string_view before = std::string_view(line_).substr(0, from - gap);
    const size_t close = EndsWith(before, "］") ? std::string_view("］").size() : EndsWith(before, "]") ? 1 : 0;
    if (close == 0) return false;
    const size_t end = before.size() - close;
    const size_t narrow_open = before.rfind('['), wide_open = before.rfind("［");
    const bool wide_bracket =
        wide_open != std::string_view::npos && (narrow_open == std::string_view::npos || wide_open > narrow_open);
    const size_t open = wide_bracket ? wide_open : narrow_open;
    if (open == std::string_view::npos) return false;
    if (!wide && gap == 0 && close == 1 && !wide_bracket && inside == fmt::format("lang={}", code)) return false;
    const size_t words = open + (wide_bracket ? std::string_view("［").size() : 1);
    return Tell("language.form", open, to,
                {"言葉の言語が正しく伝わりません。", "This does not tell the language of the words."},
                fmt::format("[{}]{{lang={}}}", before.substr(words, end - words), code));
  }

  bool Dots(size_t from, size_t to, std::string_view inside, bool wide) {
    const size_t dot = Leading(inside, {".", "．", "。", "・"});
    if (dot == 0 || (dot == 1 && !wide)) return false;
    const std::string_view words = TrimWide(inside.substr(dot));
    if (words.empty() || !HasJapanese(words)) return false;
    return Tell("emphasis.form", from, to, {"圏点になりません。", "This sets no dots."}, fmt::format("{{.{}}}", words));
  }

  bool Reading(size_t from, size_t to, std::string_view inside, bool wide) {
    size_t bar = std::string_view::npos, length = 0;
    for (const std::string_view sign : {"|", "｜", "／", "/", "︱", "¦", "：", ":"}) {
      const size_t at = inside.find(sign);
      if (at < bar) bar = at, length = sign.size();
    }
    if (bar == std::string_view::npos) return false;
    const bool real_bar = inside.substr(bar, length) == "|" || inside.substr(bar, length) == "｜";
    const std::string_view base = TrimWide(inside.substr(0, bar)), reading = TrimWide(inside.substr(bar + length));
    if (base.empty() || !HasJapanese(base)) return false;
    if (reading.empty() && real_bar)
      return Tell("ruby.form", from, to,
                  {"ふりがなが空です。読みを書くか、かっこを消します。",
                   "There is no reading: write it, or take the braces off."},
                  base);
    if (real_bar && AreAll(base, IsKana) && AreAll(reading, IsKanji))
      return Tell("ruby.form", from, to, {"読みと言葉が逆です。", "The reading and the word have changed places."},
                  fmt::format("{{{}|{}}}", reading, base));
    if (!real_bar && !(AreAll(reading, IsKana) && AreAll(base, IsKanji))) return false;
    const bool spaces = base.size() != bar || reading.size() != inside.size() - bar - length;
    if ((!wide && real_bar && !spaces) || reading.find('|') != std::string_view::npos) return false;
    return Tell("ruby.form", from, to,
                {"かっこ、縦線や空白の書き方が違うため、ふりがなになりません。",
                 "With these braces, bars or spaces, this is no reading."},
                fmt::format("{{{}|{}}}", base, reading));
  }

  Text& text_;
  size_t index_;
  std::string_view line_;
  std::string seen_;
};

/// 協働《きょうどう》, as other programs write it.
void AozoraReading(Text& text, size_t index) {
  const std::string_view line = text.lines[index].text;
  const size_t open = line.find("《");
  const size_t close = open == std::string_view::npos ? open : line.find("》", open);
  if (close == std::string_view::npos) return;
  const size_t width = std::string_view("《").size();
  const std::string_view reading = line.substr(open + width, close - open - width);
  if (!AreAll(reading, IsKana)) return;
  size_t start = open;
  while (start > 0) {
    size_t before = start - 1;
    while (before > 0 && IsContinuation(line[before])) --before;
    size_t at = before;
    if (!IsKanji(DecodeUtf8(line, at))) break;
    start = before;
  }
  if (start == open) return;
  const size_t bar = EndsWith(line.substr(0, start), "｜") ? std::string_view("｜").size() : 0;
  text.Warn("ruby.form", index, start - bar, close + width, {"《 》はふりがなになりません。", "《 》 make no reading."},
            Write(Replaced(line, start - bar, close + width,
                           fmt::format("{{{}|{}}}", line.substr(start, open - start), reading))));
}

}  // namespace

void FindBraces(Text& text) {
  for (size_t line = 0; line < text.lines.size(); ++line) {
    if (!text.lines[line].IsReadable()) continue;
    const std::string_view content = text.lines[line].content();
    if (content.find('{') != std::string_view::npos || content.find("｛") != std::string_view::npos)
      Braces(text, line).Run();
    if (content.find("《") != std::string_view::npos) AozoraReading(text, line);
  }
}

}  // namespace kyodo::slips
