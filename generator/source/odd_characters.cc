#include "source/odd_characters.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr size_t kLinesTold = 10;  // of a rule, in a file

/// The first bytes of all that is looked for.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (const size_t c : std::initializer_list<size_t>{0xC2, 0xC3, 0xCC, 0xCD, 0xE2, 0xE3, 0xE7, 0xEE, 0xEF, 0xF3, 0xF4})
    stops[c] = true;
  return stops;
}();

struct Invisible {
  char32_t character;
  const char* ja;
};
constexpr std::array<Invisible, 7> kJapaneseNames = {{{0x00A0, "改行しない空白"},
                                                      {0x200B, "幅のない空白"},
                                                      {0x00AD, "見えないハイフン"},
                                                      {0xFEFF, "幅のない空白（BOM）"},
                                                      {0x200D, "幅のないつなぎ"},
                                                      {0x200C, "幅のない切れ目"},
                                                      {0x2060, "幅のないつなぎ"}}};

/// Those that right-to-left and Indic scripts need as well.
bool IsJoinerOrMark(char32_t c) { return (c >= 0x200B && c <= 0x200F) || (c >= 0x2066 && c <= 0x2069); }

bool IsInvisible(char32_t c) {
  return c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

bool IsPrivate(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD); }

/// Radicals, which PDF files give for the characters that look like them; those that NFKC does not know.
constexpr std::array<std::pair<char32_t, char32_t>, 16> kRadicals = {{{0x2E81, U'厂'},
                                                                      {0x2EA0, U'民'},
                                                                      {0x2EA9, U'王'},
                                                                      {0x2EBC, U'月'},
                                                                      {0x2EC1, U'虎'},
                                                                      {0x2EC4, U'西'},
                                                                      {0x2ED1, U'長'},
                                                                      {0x2ED8, U'青'},
                                                                      {0x2EDD, U'食'},
                                                                      {0x2EE4, U'鬼'},
                                                                      {0x2EE9, U'黄'},
                                                                      {0x2EEA, U'亀'},
                                                                      {0x2EEB, U'斉'},
                                                                      {0x2EED, U'歯'},
                                                                      {0x2EEF, U'竜'},
                                                                      {0x2EF2, U'亀'}}};

bool IsRadical(char32_t c) { return c >= 0x2E80 && c <= 0x2FD5; }

/// The character that a radical looks like; empty: not known.
std::string LooksLike(char32_t c) {
  std::string out;
  const auto known = std::find_if(kRadicals.begin(), kRadicals.end(), [&](const auto& one) { return one.first == c; });
  if (known != kRadicals.end()) {
    AppendUtf8(out, known->second);
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return out;
  const icu::UnicodeString own(static_cast<UChar32>(c));
  const icu::UnicodeString other = nfkc->normalize(own, status);
  if (U_SUCCESS(status) && other != own) other.toUTF8String(out);
  return out;
}

bool IsMark(char32_t c) { return c == 0x3099 || c == 0x309A || (c >= 0x300 && c <= 0x36F && c != 0x34F); }

/// Hebrew to the scripts of India, Myanmar and Khmer.
bool HasOtherScript(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xD6 && byte <= 0xE0;
  });
}

/// UTF-8 that was read as Shift_JIS or as Windows-1252.
bool IsMojibake(std::string_view rest) {
  const auto first = static_cast<unsigned char>(rest[0]);
  if (first != 0xC3 && first != 0xE7) return false;
  if (StartsWith(rest, "縺") || StartsWith(rest, "繧")) {
    const std::string_view near = rest.substr(3, 9);
    return near.find("縺") != near.npos || near.find("繧") != near.npos;
  }
  if (StartsWith(rest, "Ã")) return rest.size() > 3 && static_cast<unsigned char>(rest[2]) == 0xC2;
  for (const char* broken : {"ã‚", "ãƒ", "ã\u0081", "ã\u0082", "ã\u0083", "â€", "ï¼"})
    if (StartsWith(rest, broken)) return true;
  return false;
}

/// A character and what joins it to the next are one emoji.
bool IsInEmoji(std::string_view before) {
  size_t start = before.size();
  while (start > 0 && IsContinuation(before[--start])) continue;
  if (start == before.size()) return false;
  size_t at = start;
  const char32_t c = DecodeUtf8(before, at);
  return c == 0xFE0F || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EMOJI);
}

class Teller {
 public:
  Teller(const SourceFile& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void Run() {
    const std::string_view text = file_.text;
    const bool other_script = HasOtherScript(text);
    for (size_t at = 0; at < text.size();) {
      if (!kStops[static_cast<unsigned char>(text[at])]) {
        ++at;
        continue;
      }
      const size_t start = at;
      const std::string_view kana = text.substr(at, 3);  // much of a Japanese text
      if (kana[0] == '\xE3' && kana != "\u3099" && kana != "\u309A") {
        at += kana.size();
        continue;
      }
      const char32_t c = DecodeUtf8(text, at);
      if (IsMark(c)) {
        if (!decomposed_) decomposed_ = PosAt(file_, start, at - start);
      } else if (IsInvisible(c)) {
        const bool needed = (other_script && IsJoinerOrMark(c)) || (c == 0x200D && IsInEmoji(text.substr(0, start)));
        if (!needed) Tell(kInvisible, start, at, c);
      } else if (c == 0xA0) {
        // Within a line French and others need it; at the end of a value nobody can see why it is no date.
        if (at == text.size() || std::string_view("\r\n,}] ").find(text[at]) != std::string_view::npos)
          Tell(kInvisible, start, at, c);
      } else if (c == 0xFFFD) {
        Tell(kReplacement, start, at, c);
      } else if (IsPrivate(c)) {
        Tell(kGaiji, start, at, c);
      } else if (IsRadical(c)) {
        Tell(kRadical, start, at, c);
      } else if (IsMojibake(text.substr(start))) {
        Tell(kMojibake, start, at, c);
      }
    }
  }

  const std::optional<SourcePos>& decomposed() const { return decomposed_; }

 private:
  enum Rule { kInvisible, kReplacement, kGaiji, kRadical, kMojibake, kRules };

  void Tell(Rule rule, size_t start, size_t end, char32_t c) {
    if (told_[rule] == kLinesTold) return;
    const SourcePos at = PosAt(file_, start, end - start);
    if (told_[rule] && line_[rule] == at.line) return;
    ++told_[rule];
    line_[rule] = at.line;
    const auto number = static_cast<uint32_t>(c);
    switch (rule) {
      case kInvisible: return TellInvisible(at, c);
      case kReplacement:
        diagnostics_.Warning(
            "text.replacement", at, {"文字化けの跡があります（U+FFFD）", "A character was lost here (U+FFFD)"},
            {"元の文書を見て、正しい文字に直します。", "See what the original says, and write it here."});
        return;
      case kGaiji:
        diagnostics_.Warning(
            "text.gaiji", at,
            {fmt::format("外字です。ほかの人の画面では四角になります（U+{:04X}）", number),
             fmt::format("A character of this machine's own, which others see as a box (U+{:04X})", number)},
            c >= 0xF020 && c <= 0xF0FF  // what Symbol and Wingdings of Word become
                ? Message{"Word の箇条書きの印なら、「- 」にします。ほかは、ふつうの文字で書きます。",
                          "If it is a list mark of Word, write “- ”; else an ordinary character."}
                : Message{"ふつうの文字か、読み仮名で書きます。", "Write an ordinary character, or how it is read."});
        return;
      case kRadical: return TellRadical(at, c);
      default:
        diagnostics_.Warning(
            "text.mojibake", at, {"文字化けしています", "Text that was read in a wrong encoding"},
            {"元の文書を UTF-8 で開き直して、貼り直します。", "Open the original as UTF-8, and paste it again."});
    }
  }

  void TellRadical(const SourcePos& at, char32_t c) {
    std::string was;
    AppendUtf8(was, c);
    const std::string like = LooksLike(c);
    const auto number = static_cast<uint32_t>(c);
    diagnostics_.Warning("text.radical", at,
                         {fmt::format("漢字ではなく、形の似た部首です: {}（U+{:04X}）", was, number),
                          fmt::format("A radical that looks like a character: {} (U+{:04X})", was, number)},
                         {fmt::format("{} と書きます。PDF から写すとこうなり、検索で見つかりません。",
                                      like.empty() ? "ふつうの漢字" : like),
                          fmt::format("Write {}. It comes of copying from a PDF file, and no search finds it.",
                                      like.empty() ? "the character" : like)});
    if (!like.empty()) diagnostics_.Last().edits.push_back({at.line, at.column, was, like});
  }

  void TellInvisible(const SourcePos& at, char32_t c) {
    std::array<char, 80> name{};
    UErrorCode status = U_ZERO_ERROR;
    u_charName(static_cast<UChar32>(c), U_EXTENDED_CHAR_NAME, name.data(), name.size(), &status);
    const auto known = std::find_if(kJapaneseNames.begin(), kJapaneseNames.end(),
                                    [&](const Invisible& one) { return one.character == c; });
    const std::string called = known == kJapaneseNames.end() ? std::string(name.data()) : known->ja;
    const auto number = static_cast<uint32_t>(c);
    diagnostics_.Warning("text.invisible", at,
                         {fmt::format("目に見えない文字があります: U+{:04X} {}", number, called),
                          fmt::format("A character that nobody sees: U+{:04X} {}", number, name.data())},
                         {"この位置の文字を消し、前後の文字を打ち直します。",
                          "Delete what is here, and type the characters beside it again."});
    // Marks of direction and line breaks may stand for something else.
    const bool only_space = c == 0x200B || c == 0xAD || c == 0xFEFF || c == 0x2060 || c == 0xA0;
    std::string was;
    AppendUtf8(was, c);
    if (only_space) diagnostics_.Last().edits.push_back({at.line, at.column, was, ""});
  }

  const SourceFile& file_;
  Diagnostics& diagnostics_;
  std::array<size_t, kRules> told_{};
  std::array<uint32_t, kRules> line_{};
  std::optional<SourcePos> decomposed_;
};

/// Puts each run of marks together with the character before it.
std::string Composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  out.reserve(text.size());
  size_t last = 0;  // where the last character begins in `out`
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    if (!IsMark(DecodeUtf8(text, at))) {
      last = out.size();
      out.append(text, start, at - start);
      continue;
    }
    for (size_t next = at; next < text.size() && IsMark(DecodeUtf8(text, next));) at = next;  // all of a run at once
    const std::string apart = out.substr(last) + std::string(text.substr(start, at - start));
    std::string together;
    nfc->normalize(icu::UnicodeString::fromUTF8(apart), status).toUTF8String(together);
    out.replace(last, std::string::npos, U_SUCCESS(status) ? together : apart);
    last = out.size();  // what has its marks takes no more
  }
  return out;
}

}  // namespace

void TellOddCharacters(SourceFile& file, Diagnostics& diagnostics) {
  Teller teller(file, diagnostics);
  teller.Run();
  const std::optional<SourcePos> decomposed = teller.decomposed();
  if (!decomposed) return;
  std::string composed = Composed(file.text);
  if (composed == file.text) return;
  file.text = std::move(composed);
  const SourcePos at{&file, decomposed->line, static_cast<uint16_t>(std::max(decomposed->column - 1, 1)), 1};
  diagnostics.Add(Severity::kNote, "text.decomposed", at,
                  {"濁点などが文字から離れています（NFD）。付けた形（NFC）で公開します",
                   "Marks are apart from their letters (NFD); they are published together (NFC)"},
                  {"Mac のファイル名などから写すと、こうなります。打ち直すと、この知らせは消えます。",
                   "This comes of copying names of files on a Mac. Type it again, and this note goes."});
}

}  // namespace kyodo
