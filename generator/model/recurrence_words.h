// Rules for repeating in a language for which the program has no sentences of its own: the theme's words.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "formats/recurrence.h"
#include "model/locale_text.h"

namespace kyodo {

/// What a theme calls these words; what they are for stands beside them in its i18n/en.yaml.
inline constexpr std::string_view kRepeatWords = "repeat_";

/// The theme's pattern of that name (without kRepeatWords); empty when there is none in the language.
using FindPattern = std::function<std::string(std::string_view name)>;

/// As RecurrenceText (model/recurrence_text.h). Empty also when a word is missing.
std::string RecurrenceText(const RecurrenceRule& rule, const Date& start, const LocaleText& locale,
                           const FindPattern& find);

}  // namespace kyodo
