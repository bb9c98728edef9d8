#include "formats/csv_reader.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "core/text.h"

namespace kyodo {

namespace {

Diagnostic CsvProblem(std::string_view rule, size_t line, Message message, Message hint) {
  Diagnostics one;
  Diagnostic& problem = one.FileError(rule, "", std::move(message), std::move(hint));
  problem.line = static_cast<uint32_t>(line);
  return problem;
}

/// Nothing when some byte has no meaning there.
std::optional<std::string> DecodeAs(const char* encoding, std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status), ucnv_close);
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// Text of another encoding than code page 932 comes out of it as katakana of half width.
size_t HalfKana(std::string_view text) {
  size_t count = 0;
  for (const char32_t c : Decode(text)) count += c >= 0xFF61 && c <= 0xFF9F;
  return count;
}

std::optional<std::string> TextOf(std::string_view bytes) {
  if (StartsWith(bytes, "\xFF\xFE")) return DecodeAs("UTF-16LE", bytes.substr(2));
  if (StartsWith(bytes, "\xFE\xFF")) return DecodeAs("UTF-16BE", bytes.substr(2));
  if (StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.find("\x1B$") != bytes.npos) return DecodeAs("ISO-2022-JP", bytes);
  if (FindInvalidUtf8(bytes) == std::string_view::npos) return std::string(bytes);
  std::optional<std::string> usual = DecodeAs("windows-31j", bytes), old = DecodeAs("EUC-JP", bytes);
  const bool is_old = old && (!usual || HalfKana(*usual) > HalfKana(*old) + 2);
  return is_old ? old : usual;
}

/// What stands most often in the first line, outside of quotes.
char SeparatorOf(std::string_view text) {
  size_t counts[3] = {};
  constexpr std::string_view kSeparators = ",\t;";
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const size_t at = kSeparators.find(c); at != std::string_view::npos) ++counts[at];
  }
  return kSeparators[static_cast<size_t>(std::max_element(counts, counts + 3) - counts)];
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text), separator_(SeparatorOf(text)) {}

  Result<std::vector<CsvRow>> Run() {
    while (at_ < text_.size()) {
      CsvRow row{line_, {}, ++number_};
      do {
        if (!ReadCell(row.cells.emplace_back())) return UnclosedQuote();
      } while (Take(separator_));
      Take('\r');
      Take('\n');
      const bool holds_any = std::any_of(row.cells.begin(), row.cells.end(), [](const auto& c) { return !c.empty(); });
      if (holds_any) rows_.push_back(std::move(row));
      ++line_;
    }
    return std::move(rows_);
  }

 private:
  bool Take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    if (there) ++at_;
    return there;
  }

  /// False: a quote is open at the end.
  bool ReadCell(std::string& cell) {
    if (Take('"')) {
      quote_line_ = line_;
      for (;; ++at_) {
        if (at_ == text_.size()) return false;
        if (text_[at_] == '\n') ++line_;
        if (Take('"') && !(at_ < text_.size() && text_[at_] == '"')) break;
        cell += text_[at_];
      }
    }
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
      cell += text_[at_++];
    cell = Trim(cell);
    return true;
  }

  Diagnostic UnclosedQuote() const {
    return CsvProblem("csv.quote", quote_line_,
                      {"表のセルの引用符 \" が閉じられていません", "A quote \" of a cell is not closed"},
                      {"表計算ソフトで開いて、CSV で保存し直します。セルの中の \" は \"\" と書きます。",
                       "Open it in a spreadsheet and save it as CSV again. A \" within a cell is written \"\"."});
  }

  std::string_view text_;
  const char separator_;
  size_t at_ = 0, line_ = 1, number_ = 0, quote_line_ = 1;
  std::vector<CsvRow> rows_;
};

}  // namespace

Result<std::vector<CsvRow>> ReadCsv(std::string_view bytes) {
  const std::optional<std::string> text = TextOf(bytes);
  if (!text)
    return CsvProblem("csv.text", 1, {"文字コードが分かりません", "The encoding of the text is not known"},
                      {"表計算ソフトで「CSV UTF-8（コンマ区切り）」を選んで保存し直します。",
                       "Save it in the spreadsheet again, as “CSV UTF-8 (comma delimited)”."});
  return CsvReader(*text).Run();
}

}  // namespace kyodo
