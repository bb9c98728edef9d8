// The order of records in each language.
#pragma once

#include <string>
#include <vector>

#include "model/site.h"

namespace kyodo::render {

/// The records of the collection that are published today, in the order of its
/// listing: text by the language's collation (Japanese by the field `kana` where
/// there is one), terms by their vocabulary, missing values last, ties by slug.
/// `next_time` sorts by the next day on which the record takes place; then come those that are over, the latest first,
/// then those without a day.
std::vector<const Record*> Ordered(const Collection& collection, const Site& site, LanguageId language);

/// The initial under which an index lists the record: the row of the 五十音 (あ,
/// か …) by the reading in Japanese, else the letter A–Z; "#" for others.
std::string Initial(const Record& record, const Language& language, LanguageId id);
/// All initials of an index in that language, in order, "#" last.
const std::vector<std::string>& Initials(const Language& language);

}  // namespace kyodo::render
