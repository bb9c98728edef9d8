#include "words/normalize.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "core/text.h"
#include "words/stem.h"

namespace kyodo::words {

namespace {

bool IsMarkedLatin(char32_t c) { return (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF); }

char32_t WithoutMarks(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kNfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString parts;
  return kNfd->getDecomposition(static_cast<UChar32>(c), parts) ? static_cast<char32_t>(parts.char32At(0)) : c;
}

char32_t FoldOne(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0x30A1 && (c <= 0x30F6 || c == 0x30FD || c == 0x30FE)) return c - 0x60;
  if (c >= 0x3000 && c < 0xA000) return c;  // kana, Han: no case
  c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return IsMarkedLatin(c) ? WithoutMarks(c) : c;
}

bool IsInvisible(char32_t c) {
  return c >= 0xAD && !(c >= 0x3000 && c < 0xF900 && c != 0x3164) &&
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

std::string Nfkc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const kNfkc = icu::Normalizer2::getNFKCInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  kNfkc->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
  return out;
}

/// (株) and (有) written out.
std::u32string WithCompanies(std::u32string text) {
  constexpr std::pair<std::u32string_view, std::u32string_view> kForms[] = {{U"(株)", U"株式会社"},
                                                                            {U"(有)", U"有限会社"}};
  for (const auto& [from, to] : kForms) {
    for (size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

RunClass ClassOf(char32_t c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return RunClass::kDigit;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? RunClass::kLetter : RunClass::kNone;
  }
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (within(0x3041, 0x3096) || within(0x30A1, 0x30FA) || within(0x4E00, 0x9FFF) || c == U'ー' || c == U'〆')
    return RunClass::kJapanese;
  const auto code = static_cast<UChar32>(c);
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) return RunClass::kJapanese;
  return u_isalpha(code) ? RunClass::kLetter : RunClass::kNone;
}

std::u32string FoldCharacters(std::string_view text) {
  const std::string nfkc = Nfkc(text);
  std::u32string out;
  out.reserve(nfkc.size());
  for (size_t at = 0; at < nfkc.size();) {
    const char32_t c = DecodeUtf8(nfkc, at);
    if (!IsInvisible(c)) out.push_back(FoldOne(c));
  }
  return out;
}

std::u32string Normalize(std::string_view text, const Variants& variants) {
  std::u32string out;
  char32_t gap = 0;
  for (const char32_t c : WithCompanies(FoldCharacters(text))) {
    if (ClassOf(c) == RunClass::kNone) {
      if (gap != U'\n') gap = c == U'\n' ? U'\n' : U' ';
      continue;
    }
    if (gap && !out.empty()) out.push_back(gap);
    gap = 0;
    out.push_back(c);
  }
  variants.Apply(out);
  return out;
}

Variants::Variants(const std::vector<std::vector<std::string>>& lists) {
  for (const std::vector<std::string>& list : lists) {
    std::vector<std::u32string> spellings;
    for (const std::string& spelling : list) {
      std::u32string text = Normalize(spelling, {});
      std::replace(text.begin(), text.end(), U'\n', U' ');
      if (!text.empty()) spellings.push_back(std::move(text));
    }
    for (const std::u32string& from : spellings) {
      if (from != spellings[0]) pairs_.emplace_back(from, spellings[0]);
    }
  }
  std::stable_sort(pairs_.begin(), pairs_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  MakeFirst();
}

Variants::Variants(std::vector<std::pair<std::u32string, std::u32string>> pairs) : pairs_(std::move(pairs)) {
  MakeFirst();
}

void Variants::MakeFirst() {
  for (const auto& [from, to] : pairs_) first_.set(from[0] % first_.size());
}

void Variants::Apply(std::u32string& text) const {
  if (pairs_.empty()) return;
  std::u32string out;
  size_t done = 0;
  for (size_t at = 0; at < text.size();) {
    const std::pair<std::u32string, std::u32string>* found = nullptr;
    if (MayStart(text[at])) {
      for (const auto& pair : pairs_) {
        if (!found && text.compare(at, pair.first.size(), pair.first) == 0) found = &pair;
      }
    }
    if (!found) {
      ++at;
      continue;
    }
    out.append(text, done, at - done).append(found->second);
    at += found->first.size();
    done = at;
  }
  if (done > 0) text = out.append(text, done);
}

std::vector<Run> RunsOf(std::u32string_view text) {
  std::vector<Run> runs;
  RunClass last = RunClass::kNone;
  for (size_t i = 0; i < text.size(); ++i) {
    const RunClass kind = ClassOf(text[i]);
    if (kind != RunClass::kNone) {
      if (kind != last) runs.push_back({kind, i, i});
      runs.back().end = i + 1;
    }
    last = kind;
  }
  return runs;
}

std::u32string WordTerm(std::u32string_view run, RunClass kind) {
  run = run.substr(0, kLongestWord);
  const auto plain = [](char32_t c) { return c >= 'a' && c <= 'z'; };
  if (kind != RunClass::kLetter || !std::all_of(run.begin(), run.end(), plain)) return std::u32string(run);
  return Decode(Stem(Encode(run)));
}

bool ArePair(std::u32string_view text, const Run& first, const Run& second) {
  return first.kind != RunClass::kJapanese && second.kind != RunClass::kJapanese &&
         (first.end == second.begin || (first.end + 1 == second.begin && text[first.end] == U' '));
}

std::u32string PairTerm(std::u32string_view first, std::u32string_view second) {
  std::u32string term = U" ";
  return term.append(first).append(U" ").append(second).substr(0, kLongestWord);
}

bool TermLess(std::u32string_view a, std::u32string_view b) {
  // Beyond the BMP UTF-16 writes surrogates, which come before U+E000-FFFF.
  const auto key = [](char32_t c) { return c >= 0xE000 && c < 0x10000 ? c + 0x110000 : c; };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char32_t x, char32_t y) { return key(x) < key(y); });
}

}  // namespace kyodo::words
