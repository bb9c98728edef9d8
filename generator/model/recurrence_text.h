// Rules for repeating, in words.
#pragma once

#include <string>

#include "formats/recurrence.h"

namespace kyodo {

/// 毎月第2土曜日（8月を除く）; Every month on the second Saturday, except in August. What the rule leaves open is taken
/// from `start`, its first day. Empty for rules that few words cannot tell: then the days themselves must be shown.
std::string RecurrenceText(const RecurrenceRule& rule, const Date& start, bool japanese);

}  // namespace kyodo
