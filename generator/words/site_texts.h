// The Japanese texts that the pages of a site are made from.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"
#include "model/theme.h"

namespace kyodo::words {

/// Every text in the languages `japanese` once, cut at punctuation, spaces and markup; only those with kanji, in the
/// order of the site. Each costs MeCab only once, on however many pages it stands.
std::vector<std::u32string> JapaneseTexts(const Site& site, const Theme& theme,
                                          const std::vector<LanguageId>& japanese);

}  // namespace kyodo::words
