// Days and times as people write them.
#pragma once

#include <string>

#include "model/occurrence.h"

namespace kyodo {

/// 午前10時30分, 正午; 10.30 a.m., noon.
std::string TimeText(int minute, bool japanese);
/// 2026年（令和8年）12月12日（土）午前10時から午後1時まで; Saturday 12 December 2026, 10 a.m. to 1 p.m. Another time
/// zone than `usual` is named.
std::string EventTimeText(const EventTime& time, bool japanese, const TimeZone& usual);
/// 12月12日（土）; Saturday 12 December.
std::string DayText(const Date& date, bool japanese);

}  // namespace kyodo
