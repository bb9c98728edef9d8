#include "core/source.h"

#include <algorithm>

#include "core/text.h"

namespace kyodo {

std::string_view SourceFile::Line(uint32_t line) const {
  size_t start = 0;
  for (uint32_t at = 1; at < line; ++at) {
    start = text.find('\n', start);
    if (start == std::string::npos) return {};
    ++start;
  }
  const size_t end = text.find('\n', start);
  std::string_view found = std::string_view(text).substr(start, end == std::string::npos ? end : end - start);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

SourcePos PosAt(const SourceFile& file, size_t offset, size_t length_bytes) {
  const std::string_view text = file.text;
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  SourcePos pos;
  pos.file = &file;
  pos.line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  pos.column = static_cast<uint16_t>(std::min<size_t>(CountCharacters(before.substr(start)) + 1, UINT16_MAX));
  const std::string_view marked = text.substr(offset, length_bytes);
  const size_t length = CountCharacters(marked.substr(0, marked.find('\n')));
  pos.length = static_cast<uint16_t>(std::clamp<size_t>(length, 1, UINT16_MAX));
  return pos;
}

}  // namespace kyodo
