#include "markdown/ids.h"

#include <unicode/uchar.h>

#include "core/text.h"

namespace kyodo {

namespace {

bool IsWordCharacter(char32_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  const auto code = static_cast<UChar32>(c);
  constexpr uint32_t kMarks = U_GC_M_MASK;
  return u_isalnum(code) || (U_GET_GC_MASK(code) & kMarks) != 0;
}

/// ICU costs a microsecond; most English headings do not need it.
std::string FoldQuickly(std::string_view text) { return IsAscii(text) ? SmallLetters(text) : Fold(text); }

}  // namespace

std::string Slug(std::string_view plain_text) {
  const std::string folded = FoldQuickly(Trim(plain_text));
  std::string out;
  for (size_t at = 0; at < folded.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(folded, at);
    if (IsWordCharacter(c)) {
      out.append(folded, start, at - start);
    } else if (u_isUWhiteSpace(static_cast<UChar32>(c)) && !out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "section" : out;
}

bool IsAuthorId(std::string_view id) {
  for (size_t at = 0; at < id.size();) {
    if (!IsWordCharacter(DecodeUtf8(id, at))) return false;
  }
  return !id.empty();
}

std::string WithPrefix(std::string_view prefix, std::string_view id) {
  return StartsWith(id, prefix) ? std::string(id) : std::string(prefix).append(id);
}

void IdRegistry::Reserve(std::string_view ids) {
  for (const std::string_view id : Split(ids, '\n')) {
    if (!id.empty()) reserved_.emplace(id);
  }
}

std::string IdRegistry::TakeUnique(const std::string& wanted) {
  if (Take(wanted)) return wanted;
  int& number = numbers_[wanted];
  for (;;) {
    std::string candidate = wanted + "-" + std::to_string(++number + 1);
    if (Take(candidate)) return candidate;
  }
}

}  // namespace kyodo
