#include "core/source.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "core/text.h"

namespace kyodo {

namespace {

constexpr size_t kStep = 512;  // bytes between those whose number of characters is kept

}  // namespace

struct LineTable::Made {
  explicit Made(std::string_view text);
  /// The characters before a byte of the text.
  size_t Before(std::string_view text, size_t offset) const {
    const size_t step = offset / kStep;
    return characters[step] + CountCharacters(text.substr(step * kStep, offset - step * kStep));
  }

  size_t size;
  std::vector<size_t> starts{0};      // of lines
  std::vector<size_t> characters{0};  // before each step
};

LineTable::Made::Made(std::string_view text) : size(text.size()) {
  for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) starts.push_back(at + 1);
  for (size_t at = kStep; at <= text.size(); at += kStep)
    characters.push_back(characters.back() + CountCharacters(text.substr(at - kStep, kStep)));
}

LineTable::~LineTable() { delete made_.load(); }

LineTable& LineTable::operator=(const LineTable& /*other*/) {
  delete made_.exchange(nullptr);
  return *this;
}

const LineTable::Made& LineTable::Of(std::string_view text) const {
  const Made* made = made_.load();
  if (made && made->size == text.size()) return *made;
  auto fresh = std::make_unique<const Made>(text);
  const Made* const old = made;
  if (!made_.compare_exchange_strong(made, fresh.get())) return *made;  // another thread was faster
  delete old;  // of a text that was changed, which nobody reads meanwhile
  return *fresh.release();
}

LineTable::Place LineTable::Find(std::string_view text, size_t offset) const {
  const Made& made = Of(text);
  const auto after = std::upper_bound(made.starts.begin(), made.starts.end(), offset);
  const size_t start = *(after - 1);
  return {static_cast<uint32_t>(after - made.starts.begin()), start,
          made.Before(text, offset) - made.Before(text, start)};
}

size_t LineTable::LineStart(std::string_view text, uint32_t line) const {
  const Made& made = Of(text);
  return line >= 1 && line <= made.starts.size() ? made.starts[line - 1] : text.npos;
}

size_t LineTable::Skip(std::string_view text, size_t offset, size_t characters) const {
  const Made& made = Of(text);
  const size_t wanted = made.Before(text, offset) + characters;  // as many are before the place
  const auto after = std::upper_bound(made.characters.begin(), made.characters.end(), wanted);
  const auto step = static_cast<size_t>(after - made.characters.begin()) - 1;
  size_t at = std::max(offset, step * kStep);
  for (size_t before = made.Before(text, at); at < text.size(); ++at) {
    if (IsContinuation(text[at])) continue;
    if (before++ == wanted) break;
  }
  return at;
}

std::string_view SourceFile::Line(uint32_t line) const {
  const size_t start = lines.LineStart(text, std::max(line, 1u));
  if (start == std::string::npos) return {};
  const size_t next = lines.LineStart(text, std::max(line, 1u) + 1);
  std::string_view found = std::string_view(text).substr(start, next == std::string::npos ? next : next - 1 - start);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

SourcePos PosAt(const SourceFile& file, size_t offset, size_t length_bytes) {
  const std::string_view text = file.text;
  offset = std::min(offset, text.size());
  const LineTable::Place place = file.lines.Find(text, offset);
  SourcePos pos;
  pos.file = &file;
  pos.line = place.line;
  pos.column = static_cast<uint16_t>(std::min<size_t>(place.characters + 1, UINT16_MAX));
  const std::string_view marked = text.substr(offset, length_bytes);
  const size_t length = CountCharacters(marked.substr(0, marked.find('\n')));
  pos.length = static_cast<uint16_t>(std::clamp<size_t>(length, 1, UINT16_MAX));
  return pos;
}

}  // namespace kyodo
