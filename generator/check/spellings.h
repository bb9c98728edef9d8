// Words that a site spells in one way, and where it spells them in another.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Notes `spelling.other`: a text has a spelling that the vocabulary of spellings (Site::spellings) lists in the
/// description of a term, with 、 or commas between several; its label is how the site spells the word. Each says how
/// often the site has either. Of each spelling the first five places, then the number of the others. A word right after
/// 「 is spoken of, not used, and is left alone.
void TellSpellings(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
