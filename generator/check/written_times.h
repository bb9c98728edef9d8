// Times of the day in Japanese texts that no clock shows.
#pragma once

#include <string_view>
#include <vector>

namespace kyodo::check {

struct WrittenTime {
  size_t begin = 0, end = 0;  // in bytes
  bool reversed = false;      // a range whose end is before its start; else there is no such time
};

/// 午後13時, 10:60～, 13:00～12:00. What may be a ratio or a night (22:00～5:00, 翌9:00) is left alone.
std::vector<WrittenTime> FindOddTimes(std::string_view text);

}  // namespace kyodo::check
