// Days and times in cells, as people write them.
#pragma once

#include <string>

#include "yaml/writer.h"

namespace kyodo {

/// 2026/4/1, 令和8年4月1日（水）, R8.4.1, the days that Excel counts, a day with midnight: 2026-04-01.
/// What is no day stays as it is.
std::string MeantDay(const std::string& text);

/// 9:00, ９：００, 9時, 9時30分, 9:00:00: 09:00. What is no time stays as it is.
std::string MeantTime(const std::string& text);

/// 2026/4/1〜4/3, 2026/4/1 10:00〜12:00, 2026年4月1日（水）午後2時から: a `date_range` in one cell. What cannot be read
/// stays as it is, as its beginning or its end.
yaml::Value MeantRange(const std::string& text);

}  // namespace kyodo
