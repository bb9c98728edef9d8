#include "model/recurrence_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace kyodo {

namespace {

using Texts = std::vector<std::string>;

constexpr std::array<const char*, 7> kWeekdayJa = {"日", "月", "火", "水", "木", "金", "土"};
constexpr std::array<const char*, 7> kWeekdayEn = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 12> kMonthEn = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<const char*, 6> kOrdinalEn = {"", "first", "second", "third", "fourth", "fifth"};

/// "a", "a and b", "a, b and c".
std::string And(const Texts& texts) {
  if (texts.size() < 2) return texts.empty() ? "" : texts[0];
  return fmt::format("{} and {}", fmt::join(texts.begin(), texts.end() - 1, ", "), texts.back());
}

std::string OrdinalDay(int day) {
  const char* ending = day % 10 == 1 && day != 11   ? "st"
                       : day % 10 == 2 && day != 12 ? "nd"
                       : day % 10 == 3 && day != 13 ? "rd"
                                                    : "th";
  return fmt::format("{}{}", day, ending);
}

template <class Map>
Texts Each(const std::vector<int>& values, const Map& map) {
  Texts out;
  for (const int value : values) out.push_back(map(value));
  return out;
}

class RuleWriter {
 public:
  RuleWriter(const RecurrenceRule& rule, const Date& start, bool japanese) : rule_(rule), start_(start), ja_(japanese) {
    std::sort(rule_.by_month.begin(), rule_.by_month.end());
    std::sort(rule_.by_month_day.begin(), rule_.by_month_day.end());
  }

  std::string Run() {
    if (!rule_.by_year_day.empty() || !rule_.by_week_number.empty() || !rule_.by_position.empty()) return {};
    const std::string days = Days();
    if (days.empty() && rule_.frequency != RecurrenceRule::kDaily) return {};
    return Often() + days + Except() + End();
  }

 private:
  bool IsYearly() const { return rule_.frequency == RecurrenceRule::kYearly; }
  bool IsMonthly() const { return rule_.frequency == RecurrenceRule::kMonthly; }

  /// 毎月, 2か月ごと; Every month, Every second month.
  std::string Often() const {
    const size_t unit = rule_.frequency;
    constexpr std::array<const char*, 4> kJa = {"毎日", "毎週", "毎月", "毎年"};
    constexpr std::array<const char*, 4> kUnitJa = {"日", "週間", "か月", "年"};
    constexpr std::array<const char*, 4> kUnitEn = {"day", "week", "month", "year"};
    const int n = rule_.interval;
    if (ja_) return n == 1 ? kJa[unit] : fmt::format("{}{}ごとの", n, kUnitJa[unit]);
    if (n == 1) return fmt::format("Every {}", kUnitEn[unit]);
    return n == 2 ? fmt::format("Every second {}", kUnitEn[unit]) : fmt::format("Every {} {}s", n, kUnitEn[unit]);
  }

  std::string Days() const {
    if (!rule_.by_day.empty() && !rule_.by_month_day.empty()) return {};
    if (!rule_.by_day.empty()) return ByDay();
    if (rule_.frequency == RecurrenceRule::kDaily) return rule_.by_month_day.empty() ? "" : DaysOfMonth();
    if (rule_.frequency == RecurrenceRule::kWeekly) return Weekdays({DayOfWeek(start_)});
    return DaysOfMonth();
  }

  /// 火・木曜日;  on Tuesday and Thursday.
  std::string Weekdays(std::vector<int> days) const {
    std::sort(days.begin(), days.end(), [](int a, int b) { return (a + 6) % 7 < (b + 6) % 7; });
    if (ja_)
      return fmt::format("{}曜日",
                         fmt::join(Each(days, [](int d) { return std::string(kWeekdayJa[size_t(d)]); }), "・"));
    return " on " + And(Each(days, [](int d) { return std::string(kWeekdayEn[size_t(d)]); }));
  }

  std::string ByDay() const {
    std::map<int, std::vector<int>> ordinals;  // by weekday
    std::vector<int> plain;
    for (const RecurrenceRule::ByDay& day : rule_.by_day) {
      if (day.ordinal > 5 || day.ordinal < -1) return {};
      day.ordinal ? ordinals[day.weekday].push_back(day.ordinal) : plain.push_back(day.weekday);
    }
    if (ordinals.empty()) {
      // “Every year on Monday” would say less than the rule.
      return IsYearly() || IsMonthly() ? "" : Weekdays(plain);
    }
    if (!plain.empty() || (IsYearly() && rule_.by_month.size() != 1)) return {};
    Texts parts;
    for (auto& [weekday, numbers] : ordinals) parts.push_back(OrdinalWeekday(weekday, numbers));
    const std::string days = ja_ ? fmt::format("{}", fmt::join(parts, "と")) : " on " + And(parts);
    if (!IsYearly()) return days;
    const int month = rule_.by_month.front();
    return ja_ ? fmt::format("{}月の{}", month, days) : fmt::format("{} of {}", days, kMonthEn[size_t(month - 1)]);
  }

  std::string OrdinalWeekday(int weekday, std::vector<int> numbers) const {
    std::sort(numbers.begin(), numbers.end(), [](int a, int b) { return unsigned(a) < unsigned(b); });
    const auto word = [&](int n) {
      if (ja_) return n < 0 ? std::string("最終") : fmt::format("第{}", n);
      return std::string(n < 0 ? "last" : kOrdinalEn[size_t(n)]);
    };
    const Texts words = Each(numbers, word);
    return ja_ ? fmt::format("{}{}曜日", fmt::join(words, "・"), kWeekdayJa[size_t(weekday)])
               : fmt::format("the {} {}", And(words), kWeekdayEn[size_t(weekday)]);
  }

  /// 15日, 末日;  on the 15th.
  std::string DaysOfMonth() const {
    std::vector<int> days = rule_.by_month_day;
    if (days.empty()) days = {start_.day};
    if (days.front() < -1) return {};
    std::rotate(days.begin(), std::find_if(days.begin(), days.end(), [](int d) { return d > 0; }), days.end());
    if (IsYearly()) return DaysOfYear(days);
    if (ja_)
      return fmt::format("{}",
                         fmt::join(Each(days, [](int d) { return d < 0 ? "末日" : fmt::format("{}日", d); }), "と"));
    return " on " + And(Each(days, [](int d) { return d < 0 ? "the last day" : "the " + OrdinalDay(d); }));
  }

  std::string DaysOfYear(const std::vector<int>& days) const {
    std::vector<int> months = rule_.by_month;
    if (months.empty() && rule_.by_month_day.empty()) months = {start_.month};
    if (months.size() != 1 || days.size() != 1 || days.front() < 0) return {};
    return ja_ ? fmt::format("{}月{}日", months.front(), days.front())
               : fmt::format(" on {} {}", days.front(), kMonthEn[size_t(months.front() - 1)]);
  }

  /// （8月を除く）, （4月と5月だけ）.
  std::string Except() const {
    if (rule_.by_month.empty() || IsYearly()) return {};
    std::vector<int> months, others;
    for (int month = 1; month <= 12; ++month)
      (std::binary_search(rule_.by_month.begin(), rule_.by_month.end(), month) ? months : others).push_back(month);
    const bool few = months.size() <= others.size();
    const std::vector<int>& named = few ? months : others;
    if (named.empty()) return {};
    if (ja_)
      return fmt::format("（{}{}）", fmt::join(Each(named, [](int m) { return fmt::format("{}月", m); }), "、"),
                         few ? "だけ" : "を除く");
    return (few ? ", in " : ", except in ") +
           And(Each(named, [](int m) { return std::string(kMonthEn[size_t(m - 1)]); })) + (few ? " only" : "");
  }

  std::string End() const {
    if (rule_.count) return fmt::format(fmt::runtime(ja_ ? "（全{}回）" : ", {} times"), rule_.count);
    if (!rule_.until) return {};
    return fmt::format(fmt::runtime(ja_ ? "（{}まで）" : ", until {}"), FormatDate(*rule_.until, ja_));
  }

  RecurrenceRule rule_;
  Date start_;
  bool ja_;
};

}  // namespace

std::string RecurrenceText(const RecurrenceRule& rule, const Date& start, bool japanese) {
  return RuleWriter(rule, start, japanese).Run();
}

}  // namespace kyodo
