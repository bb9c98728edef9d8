// Writes the index of a site (files.h).
#pragma once

#include "formats/mecab.h"
#include "model/site.h"
#include "model/theme.h"
#include "search/files.h"

namespace kyodo::search {

/// The same site gives the same bytes. Without MeCab, only words with `kana` and kyodo's own are found by their
/// reading. Names have `digits`, or two more, or four … until no two files have one name.
IndexFiles MakeIndex(const Site& site, const Theme& theme, const Mecab* mecab, size_t digits = kNameDigits);

}  // namespace kyodo::search
