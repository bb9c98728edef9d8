// A theme: templates, the strings they print, and the files they link to. Never changed after loading.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/source.h"
#include "model/language.h"

namespace kyodo {

struct Theme {
  std::string name;
  std::deque<SourceFile> sources;
  std::vector<std::pair<std::string, const SourceFile*>> templates;  // "layout.html", its file; by name
  std::vector<std::string> added;            // names of templates that the site adds to a theme from elsewhere
  std::set<std::string, std::less<>> own;    // of these, those in the site's own folder
  std::map<std::string, LocalText> strings;  // by key; those of wider languages count as own
  /// For words that none of the site's languages has: the theme's in another language, by key.
  std::string spare_language;
  std::map<std::string, std::string> spare;

  struct Word {
    std::string_view text;
    std::string_view language;  // of the text, when it is not the one asked for
  };
  /// The word in that language, else in the second of the site, the first, or the spare one. Empty: there is none.
  Word Find(const std::string& key, LanguageId id, const std::vector<Language>& languages) const;
  struct Asset {
    std::string path;  // site path, with a hash of its content: "assets/kyodo.1f2e….css"
    std::string bytes;
  };
  std::map<std::string, Asset> assets;  // by name in assets/
};

/// The words that the program asks every theme for, in languages other than Japanese and English, which it writes
/// itself: fiscal years, notes, rules of repetition. They may be said by any theme or site.
const std::set<std::string, std::less<>>& ProgramWords();
/// Must a theme have this word in the language?
bool IsNeeded(std::string_view key, const Language& language);

}  // namespace kyodo
