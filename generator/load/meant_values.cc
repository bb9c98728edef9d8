#include "load/meant_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/date.h"
#include "core/text.h"

namespace kyodo::load {

namespace {

bool HasDigit(std::string_view text) { return std::any_of(text.begin(), text.end(), IsDigit); }

bool Cut(std::string_view& text, std::string_view prefix) {
  if (!StartsWith(text, prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// A number with separators of thousands, and what stands around it.
struct Number {
  std::string whole, decimals;
  std::string_view after;
};

std::optional<Number> FindNumber(std::string_view text) {
  while (Cut(text, "約") || Cut(text, "およそ") || Cut(text, "¥") || Cut(text, "\\") || Cut(text, " ")) {
  }
  Number number;
  size_t at = 0;
  for (; at < text.size() && (IsDigit(text[at]) || text[at] == ','); ++at) {
    const bool thousands = text[at] == ',' && at > 0 && text.size() > at + 3 && IsDigit(text[at + 1]) &&
                           IsDigit(text[at + 2]) && IsDigit(text[at + 3]);
    if (text[at] == ',' && !thousands) break;
    if (text[at] != ',') number.whole += text[at];
  }
  if (number.whole.empty() || number.whole.size() > 15) return std::nullopt;
  if (at + 1 < text.size() && text[at] == '.' && IsDigit(text[at + 1])) {
    for (++at; at < text.size() && IsDigit(text[at]); ++at) number.decimals += text[at];
  }
  number.after = Trim(text.substr(at));
  if (HasDigit(number.after)) return std::nullopt;
  return number;
}

/// 万 and 億 after a number, as the digits that they add.
size_t ZerosOf(std::string_view after) {
  constexpr std::array<std::pair<std::string_view, size_t>, 3> kUnits = {{{"億", 8}, {"万", 4}, {"千", 3}}};
  for (const auto& [unit, zeros] : kUnits) {
    if (StartsWith(after, unit)) return zeros;
  }
  return 0;
}

std::optional<std::string> MeantTime(std::string_view text) {
  text = Trim(text);
  const bool later = Cut(text, "午後") || EndsWith(text, "pm");
  if (!later) Cut(text, "午前");
  size_t at = 0;
  int hour = 0, minute = 0;
  for (; at < text.size() && IsDigit(text[at]); ++at) hour = hour * 10 + (text[at] - '0');
  if (at == 0 || at > 2) return std::nullopt;
  std::string_view rest = text.substr(at);
  if (Cut(rest, ":") || Cut(rest, "時")) {
    if (Cut(rest, "半")) minute = 30;
    for (int i = 0; i < 2 && !rest.empty() && IsDigit(rest[0]); ++i, rest.remove_prefix(1))
      minute = minute * 10 + (rest[0] - '0');
  }
  for (const std::string_view tail : {"分", ":00", " ", "am", "pm"}) Cut(rest, tail);
  if (!rest.empty()) return std::nullopt;  // what else there is to say would be lost
  if (later && hour < 12) hour += 12;
  if (hour > 23 || minute > 59) return std::nullopt;
  return fmt::format("{:02}:{:02}", hour, minute);
}

}  // namespace

std::optional<std::string> MeantInteger(std::string_view text) {
  const std::string plain = Fold(text);
  if (plain == "無料" || plain == "なし" || plain == "free") return "0";
  const auto number = FindNumber(plain);
  if (!number) return std::nullopt;
  const size_t zeros = ZerosOf(number->after);
  if (number->decimals == "000") return std::nullopt;  // 30.000 is a thousand times as much in other countries
  std::string decimals = number->decimals;
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (decimals.size() > zeros) return std::nullopt;
  std::string digits = number->whole + decimals + std::string(zeros - decimals.size(), '0');
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  return digits.size() > 18 ? std::nullopt : std::optional(digits);
}

std::optional<std::string> MeantDecimal(std::string_view text) {
  std::string plain = Fold(text);
  if (std::count(plain.begin(), plain.end(), ',') == 1 && plain.find('.') == plain.npos &&
      plain.size() - plain.find(',') != 4)
    ReplaceAll(plain, ",", ".");
  const auto number = FindNumber(plain);
  if (!number || ZerosOf(number->after) > 0) return std::nullopt;
  return number->whole + (number->decimals.empty() ? "" : "." + number->decimals);
}

std::optional<bool> MeantBoolean(std::string_view text) {
  const std::string plain = Fold(Trim(text));
  for (const std::string_view yes :
       {"true", "yes", "y", "on", "1", "はい", "○", "〇", "◯", "●", "✓", "✔", "☑", "レ", "あり", "有", "有り", "可"}) {
    if (plain == yes) return true;
  }
  for (const std::string_view no :
       {"false", "no", "n", "off", "0", "いいえ", "×", "✕", "x", "なし", "無", "無し", "不可"}) {
    if (plain == no) return false;
  }
  return std::nullopt;
}

std::optional<std::string> MeantDateTime(std::string_view text) {
  std::string plain = Fold(text);
  ReplaceAll(plain, "t", " ");
  for (size_t at = plain.size(); at > 0; --at) {
    const bool may_end = at == plain.size() || plain[at] == ' ' ||
                         EndsWith(std::string_view(plain).substr(0, at), "日") ||
                         EndsWith(std::string_view(plain).substr(0, at), ")");
    const auto date = may_end ? GuessDate(std::string_view(plain).substr(0, at)) : std::nullopt;
    if (!date || !date->IsFull()) continue;
    const auto time = MeantTime(std::string_view(plain).substr(at));
    return time ? std::optional(ToIso(*date) + "T" + *time) : std::nullopt;
  }
  return std::nullopt;
}

std::string MeantUrl(std::string_view text) {
  std::string plain = Fold(Trim(text));
  // Letters of a path may be capital ones.
  if (plain.size() == Trim(text).size()) plain = Trim(text);
  while (!plain.empty() && (plain.front() == '<' || plain.front() == '(' || plain.front() == '"')) plain.erase(0, 1);
  while (!plain.empty() && (plain.back() == '>' || plain.back() == ')' || plain.back() == '"')) plain.pop_back();
  for (const std::string_view scheme : {"https", "http"}) {
    if (Fold(plain.substr(0, scheme.size())) != scheme) continue;
    const size_t host = plain.find_first_not_of(":/;：／ ", scheme.size());
    plain = std::string(scheme) + "://" + (host == plain.npos ? "" : plain.substr(host));
    break;
  }
  if (StartsWith(plain, "ttp")) plain = "h" + plain;
  if (plain.find("://") == plain.npos && plain.find('.') != plain.npos) plain = "https://" + plain;
  ReplaceAll(plain, " ", "%20");
  return plain;
}

namespace {

struct DayName {
  std::string_view written, code;
};
/// As they stand in a rule: the whole English name before its start.
constexpr std::array<DayName, 7> kRuleDays = {
    {{"日", "SU"}, {"月", "MO"}, {"火", "TU"}, {"水", "WE"}, {"木", "TH"}, {"金", "FR"}, {"土", "SA"}}};

/// BYDAY=土, BYDAY=SAT,SUN as BYDAY=SA, BYDAY=SA,SU.
std::string WithDays(std::string days) {
  for (const auto& [written, code] : kRuleDays) ReplaceAll(days, written, code);
  for (const auto& [english, code] : std::array<DayName, 14>{{{"SUNDAY", "SU"},
                                                              {"MONDAY", "MO"},
                                                              {"TUESDAY", "TU"},
                                                              {"WEDNESDAY", "WE"},
                                                              {"THURSDAY", "TH"},
                                                              {"FRIDAY", "FR"},
                                                              {"SATURDAY", "SA"},
                                                              {"SUN", "SU"},
                                                              {"MON", "MO"},
                                                              {"TUE", "TU"},
                                                              {"WED", "WE"},
                                                              {"THU", "TH"},
                                                              {"FRI", "FR"},
                                                              {"SAT", "SA"}}})
    ReplaceAll(days, english, code);
  return days;
}

/// 毎週土曜日, 毎月第2土曜, 第2・第4土曜, 毎日 as a rule; else empty.
std::string RuleOfWords(std::string_view text) {
  std::string days;
  const auto add = [&](std::string_view day) { days.append(days.empty() ? "" : ",").append(day); };
  const auto cut_all = [&](std::initializer_list<std::string_view> words) {
    while (const size_t bytes = Leading(text, words)) text.remove_prefix(bytes);
  };
  const auto cut_day = [&]() -> std::string_view {
    for (const auto& [written, code] : kRuleDays) {
      if (Cut(text, written)) return code;
    }
    return {};
  };
  if (text == "毎日") return "FREQ=DAILY";
  if (Cut(text, "毎週")) {
    while (!text.empty()) {
      const std::string_view day = cut_day();
      if (day.empty()) return {};
      add(day);
      cut_all({"曜日", "曜", "・", "、", "と"});
    }
    return days.empty() ? std::string() : "FREQ=WEEKLY;BYDAY=" + days;
  }
  std::string weeks;
  if (!Cut(text, "毎月")) return {};
  while (Cut(text, "第") && !text.empty() && text[0] >= '1' && text[0] <= '5') {
    weeks += text[0];
    text.remove_prefix(1);
    cut_all({"・", "、", "と"});
  }
  const std::string_view day = cut_day();
  if (day.empty() || weeks.empty() || !(text.empty() || text == "曜" || text == "曜日")) return {};
  for (const char week : weeks) add(std::string(1, week).append(day));
  return "FREQ=MONTHLY;BYDAY=" + days;
}

}  // namespace

std::string MeantRule(std::string_view text) {
  constexpr std::string_view kUntil = "UNTIL=";
  std::string rule = Fold(text);
  if (const std::string words = RuleOfWords(rule); !words.empty()) return words;
  std::erase(rule, ' ');
  for (char& c : rule) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  if (StartsWith(rule, "RRULE:")) rule.erase(0, std::string_view("RRULE:").size());
  for (const std::string_view key : {"BYDAY=", "INTERVAL=", "COUNT=", "UNTIL=", "BYMONTH", "BYSETPOS="})
    ReplaceAll(rule, "," + std::string(key), ";" + std::string(key));
  ReplaceAll(rule, "MONTLY", "MONTHLY");
  const size_t by_day = rule.find("BYDAY=");
  const size_t days_end = by_day == rule.npos ? rule.npos : std::min(rule.find(';', by_day), rule.size());
  if (by_day != rule.npos) rule.replace(by_day, days_end - by_day, WithDays(rule.substr(by_day, days_end - by_day)));
  const size_t until = rule.find(kUntil);
  if (until == rule.npos) return rule;
  const size_t start = until + kUntil.size(), end = std::min(rule.find(';', start), rule.size());
  std::string day = rule.substr(start, end - start);
  std::erase_if(day, [](char c) { return c == '-' || c == '/' || c == '.'; });
  constexpr size_t kDigits = 8;
  if (day.size() != kDigits || !std::all_of(day.begin(), day.end(), IsDigit)) return rule;
  constexpr int kInEveryMonth = 28;
  for (int number = std::stoi(day.substr(6)); number > kInEveryMonth && !GuessDate(day);)
    day = day.substr(0, 6) + std::to_string(--number);
  return rule.replace(start, end - start, day);
}

std::vector<std::string> MeantItems(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBrackets = {"［", "］", "【", "】", "（", "）",
                                                          "[",  "]",  "(",  ")",  "｛", "｝"};
  text = Trim(text);
  for (const std::string_view bracket : kBrackets) {
    if (StartsWith(text, bracket)) {
      const std::string_view inside = text.substr(bracket.size());
      const auto close =
          std::find_if(kBrackets.begin(), kBrackets.end(), [&](std::string_view one) { return EndsWith(inside, one); });
      if (close != kBrackets.end()) text = inside.substr(0, inside.size() - close->size());
      break;
    }
  }
  std::string plain(text);
  for (const std::string_view comma : {"、", "，", "､"}) ReplaceAll(plain, comma, ",");
  std::vector<std::string> items;
  for (const std::string_view part : Split(plain, ',')) {
    std::string_view item = Trim(part);
    while (Cut(item, "　")) {
    }
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

}  // namespace kyodo::load
