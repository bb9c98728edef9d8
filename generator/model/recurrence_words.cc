#include "model/recurrence_words.h"

#include <algorithm>

namespace kyodo {

namespace {

using Texts = std::vector<std::string>;

class PatternWriter {
 public:
  PatternWriter(const RecurrenceRule& rule, const Date& start, const LocaleText& locale, const FindPattern& find)
      : rule_(rule), start_(start), locale_(locale), find_(find) {
    std::sort(rule_.by_month.begin(), rule_.by_month.end());
    std::sort(rule_.by_month_day.begin(), rule_.by_month_day.end());
  }

  std::string Run() {
    if (!rule_.by_year_day.empty() || !rule_.by_week_number.empty() || !rule_.by_position.empty()) return {};
    if (!rule_.by_day.empty() && !rule_.by_month_day.empty()) return {};
    std::string text = Often();
    if (!rule_.by_month.empty() && Unit() != RecurrenceRule::kYearly) text = WithMonths(text);
    if (rule_.count) return Fill("times", {{"rule", text}}, {{"n", rule_.count}});
    if (rule_.until) return Fill("until", {{"rule", text}, {"date", locale_.Day(*rule_.until, false)}});
    return missing_ ? std::string() : text;
  }

 private:
  std::string Fill(std::string_view name, LocaleText::Arguments texts, std::map<std::string, int> numbers = {}) {
    const std::string pattern = find_(name);
    const bool nothing = std::any_of(texts.begin(), texts.end(), [](const auto& one) { return one.second.empty(); });
    const std::string filled = pattern.empty() || nothing ? "" : locale_.Fill(pattern, texts, numbers);
    missing_ = missing_ || filled.empty();
    return missing_ ? std::string() : filled;
  }

  /// What the rule counts: one for every day that names weekdays is one for every week.
  RecurrenceRule::Frequency Unit() const {
    if (rule_.frequency != RecurrenceRule::kDaily || rule_.interval != 1) return rule_.frequency;
    if (!rule_.by_day.empty()) return RecurrenceRule::kWeekly;
    return rule_.by_month_day.empty() ? RecurrenceRule::kDaily : RecurrenceRule::kMonthly;
  }

  std::string Often() {
    const std::map<std::string, int> n = {{"n", rule_.interval}};
    switch (Unit()) {
      case RecurrenceRule::kDaily:
        missing_ = !rule_.by_day.empty() || !rule_.by_month_day.empty();
        return Fill("daily", {}, n);
      case RecurrenceRule::kWeekly: return Fill("weekly", {{"days", Weekdays()}}, n);
      case RecurrenceRule::kMonthly:
        return Fill("monthly", {{"days", rule_.by_day.empty() ? DaysOfMonth() : NthWeekdays()}}, n);
      case RecurrenceRule::kYearly: return Fill("yearly", {{"days", DaysOfYear()}}, n);
    }
    return {};
  }

  std::string Weekdays() {
    std::vector<int> days;
    for (const RecurrenceRule::ByDay& day : rule_.by_day) {
      if (day.ordinal) return {};
      days.push_back(day.weekday);
    }
    if (days.empty()) days = {DayOfWeek(start_)};
    std::sort(days.begin(), days.end(), [](int a, int b) { return (a + 6) % 7 < (b + 6) % 7; });
    Texts names;
    for (const int day : days) names.push_back(locale_.Weekday(day));
    return locale_.List(names);
  }

  std::string NthWeekdays() {
    std::vector<RecurrenceRule::ByDay> days = rule_.by_day;
    const auto place = [](const RecurrenceRule::ByDay& day) { return std::pair(day.weekday, unsigned(day.ordinal)); };
    std::sort(days.begin(), days.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    Texts texts;
    for (const RecurrenceRule::ByDay& day : days) {
      if (day.ordinal > 5 || day.ordinal < -1 || day.ordinal == 0) return {};
      // As a text, since `select` compares texts.
      texts.push_back(Fill("nth", {{"weekday", locale_.Weekday(day.weekday)},
                                   {"n", std::to_string(day.ordinal)},
                                   {"day", std::to_string(day.weekday)}}));
    }
    return locale_.List(texts);
  }

  std::string DaysOfMonth() {
    std::vector<int> days = rule_.by_month_day;
    if (days.empty()) days = {start_.day};
    if (days.front() < -1) return {};
    std::rotate(days.begin(), std::find_if(days.begin(), days.end(), [](int day) { return day > 0; }), days.end());
    Texts texts;
    for (const int day : days) texts.push_back(day < 0 ? Fill("last_day", {}) : Fill("day", {}, {{"n", day}}));
    return locale_.List(texts);
  }

  std::string DaysOfYear() {
    std::vector<int> months = rule_.by_month, days = rule_.by_month_day;
    if (!rule_.by_day.empty()) {
      if (months.size() != 1) return {};
      return Fill("of_month", {{"days", NthWeekdays()}, {"month", locale_.Month(months.front())}});
    }
    if (months.empty() && days.empty()) months = {start_.month};
    if (days.empty()) days = {start_.day};
    if (months.size() != 1 || days.size() != 1 || days.front() < 0) return {};
    return locale_.DayAndMonth({start_.year, static_cast<uint8_t>(months.front()), static_cast<uint8_t>(days.front())});
  }

  std::string WithMonths(const std::string& text) {
    Texts months, others;
    for (int month = 1; month <= 12; ++month)
      (std::binary_search(rule_.by_month.begin(), rule_.by_month.end(), month) ? months : others)
          .push_back(locale_.Month(month));
    if (others.empty()) return text;
    const bool few = months.size() <= others.size();
    return Fill(few ? "only" : "except", {{"rule", text}, {"months", locale_.List(few ? months : others)}});
  }

  RecurrenceRule rule_;
  Date start_;
  const LocaleText& locale_;
  const FindPattern& find_;
  bool missing_ = false;  // a word, or a part that few words cannot tell
};

}  // namespace

std::string RecurrenceText(const RecurrenceRule& rule, const Date& start, const LocaleText& locale,
                           const FindPattern& find) {
  return PatternWriter(rule, start, locale, find).Run();
}

}  // namespace kyodo
