// Dates as people write them in Japanese and English texts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/word_finder.h"

namespace kyodo::check {

struct WrittenDate {
  size_t begin = 0, end = 0;  // in bytes, without the day of the week
  int year = 0;               // 0: not written
  int month = 0, day = 0;     // as written: there may be no such day
  std::vector<int> weekdays;  // 0 Sunday …: all that stand beside it
  size_t weekday_begin = 0, weekday_end = 0;
};

/// 2027年4月10日（土）, 令和9年4月10日（土・祝）, 4月10日土曜日, 2027/4/10(土), Saturday 10 April 2027,
/// April 10, 2027 (Sat) and what is like them, in their order. Half-width and full-width digits.
std::vector<WrittenDate> FindDates(std::string_view text);

/// A year written in both ways, side by side: 令和9年（2027年）, 2027年度（令和9年度）.
struct WrittenEra {
  size_t begin = 0, end = 0;
  int year = 0;          // as written
  int year_of_era = 0;   // what the year of the era is
  std::string_view era;  // 令和9
};
std::vector<WrittenEra> FindEras(std::string_view text);

/// Words that make the dates behind them those of another year, such as 昨年 or 2026年.
class OtherYears {
 public:
  explicit OtherYears(std::string_view text) : text_(text) {}

  /// Does one stand in the same line before `at`? To be asked in the order of the text.
  bool Before(size_t at);

 private:
  std::string_view text_;
  bool looked_ = false;
  std::vector<WordFinder::Hit> hits_;
  size_t next_ = 0;  // of `hits_`, the first in the line
  size_t line_ = 0, line_end_ = 0;
};

}  // namespace kyodo::check
