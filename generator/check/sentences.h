// Sentences that are longer than a language of the site wants them.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Note `text.long-sentence`: a sentence has more characters than Language::longest_sentence. Spaces, the addresses of
/// links and the marks of Markdown do not count; a line ends a sentence.
void CheckSentences(const Site& site, const Text& text, Diagnostics& diagnostics);

}  // namespace kyodo::check
