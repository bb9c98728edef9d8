#include "check/texts.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo::check {

namespace {

/// The byte at which a column of the line begins.
size_t OffsetOf(std::string_view line, uint16_t column) {
  size_t offset = 0;
  for (uint16_t seen = 1; offset < line.size(); ++offset) {
    if (IsContinuation(line[offset])) continue;
    if (seen++ == column) break;
  }
  return std::min(offset, line.size());
}

/// The first line from `line` on that has the word; the text may begin a line or two below its place, as block
/// scalars do.
std::optional<size_t> FindBelow(const SourceFile& file, std::string_view word, uint32_t line, uint16_t column) {
  constexpr uint32_t kLines = 3;
  for (uint32_t at = line; at < line + kLines; ++at) {
    const std::string_view source = file.Line(at);
    const size_t found = source.find(word, at == line ? OffsetOf(source, column) : 0);
    if (found != std::string_view::npos) return static_cast<size_t>(source.data() - file.text.data()) + found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<LanguageId> Text::language() const {
  return IsMarkdown() ? std::optional(datum.markdown->language) : place.language;
}

bool Text::IsWords() const {
  return IsMarkdown() || type.kind == FieldKind::kString || type.kind == FieldKind::kText ||
         type.kind == FieldKind::kHours;
}

SourcePos Text::PlaceOf(size_t offset, size_t length) const {
  const SourceFile& file = IsMarkdown() ? *datum.markdown->file : *datum.pos.file;
  const std::string_view source = file.text;
  // Texts of one line, and bodies, are pieces of the file itself.
  if (std::less_equal<>()(source.data(), text.data()) &&
      std::less_equal<>()(text.data() + text.size(), source.data() + source.size()))
    return PosAt(file, static_cast<size_t>(text.data() - source.data()) + offset, length);
  const uint32_t first = IsMarkdown() ? datum.markdown->first_line : datum.pos.line;
  const auto breaks = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  const std::string_view word = text.substr(offset, length);
  const uint16_t column = IsMarkdown() || breaks ? 1 : datum.pos.column;
  const auto found = FindBelow(file, word.substr(0, word.find('\n')), first + static_cast<uint32_t>(breaks), column);
  if (found) return PosAt(file, *found, length);
  return IsMarkdown() ? SourcePos{&file, first, 1, 1} : datum.pos;
}

void ForEachText(const Site& site, const Record& record, const std::function<void(const Text&)>& visit) {
  ForEachPublicField(record, {}, [&](const Datum& datum, const FieldType& type, const FieldPlace& place) {
    if (place.language && *place.language >= site.config.languages.size()) return;
    if (datum.kind == Datum::kText) visit({datum.text(), record, place, type, datum});
    if (datum.kind == Datum::kMarkdown) visit({datum.markdown->text, record, place, type, datum});
  });
}

std::vector<std::string_view> ListedWords(std::string_view list, char separator) {
  constexpr std::string_view kComma = "、";
  std::vector<std::string_view> words;
  for (const std::string_view half : Split(list, separator)) {
    for (size_t start = 0; start <= half.size();) {
      const size_t end = std::min(half.find(kComma, start), half.size());
      const std::string_view word = Trim(half.substr(start, end - start));
      if (!word.empty()) words.push_back(word);
      start = end + kComma.size();
    }
  }
  return words;
}

}  // namespace kyodo::check
