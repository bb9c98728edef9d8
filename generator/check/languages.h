// Texts that are in another language than they say, or in none.
#pragma once

#include "check/texts.h"

namespace kyodo::check {

/// Warnings `language.other` (Japanese in a text of another language, or the reverse; a copy that was not translated),
/// `language.swapped` (two files of a document have each other's language, told once in place of the others) and
/// `language.list` (lists of different length).
void CheckLanguagesOf(const Site& site, const Record& record, Diagnostics& diagnostics);

/// Notes `translation.missing`: a record has no text in a language, or lacks the body or the summary there
/// (Record::LacksText), with the file to write. Of each language the first twenty, then the number of the others.
void TellUntranslated(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
