#include "model/language.h"

#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "model/locale_text.h"
#include "model/recurrence_words.h"
#include "model/theme.h"

namespace kyodo {

namespace {

/// Easy Japanese has a name of its own, which CLDR does not know.
constexpr std::string_view kEasyJapanese = "ja-x-easy";

bool IsOrBeginsWith(std::string_view code, std::string_view language) {
  return StartsWith(code, language) && (code.size() == language.size() || code[language.size()] == '-');
}

std::string DisplayName(const std::string& in, const std::string& of) {
  if (SmallLetters(of) == kEasyJapanese) return IsOrBeginsWith(in, "ja") ? "やさしい日本語" : "Easy Japanese";
  UDisplayContext contexts[] = {UDISPCTX_DIALECT_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
  const std::unique_ptr<icu::LocaleDisplayNames> names(
      icu::LocaleDisplayNames::createInstance(LocaleOf(in), contexts, 2));
  icu::UnicodeString name;
  names->localeDisplayName(LocaleOf(of), name);
  std::string text;
  return name.toUTF8String(text);
}

}  // namespace

Language MakeLanguage(std::string_view code, bool is_default) {
  const std::string small = SmallLetters(code);
  Language language;
  language.code = code;
  language.japanese = IsOrBeginsWith(small, "ja");
  language.right_to_left = LocaleOf(code).isRightToLeft();
  language.name = DisplayName(language.code, language.code);
  if (!is_default) language.prefix = small + "/";
  if (!language.japanese && !IsOrBeginsWith(small, "en")) language.locale = std::make_shared<LocaleText>(code);
  return language;
}

bool IsLanguageCode(std::string_view code) {
  const auto is_of_it = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (code.size() < 2 || code.size() > 35 || !std::all_of(code.begin(), code.end(), is_of_it)) return false;
  UErrorCode status = U_ZERO_ERROR;
  char id[ULOC_FULLNAME_CAPACITY];
  int32_t read = 0;
  uloc_forLanguageTag(std::string(code).c_str(), id, sizeof id, &read, &status);
  return U_SUCCESS(status) && read == static_cast<int32_t>(code.size()) && id[0] != '\0' && id[0] != '_';
}

bool IsKnownLanguage(std::string_view code) {
  if (!IsLanguageCode(code)) return false;
  const icu::Locale locale = LocaleOf(code);
  icu::UnicodeString name;
  locale.getDisplayLanguage(icu::Locale::getEnglish(), name);
  return name != icu::UnicodeString::fromUTF8(locale.getLanguage());
}

LanguageId FindLanguage(const std::vector<Language>& languages, std::string_view code) {
  const auto same = [small = SmallLetters(code)](const Language& one) { return SmallLetters(one.code) == small; };
  return static_cast<LanguageId>(std::find_if(languages.begin(), languages.end(), same) - languages.begin());
}

std::vector<std::string> WiderLanguages(std::string_view code) {
  std::vector<std::string> wider;
  for (size_t dash = code.rfind('-'); dash != code.npos && dash > 0; dash = code.rfind('-', dash - 1)) {
    const std::string_view shorter = code.substr(0, dash);
    if (!EndsWith(SmallLetters(shorter), "-x")) wider.emplace_back(shorter);
  }
  return wider;
}

void FindInstead(std::vector<Language>& languages) {
  for (LanguageId id = 0; id < languages.size(); ++id) {
    std::vector<LanguageId>& instead = languages[id].instead = {};
    const auto add = [&](LanguageId other) {
      const bool there = other == id || std::find(instead.begin(), instead.end(), other) != instead.end();
      if (!there && other < languages.size()) instead.push_back(other);
    };
    for (const std::string& code : WiderLanguages(languages[id].code)) add(FindLanguage(languages, code));
    add(1);
    for (LanguageId other = 0; other < languages.size(); ++other) add(other);
    const auto whole = std::find_if(instead.begin(), instead.end(),
                                    [&](LanguageId one) { return !languages[one].partial && !languages[one].hidden; });
    languages[id].id = id;
    languages[id].lists =
        languages[id].partial && whole != instead.end() ? languages[*whole].prefix : languages[id].prefix;
  }
}

std::string NameIn(const Language& other, const Language& language) {
  return &other == &language ? language.name : DisplayName(other.code, language.code);
}

size_t CountPublished(const std::vector<Language>& languages) {
  const auto hidden = [](const Language& language) { return language.hidden; };
  return static_cast<size_t>(std::find_if(languages.begin(), languages.end(), hidden) - languages.begin());
}

size_t CountWhole(const std::vector<Language>& languages) {
  const auto other = [](const Language& language) { return language.hidden || language.partial; };
  return static_cast<size_t>(std::find_if(languages.begin(), languages.end(), other) - languages.begin());
}

std::string_view CodeOf(const std::vector<Language>& languages, LanguageId id) {
  return id == kLentEnglish ? std::string_view("en") : std::string_view(languages[id].code);
}

bool LocalText::empty() const {
  return lent_.empty() &&
         std::all_of(texts_.begin(), texts_.end(), [](const std::string& text) { return text.empty(); });
}

const std::string& LocalText::In(LanguageId id, LanguageId* shown) const {
  LanguageId found = id;
  if (!Has(found) && Has(1)) found = 1;
  for (LanguageId other = 0; !Has(found) && other < texts_.size(); ++other) found = other;
  if (shown) *shown = Has(found) ? found : lent_.empty() ? id : kLentEnglish;
  return Has(found) ? texts_[found] : lent_;
}

void LocalText::Settle(const std::vector<Language>& languages) {
  texts_.resize(std::min(texts_.size(), CountPublished(languages)));
  for (LanguageId id = 0; id < texts_.size(); ++id) {
    if (!texts_[id].empty()) continue;
    for (const std::string& code : WiderLanguages(languages[id].code)) {
      const LanguageId wider = FindLanguage(languages, code);
      if (!Has(wider)) continue;
      texts_[id] = texts_[wider];
      break;
    }
  }
}

const std::set<std::string, std::less<>>& ProgramWords() {
  static const std::set<std::string, std::less<>> kWords = {
      "note_kind_note", "note_kind_tip", "note_kind_warning",  "note_kind_example", "note_kind_column",
      "task_done",      "fiscal_year",   "fiscal_year_months", "note_label",        "note_back",
      "transcript",     "repeat_daily",  "repeat_weekly",      "repeat_monthly",    "repeat_yearly",
      "repeat_nth",     "repeat_day",    "repeat_last_day",    "repeat_of_month",   "repeat_only",
      "repeat_except",  "repeat_times",  "repeat_until",       "repeat_not_on"};
  return kWords;
}

bool IsNeeded(std::string_view key, const Language& language) {
  return language.locale || !ProgramWords().contains(key);
}

Theme::Word Theme::Find(const std::string& key, LanguageId id, const std::vector<Language>& languages) const {
  const auto found = strings.find(key);
  LanguageId shown = id;
  const std::string_view text = found == strings.end() ? std::string_view() : found->second.In(id, &shown);
  if (!text.empty()) return {text, shown == id ? std::string_view() : std::string_view(languages[shown].code)};
  const auto other = spare.find(key);
  return other == spare.end() ? Word() : Word{other->second, spare_language};
}

}  // namespace kyodo
