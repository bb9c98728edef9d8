// What calendars, feeds and open data say of an event in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "views/views.h"

namespace kyodo::render {

/// The text of a field on pages in a language; empty for values that are no text. `shown`, if given, is the language
/// that it is in; so for the others.
std::string_view TextOf(const Datum& datum, LanguageId id, LanguageId* shown = nullptr);
/// The title of a record, or the text; empty for an address alone.
std::string_view LocationName(const Datum& location, LanguageId id, LanguageId* shown = nullptr);
/// The name and address of a place, the title of a record, or the text.
std::string LocationText(const Datum& location, LanguageId id);
/// Latitude and longitude (degrees, WGS 84) of a place or of a record that has one; those of another language where
/// a document's translation gives none.
std::optional<std::pair<double, double>> PointOf(const Datum& location);
/// The value of the type place, itself or that of the record; as the language has it in a document. Null: none.
const Datum* PlaceOf(const Datum& location, LanguageId id);

/// "scheduled", "cancelled", "postponed", "rescheduled", "full".
std::string_view StateName(EventState state);
/// What stands before the title: 【中止】, "Cancelled: ".
std::string StateMark(const Views& views, EventState state, LanguageId id);
struct RepeatsWords {
  std::string text;         // empty: it does not repeat, or the rule is not for few words
  LanguageId language = 0;  // of the text
};
/// The rule by which an event repeats, in words: in that language, or where the theme has no words for it, in another.
RepeatsWords RepeatsText(const Record& record, const Views& views, LanguageId id);
/// What the record says of this occurrence alone.
std::string_view NoteOf(const Occurrence& occurrence, LanguageId id, LanguageId* shown = nullptr);

}  // namespace kyodo::render
