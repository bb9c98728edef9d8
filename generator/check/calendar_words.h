// Names of days of the week and of months in Japanese and English texts.
#pragma once

#include <array>
#include <string_view>

namespace kyodo::check {

/// From Sunday on; in Japanese without 曜日.
inline constexpr std::array<std::string_view, 7> kWeekdays = {"日", "月", "火", "水", "木", "金", "土"};
inline constexpr std::array<std::string_view, 7> kEnglishWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                                     "Thursday", "Friday", "Saturday"};
inline constexpr std::array<std::string_view, 12> kEnglishMonths = {"January",   "February", "March",    "April",
                                                                    "May",       "June",     "July",     "August",
                                                                    "September", "October",  "November", "December"};

}  // namespace kyodo::check
