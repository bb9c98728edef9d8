#include "formats/csv.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo {

// A list in Markdown ("- 軍手") is worked out as well, to an error that hides it.
bool IsFormula(std::string_view text) {
  constexpr std::string_view kSpaces[] = {" ", "\t", "\u3000", "\u00A0"};
  constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"};
  for (bool found = true; found;) {
    const auto* const space = std::find_if(std::begin(kSpaces), std::end(kSpaces),
                                           [&](std::string_view one) { return StartsWith(text, one); });
    found = space != std::end(kSpaces);
    if (found) text.remove_prefix(space->size());
  }
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return StartsWith(text, sign); });
}

void CsvWriter::Separate() {
  if (in_row_) out_ += ',';
  in_row_ = true;
}

void CsvWriter::Quote(std::string_view text) {
  constexpr std::string_view kSpecial("\"\0", 2);
  out_ += '"';
  for (size_t at = 0; at < text.size();) {
    const size_t next = std::min(text.find_first_of(kSpecial, at), text.size());
    out_.append(text, at, next - at);
    if (next < text.size() && text[next] == '"') out_ += "\"\"";
    at = next + 1;
  }
  out_ += '"';
}

void CsvWriter::Text(std::string_view text) {
  Separate();
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.empty()) return;
  IsFormula(text) ? Quote("'" + std::string(text)) : Quote(text);
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
