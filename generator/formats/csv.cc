#include "formats/csv.h"

namespace kyodo {

void CsvWriter::Separate() {
  if (in_row_) out_ += ',';
  in_row_ = true;
}

void CsvWriter::Quote(std::string_view text) {
  out_ += '"';
  for (const char c : text) {
    if (c == '"') out_ += '"';
    if (c != '\0') out_ += c;
  }
  out_ += '"';
}

void CsvWriter::Text(std::string_view text) {
  Separate();
  if (text.empty()) return;
  const bool formula = std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  Quote(formula ? "'" + std::string(text) : std::string(text));
}

void CsvWriter::Plain(std::string_view text) {
  Separate();
  if (!text.empty()) Quote(text);
}

void CsvWriter::Number(std::string_view number) {
  Separate();
  out_ += number;
}

void CsvWriter::EndRow() {
  out_ += "\r\n";
  in_row_ = false;
}

}  // namespace kyodo
