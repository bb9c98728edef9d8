// Writes the index of a site (files.h).
#pragma once

#include "formats/mecab.h"
#include "model/site.h"
#include "model/theme.h"
#include "search/files.h"

namespace kyodo::search {

/// The same site gives the same bytes. Without MeCab, only words with `kana` and kyodo's own are found by their
/// reading.
IndexFiles MakeIndex(const Site& site, const Theme& theme, const Mecab* mecab);

}  // namespace kyodo::search
