// The languages of a site and text in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo {

struct Language {
  std::string code;       // BCP 47: "ja", "en"
  std::string name;       // in itself: 日本語, English
  bool japanese = false;  // written without spaces, dated with eras
  std::string prefix;     // of its pages' site paths: "" for the first, "en/" for others
};

/// An index into the site's list of languages.
using LanguageId = size_t;

Language MakeLanguage(std::string_view code, bool is_default);
/// What `other` calls the language (CLDR): 英語 for English in Japanese.
std::string NameIn(const Language& other, const Language& language);

/// A text in every language of the site; an empty one is missing.
class LocalText {
 public:
  LocalText() = default;
  explicit LocalText(size_t languages) : texts_(languages) {}
  std::string& operator[](LanguageId id) { return texts_[id]; }
  bool empty() const;
  /// The text in that language, else the first that there is.
  const std::string& In(LanguageId id) const;
  bool Has(LanguageId id) const { return id < texts_.size() && !texts_[id].empty(); }

 private:
  std::vector<std::string> texts_;
};

}  // namespace kyodo
