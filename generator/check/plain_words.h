// Officialese in the site's texts, and what to write in its place.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Notes `plain-words.suggest`: a Japanese text has a word that the vocabulary of words to avoid lists
/// (Site::plain_words); its description there is the suggestion. A word right after 「 is spoken of, not used, and is
/// left alone. A site without that vocabulary has no notes.
void SuggestPlainWords(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
