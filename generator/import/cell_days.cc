#include "import/cell_days.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/date.h"
#include "core/text.h"
#include "load/meant_values.h"

namespace kyodo {

namespace {

using yaml::Value;

/// Days as Excel counts them, of the years 1955 to 2119: other numbers of five digits are no days.
std::optional<Date> DayOfSerial(std::string_view text) {
  int64_t day = 0;
  if (!ReadNumber(text, day) || day < 20000 || day > 80000) return std::nullopt;
  return FromDaysSince1970(day - 25569);
}

/// A day and perhaps a time; no day: it cannot be read.
struct Moment {
  std::string day, time;
};

Moment ReadMoment(const std::string& text) {
  const std::string day = MeantDay(text);
  if (ParseDate(day, {}).ok()) return {day, ""};
  const auto both = load::MeantDateTime(text);
  return both ? Moment{both->substr(0, 10), both->substr(11)} : Moment{};
}

/// The end of a range that began at `start`: 2026/4/3, 4/3, 4月3日 and 3日 are days, 12:00 is a time of
/// the same day.
Moment ReadEnd(const std::string& text, const Moment& start) {
  if (const Moment whole = ReadMoment(text); !whole.day.empty()) return whole;
  if (!start.time.empty()) {
    const std::string time = MeantTime(text);
    if (time != text || (time.size() == 5 && time[2] == ':')) return {"", time};
    if (const auto both = load::MeantDateTime(start.day + " " + text)) return {"", both->substr(11)};
  }
  const std::string year = start.day.substr(0, 4), month = start.day.substr(5, 2);
  for (const std::string& before : {year + "/", year + "年", year + "/" + month + "/", year + "年" + month + "月"}) {
    if (const Moment moment = ReadMoment(before + text); !moment.day.empty()) return moment;
  }
  return {};
}

Value RangeValue(const std::string& start, const std::string& end, const std::string& start_time,
                 const std::string& end_time) {
  Value range = Value::Map();
  for (const auto& [key, text] : {std::pair<const char*, const std::string&>{"start", start},
                                  {"end", end},
                                  {"start_time", start_time},
                                  {"end_time", end_time}}) {
    if (!text.empty()) range.Add(key, Value::Text(text));
  }
  return range;
}

}  // namespace

std::string MeantDay(const std::string& text) {
  if (const auto day = DayOfSerial(text)) return ToIso(*day);
  // A day that a spreadsheet gives with the beginning of that day.
  std::string plain = text;
  for (const std::string_view midnight : {" 0:00:00", " 00:00:00", "T00:00", " 0:00", " 00:00"}) {
    if (EndsWith(plain, midnight)) plain.resize(plain.size() - midnight.size());
  }
  const auto day = GuessDate(plain);
  return day ? ToIso(*day) : text;
}

std::string MeantTime(const std::string& text) {
  std::string plain = Fold(text);
  for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"時", ":"}, {"分", ""}}) {
    if (const size_t at = plain.find(from); at != plain.npos) plain.replace(at, from.size(), to);
  }
  if (EndsWith(plain, ":")) plain += "00";
  if (std::count(plain.begin(), plain.end(), ':') == 2 && EndsWith(plain, ":00")) plain.resize(plain.size() - 3);
  if (plain.size() == 4 && plain[1] == ':') plain.insert(0, "0");
  const bool shaped = plain.size() == 5 && plain[2] == ':' && plain.find_first_not_of("0123456789:") == plain.npos;
  return shaped ? plain : text;
}

yaml::Value MeantRange(const std::string& text) {
  if (const Moment alone = ReadMoment(text); !alone.day.empty()) return RangeValue(alone.day, "", alone.time, "");
  for (const std::string_view mark : {"〜", "～", "~", "から", "－", "―", "–", " - "}) {
    const size_t at = text.find(mark);
    if (at == text.npos) continue;
    const std::string first(Trim(text.substr(0, at)));
    std::string last(Trim(text.substr(at + mark.size())));
    if (EndsWith(last, "まで")) last.resize(last.size() - std::string_view("まで").size());
    const Moment start = ReadMoment(first);
    if (start.day.empty()) break;
    const Moment end = ReadEnd(last, start);
    const bool unread = !last.empty() && end.day.empty() && end.time.empty();
    return RangeValue(start.day, unread ? last : end.day, start.time, end.time);
  }
  return RangeValue(text, "", "", "");
}

}  // namespace kyodo
