#include "core/compose.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstring>

#include "core/text.h"

namespace kyodo {

namespace {

/// Marks, and the vowels and last consonants that Korean syllables are made of.
bool IsMark(char32_t c) {
  if (c < 0x300) return false;
  if (c >= 0x1160 && c <= 0x11FF) return true;
  return u_getCombiningClass(static_cast<UChar32>(c)) != 0;
}

bool IsVariantOfKanji(char32_t c) { return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F); }

void AppendComposed(std::string& out, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kNfc = icu::Normalizer2::getNFCInstance(status);
  icu::StringByteSink<std::string> sink(&out);
  kNfc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
}

/// U+3099 and U+309A: kana are many, their last bytes less so.
bool HasSoundMark(std::string_view text) {
  for (const char last : {'\x99', '\x9A'}) {
    for (size_t at = text.find(last); at != text.npos; at = text.find(last, at + 1)) {
      if (at >= 2 && text[at - 1] == '\x82' && text[at - 2] == '\xE3') return true;
    }
  }
  return false;
}

}  // namespace

bool HasMarks(std::string_view text) {
  // U+0300 to U+036F begin with 0xCC or 0xCD, the letters of Korean with 0xE1.
  for (const int lead : {0xCC, 0xCD, 0xE1}) {
    if (!text.empty() && std::memchr(text.data(), lead, text.size())) return true;
  }
  return HasSoundMark(text);
}

std::string ComposeMarks(std::string_view text) {
  if (!HasMarks(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  size_t base = 0;  // of the last character that is no mark
  bool marked = false, variant = false;
  const auto flush = [&](size_t end) {
    if (marked && !variant) {
      AppendComposed(out, text.substr(base, end - base));
    } else {
      out.append(text.substr(base, end - base));
    }
  };
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    const char32_t c = DecodeUtf8(text, at);
    if (IsMark(c)) {
      marked = true;
      continue;
    }
    flush(start);
    base = start;
    marked = false;
    variant = IsVariantOfKanji(c);
  }
  flush(text.size());
  return out;
}

}  // namespace kyodo
