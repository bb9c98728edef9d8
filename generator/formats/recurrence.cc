#include "formats/recurrence.h"

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "formats/libical.h"

namespace kyodo {

namespace {

icalrecurrencetype Parse(const std::string& text) {
  UseLibical();
  return icalrecurrencetype_from_string(text.c_str());
}

void Free(icalrecurrencetype& rule) { free(rule.rscale); }

template <size_t kSize>
std::vector<int> ListOf(const short (&values)[kSize]) {
  return {values, std::find(values, values + kSize, ICAL_RECURRENCE_ARRAY_MAX)};
}

/// libical passes over some parts that it cannot read: every part written must be one it has kept.
bool KeepsAllParts(const std::string& text, icalrecurrencetype& rule) {
  const std::unique_ptr<char, void (*)(void*)> kept(icalrecurrencetype_as_string_r(&rule), free);
  // It takes spaces, which a reader of the rule need not.
  const bool clean = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-,;=") == std::string::npos;
  if (!kept || !clean) return false;
  const std::string_view canonical = kept.get();
  for (const std::string_view part : Split(text, ';')) {
    if (part.empty()) return false;
    const std::string key = std::string(part.substr(0, part.find('='))) + "=";
    const bool is_default = part == "INTERVAL=1" || part == "WKST=MO";
    if (!is_default && canonical.find(key) == std::string_view::npos) return false;
    // A list of which it took a part only.
    const auto commas = [](std::string_view list) { return std::count(list.begin(), list.end(), ','); };
    const size_t at = canonical.find(key);
    if (!is_default && commas(part) != commas(canonical.substr(at, canonical.find(';', at) - at))) return false;
  }
  return true;
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

std::optional<RecurrenceRule> ParseRecurrence(std::string_view text) {
  RecurrenceRule out;
  out.text = text;
  icalrecurrencetype rule = Parse(out.text);
  const bool daily = rule.freq >= ICAL_DAILY_RECURRENCE && rule.freq <= ICAL_YEARLY_RECURRENCE;
  const bool timed = rule.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX || rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                     rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX;
  const bool has_until = !icaltime_is_null_time(rule.until);
  const bool good = daily && !timed && !rule.rscale && rule.interval > 0 && (!has_until || rule.until.is_date) &&
                    !(has_until && rule.count) && KeepsAllParts(out.text, rule);
  Free(rule);
  if (!good) return std::nullopt;
  out.frequency = static_cast<RecurrenceRule::Frequency>(rule.freq - ICAL_DAILY_RECURRENCE);
  out.interval = rule.interval;
  out.count = rule.count;
  if (has_until) out.until = DateOf(rule.until);
  for (const int day : ListOf(rule.by_day)) {
    const auto value = static_cast<short>(day);
    out.by_day.push_back(
        {icalrecurrencetype_day_day_of_week(value) - ICAL_SUNDAY_WEEKDAY, icalrecurrencetype_day_position(value)});
  }
  out.by_month = ListOf(rule.by_month);
  // libical knows calendars with a thirteenth month and leap months.
  for (const int month : out.by_month) {
    if (month < 1 || month > 12) return std::nullopt;
  }
  out.by_month_day = ListOf(rule.by_month_day);
  out.by_year_day = ListOf(rule.by_year_day);
  out.by_week_number = ListOf(rule.by_week_no);
  out.by_position = ListOf(rule.by_set_pos);
  return out;
}

std::vector<Date> Expand(const RecurrenceRule& rule, const Date& start, const Date& last) {
  icalrecurrencetype parsed = Parse(rule.text);
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
