// Writes CSV (RFC 4180) that spreadsheets open as it is meant: UTF-8 with a byte order mark, CR LF, texts in quotes.
#pragma once

#include <string>
#include <string_view>

namespace kyodo {

class CsvWriter {
 public:
  CsvWriter() : out_("\xEF\xBB\xBF") {}
  /// A text, always in quotes, so that 012131 can be taken for a text. One that a spreadsheet would run as a formula
  /// (it begins with = + - @, a tab or a line end) gets an apostrophe before it.
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
