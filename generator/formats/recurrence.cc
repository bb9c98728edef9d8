#include "formats/recurrence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <memory>

#include "core/text.h"
#include "formats/libical.h"

namespace kyodo {

namespace {

/// A part of a rule that is a list of numbers.
struct NumberList {
  std::string_view key;
  int least, most;      // of the numbers; 0 is none of them
  size_t longest;       // what libical has room for
  const char* periods;  // in which it may stand: D, W, M, Y (the table of RFC 5545 section 3.3.10)
  std::vector<int> RecurrenceRule::*numbers;
};

constexpr NumberList kNumberLists[] = {
    {"BYMONTH", 1, 12, 12, "DWMY", &RecurrenceRule::by_month},
    {"BYMONTHDAY", -31, 31, 62, "DMY", &RecurrenceRule::by_month_day},
    {"BYYEARDAY", -366, 366, 366, "Y", &RecurrenceRule::by_year_day},
    {"BYWEEKNO", -53, 53, 53, "Y", &RecurrenceRule::by_week_number},
    {"BYSETPOS", -366, 366, 366, "DWMY", &RecurrenceRule::by_position},
};
constexpr std::array<std::string_view, 4> kFrequencies = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> kWeekdays = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
constexpr size_t kLongestByDay = 366;
constexpr int kMostOfRule = 30000;  // of INTERVAL and COUNT; libical has 16 bits for one of them

template <size_t kSize>
std::optional<int> PositionOf(std::string_view name, const std::array<std::string_view, kSize>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

/// One to five digits, with a sign before them where negative numbers are allowed.
std::optional<int> ReadNumber(std::string_view text, int least, int most) {
  const bool signed_number = least < 0 && !text.empty() && (text.front() == '+' || text.front() == '-');
  const std::string_view digits = text.substr(signed_number ? 1 : 0);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  if (signed_number && text.front() == '-') number = -number;
  if (number < least || number > most || number == 0) return std::nullopt;
  return number;
}

/// Each number once, ascending.
bool ReadNumbers(std::string_view text, const NumberList& list, RecurrenceRule& rule) {
  std::vector<int>& numbers = rule.*list.numbers;
  for (const std::string_view item : Split(text, ',')) {
    const std::optional<int> number = ReadNumber(item, list.least, list.most);
    if (!number || numbers.size() == list.longest) return false;
    numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
}

/// "SA", "2SA", "-1SU", each once.
bool ReadByDay(std::string_view text, RecurrenceRule& rule) {
  for (const std::string_view item : Split(text, ',')) {
    const size_t letters = item.size() < 2 ? 0 : item.size() - 2;
    const std::optional<int> weekday = PositionOf(item.substr(letters), kWeekdays);
    const std::optional<int> ordinal = letters > 0 ? ReadNumber(item.substr(0, letters), -53, 53) : 0;
    if (!weekday || !ordinal || rule.by_day.size() == kLongestByDay) return false;
    for (const RecurrenceRule::ByDay& other : rule.by_day) {
      if (other.weekday == *weekday && other.ordinal == *ordinal) return false;
    }
    rule.by_day.push_back({*weekday, *ordinal});
  }
  return true;
}

/// YYYYMMDD.
std::optional<Date> ReadDay(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  const Result<Date> day = ParseDate(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)), {});
  return day.ok() ? std::optional(*day) : std::nullopt;
}

bool ReadPart(std::string_view key, std::string_view value, RecurrenceRule& rule) {
  if (key == "FREQ") {
    const std::optional<int> frequency = PositionOf(value, kFrequencies);
    if (frequency) rule.frequency = static_cast<RecurrenceRule::Frequency>(*frequency);
    return frequency.has_value();
  }
  if (key == "INTERVAL" || key == "COUNT") {
    const std::optional<int> number = ReadNumber(value, 1, kMostOfRule);
    (key == "COUNT" ? rule.count : rule.interval) = number.value_or(0);
    return number.has_value();
  }
  if (key == "UNTIL") return (rule.until = ReadDay(value)).has_value();
  if (key == "WKST") return PositionOf(value, kWeekdays).has_value();
  if (key == "BYDAY") return ReadByDay(value, rule);
  for (const NumberList& list : kNumberLists) {
    if (key == list.key) return ReadNumbers(value, list, rule);
  }
  return false;
}

/// What RFC 5545 says of parts that stand together.
bool FitTogether(const RecurrenceRule& rule) {
  if (rule.count > 0 && rule.until) return false;
  const char period = "DWMY"[rule.frequency];
  bool chooses = !rule.by_day.empty();
  for (const NumberList& list : kNumberLists) {
    if ((rule.*list.numbers).empty()) continue;
    if (std::string_view(list.periods).find(period) == std::string_view::npos) return false;
    chooses = chooses || list.key != "BYSETPOS";
  }
  if (!rule.by_position.empty() && !chooses) return false;
  // “The second Saturday” is one of a month, or of a year that is not told by its weeks.
  const bool counts_weekdays = period == 'M' || (period == 'Y' && rule.by_week_number.empty());
  return counts_weekdays || std::all_of(rule.by_day.begin(), rule.by_day.end(),
                                        [](const RecurrenceRule::ByDay& day) { return day.ordinal == 0; });
}

/// A day with the numbers that rules choose by, counted from the front and, below zero, from the end.
struct NumberedDay {
  explicit NumberedDay(const Date& day) : date(day) {
    const auto between = [](const Date& from, const Date& to) {
      return static_cast<int>(DaysSince1970(to) - DaysSince1970(from));
    };
    const bool december = day.month == 12;
    const Date next_month{static_cast<int16_t>(day.year + december), static_cast<uint8_t>(december ? 1 : day.month + 1),
                          1};
    of_year = between({day.year, 1, 1}, day) + 1;
    of_year_from_end = -between(day, {static_cast<int16_t>(day.year + 1), 1, 1});
    of_month_from_end = -between(day, next_month);
  }

  Date date;
  int of_year, of_year_from_end, of_month_from_end;
};

bool Takes(const std::vector<int>& list, int number, int from_end) {
  return list.empty() ||
         std::any_of(list.begin(), list.end(), [&](int one) { return one == number || one == from_end; });
}

/// Whether the day is in one of the weeks of the list, with a week more on either side: where a week begins may differ.
bool TakesWeek(const std::vector<int>& list, const NumberedDay& day) {
  constexpr int kAlways = 6;  // days at the ends of a year may be in a week of the other year
  const int week = (day.of_year + 6) / 7, from_end = (day.of_year_from_end - 6) / 7;
  return list.empty() || day.of_year <= kAlways || -day.of_year_from_end <= kAlways ||
         std::any_of(list.begin(), list.end(),
                     [&](int one) { return std::abs(one - week) <= 1 || std::abs(one - from_end) <= 1; });
}

/// Second Saturdays are those of the month, or of the year where the rule names no months.
bool TakesWeekday(const RecurrenceRule& rule, const NumberedDay& day) {
  const bool of_year = rule.frequency == RecurrenceRule::kYearly && rule.by_month.empty();
  const int place = ((of_year ? day.of_year : day.date.day) + 6) / 7;
  const int from_end = ((of_year ? day.of_year_from_end : day.of_month_from_end) - 6) / 7;
  return rule.by_day.empty() ||
         std::any_of(rule.by_day.begin(), rule.by_day.end(), [&](const RecurrenceRule::ByDay& one) {
           return one.weekday == DayOfWeek(day.date) &&
                  (one.ordinal == 0 || one.ordinal == place || one.ordinal == from_end);
         });
}

/// All but BYSETPOS and INTERVAL.
bool Fits(const RecurrenceRule& rule, const NumberedDay& day) {
  return Takes(rule.by_month, day.date.month, 0) && Takes(rule.by_month_day, day.date.day, day.of_month_from_end) &&
         Takes(rule.by_year_day, day.of_year, day.of_year_from_end) && TakesWeek(rule.by_week_number, day) &&
         TakesWeekday(rule, day);
}

Date DateOf(const icaltimetype& time) {
  return {static_cast<int16_t>(time.year), static_cast<uint8_t>(time.month), static_cast<uint8_t>(time.day)};
}

icaltimetype TimeOf(const Date& date) {
  icaltimetype time = icaltime_null_date();
  time.hour = time.minute = time.second = 0;  // of the null date they are -1, which moves days
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
  return time;
}

}  // namespace

bool RecurrenceRule::MeetsADay() const {
  // BYSETPOS=6 needs periods with six days that fit.
  int needed = by_position.empty() ? 1 : 366;
  for (const int position : by_position) needed = std::min(needed, std::abs(position));
  constexpr std::array<int, 4> kLongest = {1, 7, 31, 366};  // of a day, a week, a month and a year
  std::deque<int64_t> found;                                // within the last period
  // After 28 years each day of the year has been each day of the week, in leap years too.
  const int64_t first = DaysSince1970({2000, 1, 1}), end = DaysSince1970({2028, 1, 1});
  for (int64_t day = first; day < end; ++day) {
    if (!Fits(*this, NumberedDay(FromDaysSince1970(day)))) continue;
    found.push_back(day);
    while (found.front() <= day - kLongest[frequency]) found.pop_front();
    if (static_cast<int>(found.size()) >= needed) return true;
  }
  return false;
}

std::optional<RecurrenceRule> ParseRecurrence(std::string_view text, std::optional<RecurrenceRule>* idle) {
  RecurrenceRule rule;
  rule.text = text;
  std::vector<std::string_view> keys;
  for (const std::string_view part : Split(text, ';')) {
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = part.substr(0, equals);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return std::nullopt;
    keys.push_back(key);
    if (!ReadPart(key, part.substr(equals + 1), rule)) return std::nullopt;
  }
  if (std::find(keys.begin(), keys.end(), "FREQ") == keys.end() || !FitTogether(rule)) return std::nullopt;
  if (rule.MeetsADay()) return rule;
  if (idle) *idle = rule;
  return std::nullopt;
}

std::vector<Date> Expand(const RecurrenceRule& rule, const Date& start, const Date& last) {
  UseLibical();
  icalrecurrencetype parsed = icalrecurrencetype_from_string(rule.text.c_str());
  const std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)> days(
      icalrecur_iterator_new(parsed, TimeOf(start)), icalrecur_iterator_free);
  std::vector<Date> out;
  while (days) {
    const icaltimetype next = icalrecur_iterator_next(days.get());
    if (icaltime_is_null_time(next) || DateOf(next) > last) break;
    if (DateOf(next) >= start) out.push_back(DateOf(next));
  }
  return out;
}

}  // namespace kyodo
