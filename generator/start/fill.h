// The blanks of the files in start/, and which of their lines stay.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kyodo::start {

/// A language of the site, and the one of start/ whose texts it takes: "pt-BR" takes those in "pt".
struct Voice {
  std::string language, texts;
};
using Voices = std::vector<Voice>;

/// Languages without texts, in their own code or a wider one that the site does not have, are left out.
Voices VoicesOf(const std::vector<std::string>& site, const std::set<std::string, std::less<>>& texts);
/// The one whose documents are the originals: Japanese, else English, else the first. `voices` must not be empty.
const Voice& OriginalOf(const Voices& voices);

/// What is put for `@name@` and the like; a text of several lines takes the place of the whole line.
using Blanks = std::map<std::string, std::string, std::less<>>;

std::string FillIn(std::string_view text, const Blanks& blanks);

/// What an English text is called in another language of start/; empty: it is not known.
using Translate = std::function<std::string(const std::string& english, const std::string& language)>;

/// YAML and the like: lines `ja: …` and `en: …` become those of the site's languages; of comments, `#ja …` stay where
/// there is Japanese, and `#en …` where there is English or no Japanese.
std::string KeepLanguages(std::string_view text, const Voices& voices, const Translate& translate);

/// A document that is not translated from another any more: with the keys of its original that it does not have.
std::string AsOriginal(std::string_view document, std::string_view original);
/// A document that says which version of `original` it translates; one without keys stays as it is.
std::string AsTranslation(std::string_view document, std::string_view original);

}  // namespace kyodo::start
