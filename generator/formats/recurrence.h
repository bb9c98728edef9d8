// Rules by which days come again: RECUR of RFC 5545 section 3.3.10, without times of day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace kyodo {

struct RecurrenceRule {
  enum Frequency { kDaily, kWeekly, kMonthly, kYearly };
  struct ByDay {
    int weekday = 0;  // 0 Sunday … 6 Saturday
    int ordinal = 0;  // 2: the second, -1: the last; 0: every one
  };
  std::string text;  // as written
  Frequency frequency = kDaily;
  int interval = 1;
  int count = 0;              // 0: no end by number
  std::optional<Date> until;  // the last day on which it may come
  std::vector<ByDay> by_day;
  // Ascending.
  std::vector<int> by_month, by_month_day, by_year_day, by_week_number, by_position;

  bool IsEndless() const { return count == 0 && !until; }
  /// Whether any day of any year meets it: none is the sixth Saturday of a month, or 30 February. (libical looks for
  /// one through eighteen thousand years.)
  bool MeetsADay() const;
};

/// "FREQ=MONTHLY;BYDAY=2SA". Nothing when it is no such rule, has a part that says a time of day, an UNTIL that is not
/// a day, a part or a value twice, parts that RFC 5545 does not let stand together, or when no day meets it (then it is
/// put into `idle`, if given). What it takes, libical can expand: of what it cannot read, libical drops parts, aborts
/// or reads where it must not.
std::optional<RecurrenceRule> ParseRecurrence(std::string_view text, std::optional<RecurrenceRule>* idle = nullptr);

/// The days of the rule, from `start` (which counts its intervals) to `last`, ascending.
std::vector<Date> Expand(const RecurrenceRule& rule, const Date& start, const Date& last);

}  // namespace kyodo
