// Characters that nobody sees, that show as boxes, or that tell of a broken paste: in any text of a site, be it a
// value, a key or the name of a term.
#pragma once

#include "core/diagnostic.h"

namespace kyodo {

/// Warnings, by U+ number and name, for the first of a line and at most ten lines each: `text.invisible` (zero-width
/// spaces, soft hyphens, marks of direction), `text.replacement` (U+FFFD), `text.gaiji` (private use),
/// `text.radical` (⽣ for 生, as PDF files give it) and
/// `text.mojibake` (read in a wrong encoding). Not for joiners inside an emoji, nor for marks of direction and joiners
/// in a file with letters of a script that needs them.
/// Note `text.decomposed`: kana or letters and their marks are apart, as macOS writes file names (NFD). They are put
/// together in `file`, so that what is published and searched is NFC. Nothing else is changed: the compatibility
/// characters of names stay.
void TellOddCharacters(SourceFile& file, Diagnostics& diagnostics);

}  // namespace kyodo
