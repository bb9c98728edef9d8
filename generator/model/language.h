// The languages of a site and text in them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

class LocaleText;

/// An index into the site's list of languages.
using LanguageId = size_t;

struct Language {
  std::string code;               // BCP 47, as site.yaml has it: "ja", "zh-Hans", "ja-x-easy"
  std::string name;               // in itself: 日本語, English
  bool japanese = false;          // written without spaces, dated with eras
  bool right_to_left = false;     // CLDR's, unless site.yaml says otherwise
  bool hidden = false;            // read and checked, in no output
  bool partial = false;           // of what is not translated, and of lists, it has no pages: links lead to another's
  uint32_t longest_sentence = 0;  // in characters; 0: any length
  std::string prefix;             // of its pages' site paths: "" for the first, else in small letters, "zh-hans/"
  std::string lists;              // that of the lists, calendars and files: its own, or of a partial one another's
  LanguageId id = 0;
  /// How it writes dates and times. Null for Japanese and English, which model/time_text.h knows itself.
  std::shared_ptr<const LocaleText> locale;
  /// The others, in the order in which their texts are shown where there is none in this one: those that are wider, the
  /// second of the site, the first, the rest.
  std::vector<LanguageId> instead;
};

/// `code` must be one that IsLanguageCode takes.
Language MakeLanguage(std::string_view code, bool is_default);
/// Well formed by BCP 47: language, script, region, variants, private use.
bool IsLanguageCode(std::string_view code);
/// Does CLDR have a name for it? "jp" is well formed and the name of no language.
bool IsKnownLanguage(std::string_view code);
/// The place of `code` among the languages, in large or small letters; their number: it is none of them.
LanguageId FindLanguage(const std::vector<Language>& languages, std::string_view code);
/// The codes that are wider, the nearest first: "zh-Hans-CN" has zh-Hans and zh; "ja-x-easy" has ja.
std::vector<std::string> WiderLanguages(std::string_view code);
/// Sets `instead`, `lists` and `id` of each.
void FindInstead(std::vector<Language>& languages);
/// What `other` calls the language (CLDR): 英語 for English in Japanese.
std::string NameIn(const Language& other, const Language& language);
/// How many of them are published. Those that are not stand last.
size_t CountPublished(const std::vector<Language>& languages);
/// How many of them are published with all pages. The partial ones stand after them.
size_t CountWhole(const std::vector<Language>& languages);

/// Stands for English where it is none of the site's languages: a text that the program or a theme lends.
constexpr LanguageId kLentEnglish = SIZE_MAX;
/// The code of a language that a text is shown in; kLentEnglish has one, too.
std::string_view CodeOf(const std::vector<Language>& languages, LanguageId id);

/// A text in every language of the site; an empty one is missing.
class LocalText {
 public:
  LocalText() = default;
  explicit LocalText(size_t languages) : texts_(languages) {}
  std::string& operator[](LanguageId id) { return texts_[id]; }
  bool empty() const;
  /// In English, for sites where nothing else is there.
  void Lend(std::string_view english) { lent_ = english; }
  /// The text in that language, else in the second language of the site, else in the first, else in any, else what is
  /// lent. `shown`, if given, is the language of the text: with kLentEnglish, see CodeOf.
  const std::string& In(LanguageId id, LanguageId* shown = nullptr) const;
  bool Has(LanguageId id) const { return id < texts_.size() && !texts_[id].empty(); }
  /// Gives each language without a text that of a wider one, and forgets what is in languages that are hidden.
  void Settle(const std::vector<Language>& languages);

 private:
  std::vector<std::string> texts_;
  std::string lent_;
};

}  // namespace kyodo
