// Where in a record a column's value stands: "name.en", "place.place.address", "group.name".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "views/views.h"

namespace kyodo::render {

/// A number, yes or no, a day, a moment or an image as text; empty for other values.
std::string PlainText(const Site& site, const Datum& value);

/// What a path leads to, as text; a list gives several. The parts of a path are names of fields, through references
/// those of the record referred to, and at its end
///   of a record: id, url (on the published site), published, updated, title
///   of a term: id, code, prefecture (of a code of JIS X 0401 or 0402); without one, its label
///   of a text: a language, for that one alone; katakana, for hiragana written in katakana
///   of a recurrence: text, the rule in words.
std::vector<std::string> ValuesAt(const Views& views, const Record& record, std::string_view path, LanguageId id);

/// Does the path lead somewhere in records of the schema, to something that may be public?
bool LeadsSomewhere(const Site& site, const Schema& schema, std::string_view path);

}  // namespace kyodo::render
