#include "check/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/text.h"

namespace kyodo::check {

namespace {

/// The end of the sentence that begins at `from`: behind its sign, or at the end of the line.
size_t EndOfSentence(std::string_view text, size_t from) {
  for (size_t at = from; at < text.size();) {
    if (text[at] == '\n') return at;
    const size_t before = at;
    const char32_t c = DecodeUtf8(text, at);
    if (c == U'。' || c == U'！' || c == U'？') return at;
    const bool sign = c == U'.' || c == U'!' || c == U'?';
    if (sign && before > from && (at == text.size() || text[at] == ' ' || text[at] == '\n')) return at;
  }
  return text.size();
}

/// Is the character one that readers do not see as a part of a word?
bool IsMark(char32_t c) {
  return c == U' ' || c == U'　' || c == U'*' || c == U'[' || c == U'`' || c == U'|' || c == U'#';
}

/// What is read of it, in characters.
size_t CountRead(std::string_view sentence) {
  size_t count = 0;
  for (size_t at = 0; at < sentence.size();) {
    if (sentence.substr(at, 2) == "](") {  // the address of a link
      const size_t end = sentence.find(')', at);
      at = end == sentence.npos ? sentence.size() : end + 1;
      continue;
    }
    count += !IsMark(DecodeUtf8(sentence, at));
  }
  return count;
}

}  // namespace

void CheckSentences(const Site& site, const Text& text, Diagnostics& diagnostics) {
  const std::optional<LanguageId> language = text.language();
  const size_t most = language ? site.config.languages[*language].longest_sentence : 0;
  if (most == 0) return;
  for (size_t begin = 0; begin < text.text.size();) {
    const size_t end = EndOfSentence(text.text, begin);
    const size_t count = CountRead(text.text.substr(begin, end - begin));
    if (count > most)
      diagnostics.Add(Severity::kNote, "text.long-sentence", text.PlaceOf(begin, end - begin),
                      {fmt::format("文が長すぎます（{}字）", count), fmt::format("A sentence of {} characters", count)},
                      {fmt::format("この言語の文は {} 字までと、site.yaml にあります。二つに分けます。", most),
                       fmt::format("site.yaml has at most {} for this language. Make two of it.", most)});
    begin = std::max(end, begin + 1);
  }
}

}  // namespace kyodo::check
