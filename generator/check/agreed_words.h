// Words that are translated the same way on the whole site.
#pragma once

#include "core/diagnostic.h"
#include "model/site.h"

namespace kyodo::check {

/// Note `text.agreed-word`, once for a record: a text in Japanese has a word of the vocabulary of agreed words, and
/// what the record says in another language has none of the words that its term gives for it there. Several words stand
/// between 、 or ; signs. Where one is part of another, the longer is meant. Capitals and the last of s, e and y do not
/// count.
void TellAgreedWords(const Site& site, Diagnostics& diagnostics);

}  // namespace kyodo::check
