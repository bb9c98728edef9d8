// What is wrong with a file as a whole, told once.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/compose.h"
#include "core/text.h"
#include "source/odd_characters.h"
#include "source/parsed_file.h"

namespace kyodo {

namespace {

bool Holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

bool IsBetween(char c, int low, int high) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= low && byte <= high;
}

/// UTF-16 has a mark at its start, or a zero in every other byte of what is Latin: `name: `, line breaks.
bool IsUtf16(std::string_view text) {
  if (StartsWith(text, "\xFF\xFE") || StartsWith(text, "\xFE\xFF")) return true;
  const std::string_view start = text.substr(0, 512);
  const auto zeros = static_cast<size_t>(std::count(start.begin(), start.end(), '\0'));
  return zeros * 4 > start.size() && start.size() > 3 && (start[0] == '\0') != (start[1] == '\0');
}

/// Two bytes for each character, both from 0xA1 on.
bool IsEucJp(std::string_view text) {
  size_t kana = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (IsBetween(text[at], 0, 0x7F)) continue;
    if (!IsBetween(text[at], 0xA1, 0xFE) || at + 1 >= text.size() || !IsBetween(text[at + 1], 0xA1, 0xFE)) return false;
    kana += IsBetween(text[at], 0xA4, 0xA5);
    ++at;
  }
  return kana > 0;
}

/// A first byte of a wide character with a second one, or katakana of half width.
bool IsShiftJis(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (IsBetween(text[at], 0, 0x7F) || IsBetween(text[at], 0xA1, 0xDF)) continue;
    const bool first = IsBetween(text[at], 0x81, 0x9F) || IsBetween(text[at], 0xE0, 0xFC);
    const bool second =
        at + 1 < text.size() && (IsBetween(text[at + 1], 0x40, 0x7E) || IsBetween(text[at + 1], 0x80, 0xFC));
    if (!first || !second) return false;
    ++at;
  }
  return true;
}

/// What else than text a file is, by its first bytes; empty: nothing known.
Message OtherFormat(std::string_view text) {
  struct Format {
    std::string_view start;
    const char *ja, *en;
  };
  static constexpr std::array<Format, 6> kFormats = {
      {{"PK\x03\x04", "Word や Excel、または圧縮ファイル", "a file of Word or Excel, or an archive"},
       {"\xD0\xCF\x11\xE0", "Word や Excel", "a file of Word or Excel"},
       {"{\\rtf", "リッチテキスト（RTF）", "rich text (RTF)"},
       {"%PDF", "PDF", "a PDF"},
       {"\xFF\xD8\xFF", "JPEG の画像", "a JPEG image"},
       {"\x89PNG", "PNG の画像", "a PNG image"}}};
  for (const Format& format : kFormats) {
    if (StartsWith(text, format.start)) return {format.ja, format.en};
  }
  return {};
}

/// The name of the encoding that the bytes, which are not UTF-8, seem to be in; null: none.
const char* EncodingOf(std::string_view text) {
  if (IsUtf16(text)) return "UTF-16";
  if (Holds(text, "\x1B$B") || Holds(text, "\x1B$@") || Holds(text, "\x1B(J")) return "ISO-2022-JP (JIS)";
  if (IsEucJp(text)) return "EUC-JP";
  return IsShiftJis(text) ? "Shift_JIS (ANSI)" : nullptr;
}

/// Where a line of a conflict that a program for versions has left begins; npos: there is none.
size_t FindConflict(std::string_view text) {
  for (const std::string_view mark : {"<<<<<<<", ">>>>>>>"}) {
    for (size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const size_t end = at + mark.size();
      const bool line = at == 0 || text[at - 1] == '\n';
      const bool alone = end >= text.size() || text[end] == ' ' || text[end] == '\n' || text[end] == '\r';
      if (line && alone) return at;
    }
  }
  return text.npos;
}

void TellFormat(const SourceFile& file, const Message& format, Diagnostics& diagnostics) {
  diagnostics.FileError(
      "file.format", file.path,
      {fmt::format("中身が文章ではなく、{}です", format.ja), fmt::format("This is no text but {}", format.en)},
      {"メモ帳などのテキストエディターで書き、UTF-8 で保存します。",
       "Write it in a text editor and save it as UTF-8."});
}

void TellEncoding(SourceFile& file, const char* encoding, size_t bad, Diagnostics& diagnostics) {
  const auto byte = static_cast<unsigned char>(file.text[bad]);
  const bool wide = IsUtf16(file.text);
  const SourcePos at = wide ? SourcePos() : PosAt(file, bad);
  // The line is shown without the bytes that are no text.
  for (size_t next = bad; !wide && next != std::string::npos;) {
    file.text[next] = '?';
    const size_t more = FindInvalidUtf8(std::string_view(file.text).substr(next + 1));
    next = more == std::string::npos ? more : next + 1 + more;
  }
  std::replace(file.text.begin(), file.text.end(), '\x1B', '?');
  Message message{fmt::format("文字コードが UTF-8 ではありません（バイト 0x{:02X}）", byte),
                  fmt::format("The text is not UTF-8 (byte 0x{:02X})", byte)};
  if (encoding)
    message = {fmt::format("文字コードが UTF-8 ではなく、{} のようです", encoding),
               fmt::format("The text is not UTF-8 but seems to be {}", encoding)};
  diagnostics
      .Error("text.utf8", at, std::move(message),
             {"エディターで文字コードを「UTF-8」にして、保存し直してください。",
              "Please save the file again with the encoding UTF-8."})
      .path = file.path;
}

}  // namespace

bool TellConflict(const SourceFile& file, size_t end, Diagnostics& diagnostics) {
  const size_t conflict = FindConflict(std::string_view(file.text).substr(0, end));
  if (conflict == std::string::npos) return false;
  diagnostics.Error("text.conflict", PosAt(file, conflict, 7),
                    {"二つの版がぶつかったままです（<<<<<<<、=======、>>>>>>> の行）",
                     "Two versions are still in conflict (lines of <<<<<<<, ======= and >>>>>>>)"},
                    {"残すほうの行だけにして、<<<<<<<、=======、>>>>>>> の行を消します。",
                     "Keep the lines that are right, and delete those of <<<<<<<, ======= and >>>>>>>."});
  return true;
}

bool CleanSource(SourceFile& file, Diagnostics& diagnostics) {
  if (StartsWith(file.text, "\xEF\xBB\xBF")) file.text.erase(0, 3);
  const size_t invalid = FindInvalidUtf8(file.text);
  const size_t bad = std::min(invalid, file.text.find('\x1B'));
  const Message format = OtherFormat(file.text);
  const bool wide = bad != std::string::npos || IsUtf16(file.text);
  if (!format.empty()) {
    TellFormat(file, format, diagnostics);
    return false;
  }
  const char* const encoding = wide ? EncodingOf(file.text) : nullptr;
  if (invalid != std::string::npos || encoding) {
    TellEncoding(file, encoding, bad == std::string::npos ? 0 : bad, diagnostics);
    return false;
  }
  if (!EndsWith(file.path, ".md") && TellConflict(file, file.text.size(), diagnostics)) return false;
  TellOddCharacters(file, diagnostics);
  if (HasMarks(file.text)) file.text = ComposeMarks(file.text);
  return true;
}

}  // namespace kyodo
