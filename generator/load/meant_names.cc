#include "load/meant_names.h"

#include <algorithm>
#include <array>

#include "core/diagnostic.h"
#include "core/text.h"
#include "load/slug.h"

namespace kyodo::load {

namespace {

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct CutName {
  std::string_view stem, ending;  // the ending without its dot
};

CutName CutEnding(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

Form FormOfEnding(std::string_view ending) {
  if (IsOneOf(ending, {"yaml", "yml", "yaml1", "ymal", "yalm", "yam"})) return Form::kYaml;
  if (IsOneOf(ending, {"md", "markdown", "mdown", "mkd", "mdwn"})) return Form::kMarkdown;
  return Form::kOther;
}

/// The name in letters of half width, without what Notepad puts after it; else as it is.
std::string WithoutAdded(std::string_view name) {
  std::string plain(name);
  const size_t wide = plain.find("．");
  if (wide != plain.npos) plain.replace(wide, std::string_view("．").size(), ".");
  const CutName outer = CutEnding(plain);
  const std::string ending = Fold(outer.ending);
  // walk.yaml.yaml, walk.ja.md.md
  const Form form = FormOfEnding(ending);
  if (form != Form::kOther && FormOfEnding(Fold(CutEnding(outer.stem).ending)) == form) return std::string(outer.stem);
  if (ending != "txt" && ending != "text") return plain;
  const bool wraps = FormOfEnding(Fold(CutEnding(outer.stem).ending)) != Form::kOther;
  return wraps ? std::string(outer.stem) : plain;
}

/// `walk-ja`, `walk_JA`, `walk(ja)`, `walk.ja-JP`: as `walk.ja`.
std::string MeantDocument(std::string_view stem, const std::vector<Language>& languages) {
  while (!stem.empty() && (stem.back() == ')' || stem.back() == ' ' || stem.back() == '.')) stem.remove_suffix(1);
  if (const size_t dot = stem.find('.'); dot != stem.npos && dot + 1 < stem.size()) {  // ja.walk
    const std::string code = FindLanguage(languages, stem.substr(0, dot)) < languages.size()
                                 ? std::string(stem.substr(0, dot))
                                 : std::string();
    if (!code.empty() && MeantLanguage(stem.substr(stem.rfind('.') + 1), languages).empty())
      return std::string(stem.substr(dot + 1)) + "." + code + ".md";
  }
  for (const char separator : {'.', '-', '_', ' ', '(', ','}) {
    const size_t at = stem.rfind(separator);
    if (at == stem.npos || at == 0) continue;
    const std::string code = MeantLanguage(stem.substr(at + 1), languages);
    if (code.empty()) continue;
    const std::string_view before = Trim(stem.substr(0, at));
    if (!before.empty()) return std::string(before) + "." + code + ".md";
  }
  return {};
}

/// Letters and digits of any length, and hyphens between them; empty where other letters are lost.
std::string Hyphenated(std::string_view text) {
  const std::string folded = Fold(text);
  if (!IsAscii(folded)) return {};
  std::string slug;
  for (const char c : folded) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) slug += c;
    if (!kept && !slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

}  // namespace

std::string MeantLanguage(std::string_view word, const std::vector<Language>& languages) {
  static constexpr std::array<std::array<std::string_view, 2>, 10> kBeginnings = {{{"jp", "ja"},
                                                                                   {"jap", "ja"},
                                                                                   {"日本語", "ja"},
                                                                                   {"eng", "en"},
                                                                                   {"us", "en"},
                                                                                   {"uk", "en"},
                                                                                   {"英語", "en"},
                                                                                   {"cn", "zh"},
                                                                                   {"kr", "ko"},
                                                                                   {"tw", "zh-hant"}}};
  std::string code = Fold(word);
  for (const auto& [beginning, meant] : kBeginnings) {
    const bool whole = beginning.size() == 2 ? code == beginning : StartsWith(code, beginning);
    if (whole) code = meant;
  }
  std::replace(code.begin(), code.end(), '_', '-');
  for (const Language& language : languages) {
    if (Fold(language.code) == code) return language.code;
  }
  for (const Language& language : languages) {
    const std::string listed = Fold(language.code);
    if (StartsWith(listed, code + "-") || StartsWith(code, listed + "-")) return language.code;
  }
  return {};
}

Form FormOf(std::string_view name) {
  const std::string plain = WithoutAdded(name);
  return FormOfEnding(Fold(CutEnding(plain).ending));
}

std::string UsualYamlName(std::string_view name) {
  const std::string plain = WithoutAdded(name);
  const CutName cut = CutEnding(plain);
  return FormOfEnding(Fold(cut.ending)) == Form::kYaml ? std::string(cut.stem) + ".yaml" : plain;
}

std::string MeantName(std::string_view name, bool is_document, const std::vector<Language>& languages) {
  const std::string plain = WithoutAdded(name);
  const CutName cut = CutEnding(plain);
  const Form form = FormOfEnding(Fold(cut.ending));
  if (!is_document) return form == Form::kYaml ? std::string(cut.stem) + ".yaml" : std::string();
  return form == Form::kMarkdown ? MeantDocument(cut.stem, languages) : std::string();
}

bool LooksLikeRecord(std::string_view text, const Schema& schema) {
  for (const std::string_view line : Split(text.substr(0, 4096), '\n')) {
    const std::string_view plain = Trim(line);
    if (plain.empty() || plain.front() == '#') continue;
    if (schema.is_document) return plain == "---";
    const size_t colon = line.find(':');
    return colon != line.npos && schema.Find(line.substr(0, colon)) >= 0;
  }
  return false;
}

std::string MeantSlug(std::string_view stem) {
  const std::string slug = Hyphenated(stem);
  Diagnostics ignored;
  return CheckSlug(slug, {}, ignored) ? slug : std::string();
}

std::string FirstSlug(const std::vector<std::string>& names) {
  constexpr size_t kLongest = 60;
  for (const std::string& name : names) {
    std::string slug = Hyphenated(name);
    if (slug.size() > kLongest) slug.resize(std::min(slug.rfind('-', kLongest), kLongest));
    if (!slug.empty()) return slug;
  }
  return {};
}

std::string_view WithoutCopy(std::string_view stem) {
  for (const std::string_view before : {"Copy of ", "コピー ~ ", "コピー ～ "}) {
    if (StartsWith(stem, before)) return stem.substr(before.size());
  }
  if (EndsWith(stem, ")")) {  // after the number of a copy: `park (1)`, `park - コピー (2)`
    const size_t open = stem.rfind('(');
    const std::string_view inside = open == stem.npos ? "" : stem.substr(open + 1, stem.size() - open - 2);
    const bool number =
        !inside.empty() && std::all_of(inside.begin(), inside.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) return WithoutCopy(Trim(stem.substr(0, open)));
  }
  for (const std::string_view after : {" - コピー", "のコピー", " のコピー", "-コピー", "_コピー", "コピー", " - Copy",
                                       " copy", "-copy", "_copy", " Copy"}) {
    if (EndsWith(stem, after) && stem.size() > after.size()) return Trim(stem.substr(0, stem.size() - after.size()));
  }
  return stem;
}

bool IsCopyName(std::string_view stem) { return WithoutCopy(stem).size() != stem.size(); }

}  // namespace kyodo::load
