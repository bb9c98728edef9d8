// Writes CSV (RFC 4180) that spreadsheets open as it is meant: UTF-8 with a byte order mark, CR LF, texts in quotes.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

/// A spreadsheet would work it out: it begins with =, +, - or @, full-width or not, and not with a blank.
bool IsFormula(std::string_view text);

class CsvWriter {
 public:
  /// About so many bytes are to come; too few do no harm.
  explicit CsvWriter(size_t bytes = 0) {
    out_.reserve(bytes);
    out_ = "\xEF\xBB\xBF";
  }
  /// A text, always in quotes, so that 012131 can be taken for a text, without the blanks and empty lines before it.
  /// A formula gets an apostrophe before it.
  void Text(std::string_view text);
  /// A value that is safe by its type: a number, a telephone number, a date.
  void Plain(std::string_view text);
  /// Digits and a sign without quotes.
  void Number(std::string_view number);
  void EndRow();
  std::string Take() { return std::move(out_); }

 private:
  void Separate();
  void Quote(std::string_view text);

  std::string out_;
  bool in_row_ = false;
};

}  // namespace kyodo
