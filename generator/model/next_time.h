// When a record takes place next.
#pragma once

#include <string_view>

#include "model/occurrence.h"

namespace kyodo {

/// What listings can be sorted by besides fields.
inline constexpr std::string_view kNextTimeKey = "next_time";

/// The first occurrence that is not over on that day and not cancelled; null: none.
const Occurrence* NextTime(const Record& record, const Date& today);

}  // namespace kyodo
